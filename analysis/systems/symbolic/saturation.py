"""What steps lead to, and all that they lead to in the end.

Saturation closes a node under the steps whose highest level is its own after the nodes below it
are closed, and whatever a step makes further down at once: Gianfranco Ciardo, Gerald Lüttgen,
Radu Siminiceanu, Saturation: an efficient iteration strategy for symbolic state-space
generation, 2001. It stays inside of a bound: Yang Zhao, Gianfranco Ciardo, Symbolic CTL model
checking of asynchronous systems using constrained saturation, 2009.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayout.analysis.systems.symbolic.diagrams import EMPTY, Diagrams, Node, Parts
from wayout.analysis.systems.symbolic.relations import Link, Links

Reach = Sequence[tuple[int, Link | None]]


class Saturation:
    """Follows steps in the direction of their links."""

    def __init__(self, diagrams: Diagrams, links: Links) -> None:
        self._diagrams = diagrams
        self._links = links
        self._top = len(links) - 1
        self._lowest = next((n for n, each in enumerate(links) if each), len(links))
        self._reaches: list[dict[int, Reach]] = [{} for _ in links]
        self._closed, self._led = diagrams.cache(), diagrams.cache()
        self._images, self._applied = diagrams.cache(), diagrams.cache()

    def closure(self, start: Node, bound: Node) -> Node:
        """Return `start` and all that steps lead to from it, each of them inside of `bound`."""
        if start is EMPTY or bound is EMPTY:
            return start
        return self._close(self._top, start, bound)

    def image(self, start: Node) -> Node:
        """Return what one step leads to."""
        return self._image(self._top, start)

    def _close(self, level: int, node: Node, bound: Node) -> Node:
        if level < self._lowest:
            return node
        found = self._closed.get((node, bound))
        if found is not None:
            return found
        parts: Parts = {}
        for states, below in node.edges:
            for allowed, inside in bound.edges:
                both = states & allowed
                if both:
                    closed = self._close(level - 1, below, inside)
                    parts[closed] = parts.get(closed, 0) | both
                    states ^= both  # noqa: PLW2901 - what is left of them
            if states:
                parts[below] = parts.get(below, 0) | states
        found = self._closed[node, bound] = self._fixpoint(level, parts, bound)
        return found

    def _fixpoint(self, level: int, parts: Parts, bound: Node) -> Node:
        """Return the node of these parts, closed as what is below it is already.

        It is remembered as closed, in this bound: it may be met again where another one holds.
        """
        todo = dict(parts) if self._links[level] else {}
        is_free = bound is self._diagrams.full[level + 1]
        while todo:
            below, states = todo.popitem()
            states &= parts.get(below, 0)
            for reach, rest in self._reach(level, states) if states else ():
                if rest is None and is_free:  # what is below is closed already
                    self._diagrams.add(parts, reach, below, todo)
                else:
                    self._step(level, below, reach, bound, rest, parts, todo)
        made = self._diagrams.made(parts)
        self._closed[made, bound] = made
        return made

    def _reach(self, level: int, states: int) -> Reach:
        """Return the states that steps lead to whose highest level it is, and their rests."""
        known = self._reaches[level]
        found = known.get(states)
        if found is None:
            found = known[states] = [
                (link.local.image(states), link.below)
                for link in self._links[level]
                if link.local.origins & states
            ]
        return found

    def _step(  # noqa: PLR0913, PLR0917 - where a step stands
        self,
        level: int,
        below: Node,
        reach: int,
        bound: Node,
        link: Link | None,
        parts: Parts,
        grown: Parts,
    ) -> None:
        """Add to the parts what comes of a step that leads to the states `reach` at this level."""
        for allowed, inside in bound.edges:
            both = reach & allowed
            if both:
                more = self._lead(level - 1, below, inside, link)
                if more is not EMPTY:
                    self._diagrams.add(parts, both, more, grown)

    def _lead(self, level: int, node: Node, bound: Node, link: Link | None) -> Node:
        """Return what comes of the rest of a step, and of any steps further down after it."""
        if link is None:
            inside = self._diagrams.intersection(node, bound)
            return inside if inside is EMPTY else self._close(level, inside, bound)
        key = node, bound, link
        found = self._led.get(key)
        if found is not None:
            return found
        parts: Parts = {}
        rest = link.below if link.level == level else link
        for states, below in node.edges:
            reach = states if rest is link else link.local.image(states)
            if reach:
                self._step(level, below, reach, bound, rest, parts, {})
        found = self._led[key] = self._fixpoint(level, parts, bound)
        return found

    def _image(self, level: int, node: Node) -> Node:
        if level < self._lowest:
            return EMPTY
        found = self._images.get(node)
        if found is not None:
            return found
        parts: Parts = {}
        for states, below in node.edges:
            more = self._image(level - 1, below)
            if more is not EMPTY:
                self._diagrams.add(parts, states, more, {})
            for link in self._links[level]:
                self._apply_here(level, states, below, link, parts)
        found = self._images[node] = self._diagrams.made(parts)
        return found

    def _apply_here(self, level: int, states: int, below: Node, link: Link, parts: Parts) -> None:
        reach = link.local.image(states)
        if reach:
            more = self._apply(level - 1, below, link.below)
            if more is not EMPTY:
                self._diagrams.add(parts, reach, more, {})

    def _apply(self, level: int, node: Node, link: Link | None) -> Node:
        """Return what comes of the rest of one step."""
        if link is None:
            return node
        found = self._applied.get((node, link))
        if found is not None:
            return found
        parts: Parts = {}
        for states, below in node.edges:
            if link.level == level:
                self._apply_here(level, states, below, link, parts)
            else:
                more = self._apply(level - 1, below, link)
                if more is not EMPTY:
                    parts[more] = parts.get(more, 0) | states
        found = self._applied[node, link] = self._diagrams.made(parts)
        return found
