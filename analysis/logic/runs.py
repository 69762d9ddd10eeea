"""Shortest runs, and short cycles that are fair."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from wayout.analysis.logic.cycles import Graph


class Move(NamedTuple):
    """A step of a run: the action it is made by, and the node it leads to."""

    by: int
    to: int


Moves = tuple[Move, ...]


def shortest(
    graph: Graph,
    starts: Iterable[int],
    goals: Collection[int],
    within: Collection[int] | None = None,
) -> tuple[int, Moves] | None:
    """Return where a shortest run to a goal starts, and its moves; None if there is none.

    Every node but the goal lies `within`. Of equally short runs the one whose steps come first.
    Breadth-first search, Edward F. Moore, 1959: linear.
    """
    parent: dict[int, tuple[int, int] | None] = dict.fromkeys(starts)
    queue = deque(parent)
    while queue:
        node = queue.popleft()
        if node in goals:
            return _traced(parent, node)
        if within is not None and node not in within:
            continue
        for to, by in zip(graph.successors[node], graph.taken[node], strict=True):
            if to not in parent:
                parent[to] = (node, by)
                queue.append(to)
    return None


def _traced(parent: dict[int, tuple[int, int] | None], node: int) -> tuple[int, Moves]:
    moves: list[Move] = []
    while (before := parent[node]) is not None:
        moves.append(Move(before[1], node))
        node = before[0]
    return node, tuple(reversed(moves))


def fair_cycle(graph: Graph, members: frozenset[int], start: int) -> Moves:
    """Return a short fair cycle from `start` through some of a fair component's members.

    A shortest cycle if that is fair as it is; else it calls at what fairness asks for, nearest
    first. Linear for each assumption of fairness.
    """
    plain = _round_trip(graph, members, start)
    if _is_fair(graph, [start, *(move.to for move in plain)], plain):
        return plain
    moves: list[Move] = []
    here = start
    while goals := _missing(graph, members, here, moves):
        leg = _to_nearest(graph, members, here, goals)
        moves.extend(leg)
        here = leg[-1].to
    if here != start:
        found = shortest(graph, (here,), {start}, members)
        moves.extend(found[1] if found else ())
    return tuple(moves)


_Goal = tuple[Collection[int], Collection[int]]
"""Nodes to come to, or actions to take: either will do."""


def _missing(
    graph: Graph, members: frozenset[int], here: int, moves: Sequence[Move]
) -> list[_Goal]:
    """Return what a fair run through all of the component would do and this one has not."""
    been = {here, *(move.to for move in moves)}
    made = {move.by for move in moves}
    missing: list[_Goal] = [
        (each.states & members, each.actions)
        for each in graph.just
        if been.isdisjoint(each.states) and made.isdisjoint(each.actions)
    ]
    missing.extend(
        (frozenset(), each.actions)
        for each in graph.compassionate
        if not members.isdisjoint(each.states) and made.isdisjoint(each.actions)
    )
    if not missing and not moves:
        return [(members, frozenset())]
    return missing


def _to_nearest(graph: Graph, members: frozenset[int], start: int, goals: Sequence[_Goal]) -> Moves:
    """Return the shortest moves, one or more, that do one of the missing things."""
    states = frozenset(node for nodes, _ in goals for node in nodes)
    actions = frozenset(by for _, wanted in goals for by in wanted)
    parent: dict[int, tuple[int, int] | None] = {start: None}
    queue = deque(parent)
    while queue:
        node = queue.popleft()
        for to, by in zip(graph.successors[node], graph.taken[node], strict=True):
            if to not in members:
                continue
            if to in states or by in actions:
                return (*_traced(parent, node)[1], Move(by, to))
            if to not in parent:
                parent[to] = (node, by)
                queue.append(to)
    message = "a fair component does not have what fairness asks for"
    raise AssertionError(message)


def _round_trip(graph: Graph, members: frozenset[int], start: int) -> Moves:
    return _to_nearest(graph, members, start, [({start}, ())])


def _is_fair(graph: Graph, nodes: Sequence[int], moves: Sequence[Move]) -> bool:
    been, made = frozenset(nodes), frozenset(move.by for move in moves)
    return all(
        not (been.isdisjoint(each.states) and made.isdisjoint(each.actions)) for each in graph.just
    ) and all(
        been.isdisjoint(each.states) or not made.isdisjoint(each.actions)
        for each in graph.compassionate
    )
