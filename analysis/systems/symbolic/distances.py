"""How many steps it takes at least to each configuration that steps lead to.

Distances are kept in edge-valued diagrams and improved by saturation until none gets smaller:
Gianfranco Ciardo, Radu Siminiceanu, Using edge-valued decision diagrams for symbolic generation
of shortest paths, 2002. Members that do not depend on each other add their distances up, so that
these diagrams stay small where breadth-first layers would not.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from wayout.analysis.systems.symbolic.diagrams import EMPTY, UNIT, Diagrams, Node
from wayout.analysis.systems.symbolic.relations import Link, Links
from wayout.analysis.systems.symbolic.table import Table


class Ranked:
    """Distances of configurations of one level and all below it; the least of them is 0.

    `edges` are (states, steps more, ranks below) by ascending states.
    """

    __slots__ = ("edges",)

    def __init__(self, edges: tuple[tuple[int, int, Ranked], ...]) -> None:
        self.edges = edges


NOWHERE = Ranked(())
"""The distance of no configuration is known."""

_GROUND = Ranked(())

_Parts = dict[tuple[int, Ranked], int]
"""States by what follows them: steps more, and ranks below. States are disjoint."""

_Value = tuple[int, Ranked]


class Distances:
    """Follows steps in the direction of their links and counts them."""

    def __init__(self, table: Table[Ranked], diagrams: Diagrams, links: Links) -> None:
        self._table, self._diagrams, self._links = table, diagrams, links
        self._lowest = next((n for n, each in enumerate(links) if each), len(links))
        self._lower, self._closed = table.cache(), table.cache()
        self._led, self._kept = table.cache(), table.cache()

    def ranks(self, start: Node, bound: Node) -> Ranked:
        """Return the distances from the nearest of `start`, by steps that lead into `bound`."""
        if start is EMPTY:
            return NOWHERE
        known: dict[Node, Ranked] = {UNIT: _GROUND}

        def ranked(node: Node) -> Ranked:
            if node not in known:
                known[node] = self._table.node(
                    tuple([(states, 0, ranked(below)) for states, below in node.edges])
                )
            return known[node]

        return self._close(len(self._links) - 1, ranked(start), bound)

    def _made(self, parts: _Parts) -> Ranked:
        edges = [(states, more, below) for (more, below), states in parts.items()]
        return self._table.node(tuple(sorted(edges)))

    def _close(self, level: int, node: Ranked, bound: Node) -> Ranked:
        if level < self._lowest or bound is EMPTY:
            return node
        found: Ranked | None = self._closed.get((node, bound))
        if found is not None:
            return found
        parts: _Parts = {}
        for states, more, below in node.edges:
            for allowed, inside in bound.edges:
                both = states & allowed
                if both:
                    key = more, self._close(level - 1, below, inside)
                    parts[key] = parts.get(key, 0) | both
                    states ^= both  # noqa: PLW2901 - what is left of them
            if states:
                parts[more, below] = parts.get((more, below), 0) | states
        found = self._closed[node, bound] = self._fixpoint(level, parts, bound)
        return found

    def _fixpoint(self, level: int, parts: _Parts, bound: Node) -> Ranked:
        """Return the node of these parts, closed as what is below it is already; nearest first."""
        links = self._links[level]
        todo = dict(parts) if links else {}
        while todo:
            key = min(todo, key=itemgetter(0))
            states = todo.pop(key) & parts.get(key, 0)
            for link in links:
                reach = link.local.image(states)
                if reach:
                    self._step(level, (key[0] + 1, key[1]), reach, bound, link.below, parts, todo)
        made = self._made(parts)
        self._closed[made, bound] = made
        return made

    def _step(  # noqa: PLR0913, PLR0917 - where a step stands
        self,
        level: int,
        value: _Value,
        reach: int,
        bound: Node,
        link: Link | None,
        parts: _Parts,
        grown: _Parts,
    ) -> None:
        for allowed, inside in bound.edges:
            both = reach & allowed
            if both:
                more, below = self._lead(level - 1, value[1], inside, link)
                if below is not NOWHERE:
                    self._add(parts, both, (value[0] + more, below), grown)

    def _lead(self, level: int, node: Ranked, bound: Node, link: Link | None) -> _Value:
        """Return what comes of the rest of a step, and of any steps further down after it."""
        if link is None:
            more, below = self._inside(level, node, bound)
            return more, below if below is NOWHERE else self._close(level, below, bound)
        found: _Value | None = self._led.get((node, bound, link))
        if found is not None:
            return found
        parts: _Parts = {}
        rest = link.below if link.level == level else link
        for states, more, below in node.edges:
            reach = states if rest is link else link.local.image(states)
            if reach:
                self._step(level, (more, below), reach, bound, rest, parts, {})
        least, parts = _levelled(parts)
        result = self._fixpoint(level, parts, bound) if parts else NOWHERE
        found = self._led[node, bound, link] = least, result
        return found

    def _inside(self, level: int, node: Ranked, bound: Node) -> _Value:
        """Return the distances of those in the bound alone."""
        if bound is self._diagrams.full[level + 1]:
            return 0, node
        found: _Value | None = self._kept.get((node, bound))
        if found is not None:
            return found
        parts: _Parts = {}
        for states, more, below in node.edges:
            for allowed, inside in bound.edges:
                if states & allowed:
                    extra, kept = self._inside(level - 1, below, inside)
                    if kept is not NOWHERE:
                        key = more + extra, kept
                        parts[key] = parts.get(key, 0) | states & allowed
        least, parts = _levelled(parts)
        found = self._kept[node, bound] = least, self._made(parts) if parts else NOWHERE
        return found

    def _add(self, parts: _Parts, states: int, value: _Value, grown: _Parts) -> None:
        """Let the value follow these states where it is less than what does."""
        states &= ~parts.get(value, 0)
        for other, held in list(parts.items()) if states else ():
            both = held & states
            if both:
                states ^= both
                lower = self._least(other, value)
                if lower != other:
                    if held == both:
                        del parts[other]
                    else:
                        parts[other] = held ^ both
                    parts[lower] = parts.get(lower, 0) | both
                    grown[lower] = grown.get(lower, 0) | both
                if not states:
                    return
        if states:
            parts[value] = parts.get(value, 0) | states
            grown[value] = grown.get(value, 0) | states

    def _least(self, one: _Value, other: _Value) -> _Value:
        if one[0] <= other[0]:
            return one[0], self._minimum(one[1], other[1], other[0] - one[0])
        return other[0], self._minimum(other[1], one[1], one[0] - other[0])

    def _minimum(self, a: Ranked, b: Ranked, extra: int) -> Ranked:
        """Return the lesser of two distances, to those of `b` so many steps more."""
        if a is b:
            return a
        found: Ranked | None = self._lower.get((a, b, extra))
        if found is not None:
            return found
        parts: _Parts = {}
        covered = 0
        for states, more, below in a.edges:
            covered |= states
            for others, beyond, beside in b.edges:
                both = states & others
                if both:
                    key = self._least((more, below), (beyond + extra, beside))
                    parts[key] = parts.get(key, 0) | both
                    states ^= both  # noqa: PLW2901 - what is left of them
            if states:
                parts[more, below] = parts.get((more, below), 0) | states
        for others, beyond, beside in b.edges:
            alone = others & ~covered
            if alone:
                key = beyond + extra, beside
                parts[key] = parts.get(key, 0) | alone
        found = self._lower[a, b, extra] = self._made(parts)
        return found


def _levelled(parts: _Parts) -> tuple[int, _Parts]:
    """Return the least distance, and the parts with distances less by that."""
    least = min([more for more, _ in parts], default=0)
    return least, {(more - least, below): states for (more, below), states in parts.items()}


def nearest(ranks: Ranked, goals: Node) -> tuple[int, tuple[int, ...]] | None:
    """Return the least distance to one of the goals, and which one it is, by level."""
    known: dict[Any, int | None] = {(_GROUND, UNIT): 0}

    def least(node: Ranked, goal: Node) -> int | None:
        if (node, goal) not in known:
            found = [
                more + extra
                for states, more, below in node.edges
                for allowed, inside in goal.edges
                if states & allowed and (extra := least(below, inside)) is not None
            ]
            known[node, goal] = min(found, default=None)
        return known[node, goal]

    distance = None if ranks is NOWHERE else least(ranks, goals)
    if distance is None:
        return None
    chosen: list[int] = []
    left = distance
    while goals is not UNIT:
        states, more, ranks, goals = next(
            (states & allowed, more, below, inside)
            for states, more, below in ranks.edges
            for allowed, inside in goals.edges
            if states & allowed and known.get((below, inside)) == left - more
        )
        left -= more
        chosen.append((states & -states).bit_length() - 1)
    return distance, tuple(reversed(chosen))
