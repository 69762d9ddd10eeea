"""How many steps it takes at least to each configuration that steps lead to.

Distances are kept in edge-valued diagrams and improved by saturation until none gets smaller:
Gianfranco Ciardo, Radu Siminiceanu, Using edge-valued decision diagrams for symbolic generation
of shortest paths, 2002. Members that do not depend on each other add their distances up, so that
these diagrams stay small where breadth-first layers would not. Most states of a member are at
distances of their own, so that these nodes have an entry for each state.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from wayout.analysis.systems.symbolic.diagrams import EMPTY, UNIT, Diagrams, Node
from wayout.analysis.systems.symbolic.relations import Link, Links
from wayout.analysis.systems.symbolic.table import Table


class Ranked:
    """Distances of configurations of one level and all below it; the least of them is 0.

    `edges` are, for each state, (steps more, ranks below) or None.
    """

    __slots__ = ("edges",)

    def __init__(self, edges: Entries) -> None:
        self.edges = edges


_Value = tuple[int, Ranked]
Entries = tuple[_Value | None, ...]

NOWHERE = Ranked(())
"""The distance of no configuration is known."""

GROUND = Ranked(())
"""Below level 0: no step is needed."""


class Distances:
    """Follows steps in the direction of their links and counts them."""

    def __init__(self, table: Table[Ranked], diagrams: Diagrams, links: Links) -> None:
        self._table, self._diagrams, self._links = table, diagrams, links
        self._lowest = next((n for n, each in enumerate(links) if each), len(links))
        self._lower, self._closed = table.cache(), table.cache()
        self._led, self._kept = table.cache(), table.cache()
        self._ways = [
            _by_state(each, size) for each, size in zip(links, diagrams.sizes, strict=True)
        ]
        self._by_state: dict[Node, tuple[Node, ...]] = {}

    def ranks(self, start: Node, bound: Node) -> Ranked:
        """Return the distances from the nearest of `start`, by steps that lead into `bound`."""
        if start is EMPTY:
            return NOWHERE
        known: dict[Node, Ranked] = {UNIT: GROUND}

        def ranked(level: int, node: Node) -> Ranked:
            if node not in known:
                entries = [
                    None if below is EMPTY else (0, ranked(level - 1, below))
                    for below in self._split(level, node)
                ]
                known[node] = self._table.node(tuple(entries))
            return known[node]

        top = len(self._links) - 1
        return self._close(top, ranked(top, start), bound)

    def _split(self, level: int, node: Node) -> tuple[Node, ...]:
        """Return what follows each state in a set."""
        found = self._by_state.get(node)
        if found is None:
            below = [EMPTY] * self._diagrams.sizes[level]
            for states, child in node.edges:
                left = states
                while left:
                    low = left & -left
                    below[low.bit_length() - 1] = child
                    left ^= low
            found = self._by_state[node] = tuple(below)
        return found

    def _close(self, level: int, node: Ranked, bound: Node) -> Ranked:
        if level < self._lowest or bound is EMPTY:
            return node
        found: Ranked | None = self._closed.get((node, bound))
        if found is None:
            entries = [
                entry and (entry[0], self._close(level - 1, entry[1], inside))
                for entry, inside in zip(node.edges, self._split(level, bound), strict=True)
            ]
            found = self._closed[node, bound] = self._fixpoint(level, entries, bound)
        return found

    def _fixpoint(self, level: int, entries: list[_Value | None], bound: Node) -> Ranked:
        """Return the node of these entries, closed as what is below it is; nearest states first.

        Edsger Dijkstra, A note on two problems in connexion with graphs, 1959, of the steps
        whose highest level it is.
        """
        ways, insides = self._ways[level], self._split(level, bound)
        is_free = bound is self._diagrams.full[level + 1]
        changed = {state for state, entry in enumerate(entries) if entry and ways[state]}
        todo = [(entry[0], state) for state in changed if (entry := entries[state])]
        heapify(todo)
        while todo:
            _, state = heappop(todo)
            entry = entries[state]
            if entry is not None and state in changed:
                changed.remove(state)
                origin = entry[0] + 1, entry[1]
                for to, rest in ways[state]:
                    entry = entries[to]
                    if rest is not None or not is_free:
                        better = self._better(level, origin, rest, entry, insides[to])
                    elif entry and entry[1] is origin[1] and entry[0] <= origin[0]:
                        continue
                    else:  # what is below is closed already
                        better = self._nearer(origin, entry)
                    if better is not None:
                        entries[to] = better
                        changed.add(to)
                        heappush(todo, (better[0], to))
        made = self._table.node(tuple(entries))
        self._closed[made, bound] = made
        return made

    def _better(
        self, level: int, origin: _Value, link: Link | None, entry: _Value | None, inside: Node
    ) -> _Value | None:
        """Return the value of a state after a step is made to it; None if it is what it was."""
        if inside is EMPTY:
            return None
        more, below = self._lead(level - 1, origin[1], inside, link)
        if below is NOWHERE:
            return None
        return self._nearer((origin[0] + more, below), entry)

    def _nearer(self, value: _Value, entry: _Value | None) -> _Value | None:
        """Return the least of two values; None if it is the second one."""
        if entry is None:
            return value
        if value[1] is entry[1]:
            return value if value[0] < entry[0] else None
        least = self._least(entry, value)
        return None if least == entry else least

    def _lead(self, level: int, node: Ranked, bound: Node, link: Link | None) -> _Value:
        """Return what comes of the rest of a step, and of any steps further down after it."""
        if link is None:
            more, below = self._inside(level, node, bound)
            return more, below if below is NOWHERE else self._close(level, below, bound)
        found: _Value | None = self._led.get((node, bound, link))
        if found is None:
            entries: list[_Value | None] = [None] * len(node.edges)
            insides = self._split(level, bound)
            rest = link.below if link.level == level else link
            for state, entry in enumerate(node.edges):
                if entry is not None:
                    for to in (state,) if rest is link else link.local.targets(state):
                        better = self._better(level, entry, rest, entries[to], insides[to])
                        entries[to] = better or entries[to]
            least, levelled = _levelled(entries)
            result = NOWHERE if levelled is None else self._fixpoint(level, levelled, bound)
            found = self._led[node, bound, link] = least, result
        return found

    def _inside(self, level: int, node: Ranked, bound: Node) -> _Value:
        """Return the distances of those in the bound alone."""
        if bound is self._diagrams.full[level + 1]:
            return 0, node
        found: _Value | None = self._kept.get((node, bound))
        if found is None:
            entries: list[_Value | None] = [None] * len(node.edges)
            for state, inside in enumerate(self._split(level, bound)):
                entry = node.edges[state]
                if entry is not None and inside is not EMPTY:
                    more, below = self._inside(level - 1, entry[1], inside)
                    if below is not NOWHERE:
                        entries[state] = entry[0] + more, below
            least, levelled = _levelled(entries)
            kept = NOWHERE if levelled is None else self._table.node(tuple(levelled))
            found = self._kept[node, bound] = least, kept
        return found

    def _least(self, one: _Value, other: _Value) -> _Value:
        if one[1] is other[1]:
            return one if one[0] <= other[0] else other
        if one[0] <= other[0]:
            return one[0], self._minimum(one[1], other[1], other[0] - one[0])
        return other[0], self._minimum(other[1], one[1], one[0] - other[0])

    def _minimum(self, a: Ranked, b: Ranked, extra: int) -> Ranked:
        """Return the lesser of two distances, to those of `b` so many steps more."""
        found: Ranked | None = self._lower.get((a, b, extra))
        if found is None:
            entries = []
            for one, other in zip(a.edges, b.edges, strict=True):
                if other is None:
                    entries.append(one)
                elif one is None:
                    entries.append((other[0] + extra, other[1]))
                else:
                    entries.append(self._least(one, (other[0] + extra, other[1])))
            found = self._lower[a, b, extra] = self._table.node(tuple(entries))
        return found


def _by_state(links: Sequence[Link], size: int) -> Sequence[Sequence[tuple[int, Link | None]]]:
    """Return for each state those that steps send it to, with the rest of each step."""
    found: list[list[tuple[int, Link | None]]] = [[] for _ in range(size)]
    for link in links:
        for state, to in link.local.pairs():
            found[state].append((to, link.below))
    return found


def _levelled(entries: list[_Value | None]) -> tuple[int, list[_Value | None] | None]:
    """Return the least distance, and the entries with distances less by that, if there are any."""
    least = min([entry[0] for entry in entries if entry], default=None)
    if least is None:
        return 0, None
    if least == 0:
        return 0, entries
    return least, [entry and (entry[0] - least, entry[1]) for entry in entries]
