"""Sets of configurations as multi-valued decision diagrams.

A set is a graph of nodes, one level per member, level 0 at the bottom. A node says what may
follow for each state of its member: states that the same may follow share one edge, whose label
is a set of states as the bits of an integer. No level is left out (quasi-reduced), no edge leads
nowhere, and equal sets are the same object, so that comparing them costs nothing. Arvind
Srinivasan, Timothy Kam, Sharad Malik, Robert Brayton, Algorithms for discrete function
manipulation, 1990; Gianfranco Ciardo, Gerald Lüttgen, Radu Siminiceanu, Efficient symbolic
state-space construction for asynchronous systems, 2000.

Functions call themselves once for each level: callers make room for that (`depth.room_for`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wayout.analysis.systems.symbolic.table import Table


class Node:
    """A set of configurations of one level and all below it.

    `edges` are (states, node below) by ascending states; no state is in two of them.
    """

    __slots__ = ("edges",)

    def __init__(self, edges: Edges) -> None:
        self.edges = edges


Edges = tuple[tuple[int, Node], ...]

Parts = dict[Node, int]
"""What a node is made of: nodes below it, and the states that they follow. States are disjoint."""

EMPTY = Node(())
"""No configuration, at any level."""

UNIT = Node(())
"""Below level 0: the set of the one configuration without any state."""

Cache = dict[Any, Node]


class Diagrams:
    """Operations on the sets of one table. What they make they remember.

    `sizes` are the numbers of states of each level. An operation takes at most as many steps as
    the product of the nodes that it is given, mostly about as many as it returns nodes.
    """

    def __init__(self, table: Table[Node], sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self._table = table
        self._unions, self._meets, self._lacks = self.cache(), self.cache(), self.cache()
        self._meeting: dict[tuple[Node, Node], bool] = self._table.cache()
        full = [UNIT]
        for size in sizes:
            full.append(table.node((((1 << size) - 1, full[-1]),)))
        self.full: Sequence[Node] = full
        """At index n, all configurations of the n lowest levels."""
        self._fulls = frozenset(full)

    def cache(self) -> Cache:
        """Return a dictionary that may be emptied at any time."""
        return self._table.cache()

    def made(self, parts: Parts) -> Node:
        """Return the node of these parts, none of which is empty."""
        if len(parts) > 1:
            return self._table.node(
                tuple(sorted([(states, below) for below, states in parts.items()]))
            )
        for below, states in parts.items():
            return self._table.node(((states, below),))
        return EMPTY

    def add(self, parts: Parts, states: int, more: Node, grown: Parts) -> None:
        """Let `more` follow these states too, and note in `grown` what follows them now.

        States that something else followed are followed by the union.
        """
        states &= ~parts.get(more, 0)
        for other, held in list(parts.items()) if states else ():
            both = held & states
            if both:
                states ^= both
                union = self.union(other, more)
                if union is not other:
                    if held == both:
                        del parts[other]
                    else:
                        parts[other] = held ^ both
                    parts[union] = parts.get(union, 0) | both
                    grown[union] = grown.get(union, 0) | both
                if not states:
                    return
        if states:
            parts[more] = parts.get(more, 0) | states
            grown[more] = grown.get(more, 0) | states

    def union(self, a: Node, b: Node) -> Node:
        """Return what is in one of them or both."""
        if a is b or b is EMPTY:
            return a
        if a is EMPTY:
            return b
        key = (a, b) if id(a) < id(b) else (b, a)
        found = self._unions.get(key)
        if found is None:
            found = self._unions[key] = self._united(a, b)
        return found

    def _united(self, a: Node, b: Node) -> Node:
        if a in self._fulls or b in self._fulls:
            return a if a in self._fulls else b
        parts: Parts = {}
        covered = 0
        for states, below in a.edges:
            covered |= states
            for others, beside in b.edges:
                both = states & others
                if both:
                    united = self.union(below, beside)
                    parts[united] = parts.get(united, 0) | both
                    states ^= both  # noqa: PLW2901 - what is left of them
            if states:
                parts[below] = parts.get(below, 0) | states
        for others, beside in b.edges:
            alone = others & ~covered
            if alone:
                parts[beside] = parts.get(beside, 0) | alone
        return self.made(parts)

    def intersection(self, a: Node, b: Node) -> Node:
        """Return what is in both."""
        if a is b or a is EMPTY or b is EMPTY:
            return b if a is b else EMPTY
        key = (a, b) if id(a) < id(b) else (b, a)
        found = self._meets.get(key)
        if found is None:
            found = self._meets[key] = self._met(a, b)
        return found

    def _met(self, a: Node, b: Node) -> Node:
        if a in self._fulls or b in self._fulls:
            return b if a in self._fulls else a
        parts: Parts = {}
        for states, below in a.edges:
            for others, beside in b.edges:
                both = states & others
                if both:
                    met = self.intersection(below, beside)
                    if met is not EMPTY:
                        parts[met] = parts.get(met, 0) | both
        return self.made(parts)

    def meet(self, a: Node, b: Node) -> bool:
        """Whether something is in both. Nothing is made for that."""
        if a is b or a is EMPTY or b is EMPTY:
            return a is b and a is not EMPTY
        found = self._meeting.get((a, b))
        if found is None:
            found = self._meeting[a, b] = (
                a in self._fulls
                or b in self._fulls
                or any(
                    states & others and self.meet(below, beside)
                    for states, below in a.edges
                    for others, beside in b.edges
                )
            )
        return found

    def difference(self, a: Node, b: Node) -> Node:
        """Return what is in `a` and not in `b`."""
        if a is EMPTY or a is b or b is EMPTY:
            return EMPTY if a is b else a
        found = self._lacks.get((a, b))
        if found is None:
            found = self._lacks[a, b] = self._lacking(a, b)
        return found

    def _lacking(self, a: Node, b: Node) -> Node:
        if b in self._fulls:
            return EMPTY
        parts: Parts = {}
        for states, below in a.edges:
            for others, beside in b.edges:
                both = states & others
                if both:
                    left = self.difference(below, beside)
                    if left is not EMPTY:
                        parts[left] = parts.get(left, 0) | both
                    states ^= both  # noqa: PLW2901 - what is left of them
            if states:
                parts[below] = parts.get(below, 0) | states
        return self.made(parts)

    def cube(self, allowed: Mapping[int, int], height: int) -> Node:
        """Return the configurations of so many levels with one of these states at these levels."""
        if not all(allowed.values()):
            return EMPTY
        node = UNIT
        for level in range(height):
            if level in allowed or node is not self.full[level]:
                every = (1 << self.sizes[level]) - 1
                node = self._table.node(((allowed.get(level, every), node),))
            else:
                node = self.full[level + 1]
        return node

    def raised(self, node: Node, height: int, to: int) -> Node:
        """Return the configurations of more levels that are in it below."""
        if node is not EMPTY:
            for size in self.sizes[height:to]:
                node = self._table.node((((1 << size) - 1, node),))
        return node


def count(diagram: Node) -> int:
    """Return how many configurations there are, exactly. Linear in the nodes."""
    known = {UNIT: 1, EMPTY: 0}

    def counted(node: Node) -> int:
        if node not in known:
            known[node] = sum([states.bit_count() * counted(below) for states, below in node.edges])
        return known[node]

    return counted(diagram)


def has(diagram: Node, configuration: Sequence[int]) -> bool:
    """Whether a configuration, by level, is in a set."""
    for state in reversed(configuration):
        diagram = next((below for states, below in diagram.edges if states >> state & 1), EMPTY)
    return diagram is not EMPTY


def some(diagram: Node) -> tuple[int, ...]:
    """Return one of the configurations of a set that is not empty, by level."""
    found = []
    while diagram is not UNIT:
        states, diagram = diagram.edges[0]
        found.append((states & -states).bit_length() - 1)
    return tuple(reversed(found))
