"""Where runs can go on for ever: strongly connected sets of states that are fair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from wayout.analysis.logic.fairness import Acceptance

_OFTEN = 1_024
"""After so many nodes it is asked whether to go on."""


@dataclass(frozen=True)
class Graph:
    """Steps between integer nodes, the action of each, and what makes a cycle of them fair.

    `go_on` is asked now and then while components are sought, and may refuse.
    """

    successors: Sequence[Sequence[int]]
    taken: Sequence[Sequence[int]]
    just: tuple[Acceptance, ...] = field(default=())
    compassionate: tuple[Acceptance, ...] = field(default=())
    go_on: Callable[[], None] = field(default=lambda: None, compare=False)


def fair_components(graph: Graph, nodes: Collection[int]) -> Iterator[frozenset[int]]:
    """Yield sets of these nodes, each strongly connected and with a fair cycle through all of it.

    Every fair cycle among the nodes lies in one of them. Where strong fairness fails, the nodes
    in which the step can be made are taken out and the rest is searched again, at most once for
    each strong assumption and node. E. Allen Emerson, Chin-Laung Lei, Modalities for model
    checking, 1987; Orna Lichtenstein, Amir Pnueli, Checking that finite state concurrent
    programs satisfy their linear specification, 1985. Without strong fairness it is linear.
    """
    work: list[Collection[int]] = [nodes]
    while work:
        for members in components(graph.successors, work.pop(), graph.go_on):
            made = _actions_inside(graph, members)
            if not made:
                continue
            if any(
                made.isdisjoint(each.actions) and members.isdisjoint(each.states)
                for each in graph.just
            ):
                continue
            starved = [each.states for each in graph.compassionate if made.isdisjoint(each.actions)]
            rest = members.difference(*starved)
            if len(rest) == len(members):
                yield members
            elif rest:
                work.append(rest)


def components(
    successors: Sequence[Sequence[int]],
    nodes: Collection[int],
    go_on: Callable[[], None] = lambda: None,
) -> Iterator[frozenset[int]]:
    """Yield the strongly connected sets of these nodes, those nearest the end first.

    Robert Tarjan, Depth-first search and linear graph algorithms, 1972; without recursion, and
    linear in the nodes and the steps out of them. `go_on` may refuse to.
    """
    inside = frozenset(nodes)
    search = _Search(go_on)
    for root in sorted(inside):
        if root in search.index:
            continue
        search.enter(root)
        trail = [(root, iter(dict.fromkeys(successors[root])))]
        while trail:
            node, targets = trail[-1]
            target = next((to for to in targets if to in inside and search.tells(node, to)), None)
            if target is not None:
                search.enter(target)
                trail.append((target, iter(dict.fromkeys(successors[target]))))
                continue
            trail.pop()
            if trail:
                search.low[trail[-1][0]] = min(search.low[trail[-1][0]], search.low[node])
            if search.low[node] == search.index[node]:
                yield search.closed(node)


class _Search:
    """Where a depth-first search is: `index` of all nodes met, `low` of those still open."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        self._go_on = go_on
        self.index: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self._stack: list[int] = []

    def enter(self, node: int) -> None:
        number = len(self.index)
        if not number % _OFTEN:
            self._go_on()
        self.index[node] = self.low[node] = number
        self._stack.append(node)

    def tells(self, node: int, target: int) -> bool:
        """Whether a target is new; one that is still open says how far back its source leads."""
        if target in self.low:
            self.low[node] = min(self.low[node], self.index[target])
        return target not in self.index

    def closed(self, node: int) -> frozenset[int]:
        """Take a whole component off."""
        members: list[int] = []
        while not members or members[-1] != node:
            members.append(self._stack.pop())
            del self.low[members[-1]]
        return frozenset(members)


def _actions_inside(graph: Graph, members: frozenset[int]) -> set[int]:
    """Return the actions of the steps among the members; empty if there is no step."""
    return {
        by
        for node in members
        for to, by in zip(graph.successors[node], graph.taken[node], strict=True)
        if to in members
    }
