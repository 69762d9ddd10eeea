"""Shortest runs on a space, and short cycles that are fair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from wayout.analysis.logic.runs import Move, Moves
from wayout.analysis.logic.structure import Action
from wayout.analysis.systems.clusters import stepped, targets
from wayout.analysis.systems.explicit.packing import Mask
from wayout.analysis.systems.explicit.relations import all_sent
from wayout.analysis.systems.explicit.views import View, before, preceding

_FAR = np.iinfo(np.uint32).max


def shortest(view: View, start: int, goals: Mask, within: Mask) -> Moves | None:
    """Return a shortest run from a node to a goal; None if there is none.

    Every node but the goal lies `within`. Linear. A move is made by the number of a step.
    """
    space = view.space
    if goals[start]:
        return ()
    if not within[start]:
        return None
    depth = np.full(space.size, _FAR, np.uint32)
    depth[start] = 0
    begin = depth == 0
    end = None
    for number, layer in enumerate(
        space.layers(begin, view.onward, within | goals, begin), start=1
    ):
        depth[layer] = number
        met = layer[goals[layer]]
        if len(met):
            end = int(met[0])
            break
    return None if end is None else _traced(view, depth, end)


def _traced(view: View, depth: np.ndarray, node: int) -> Moves:
    """Follow steps back to where the depth is 0."""
    space = view.space
    moves: list[Move] = []
    while depth[node]:
        _, batch = next(space.batches(np.array([node])))
        found = [space.among(codes, space.reached) for _, codes in all_sent(view.back, batch)]
        nodes = np.concatenate(found)
        origin = int(nodes[depth[nodes] == depth[node] - 1].min())
        moves.append(Move(_step(view, origin, node), node))
        node = origin
    return tuple(reversed(moves))


def _step(view: View, origin: int, to: int) -> int:
    return next(number for number, node in steps_from(view, origin) if node == to)


def steps_from(view: View, node: int) -> Iterator[tuple[int, int]]:
    """Yield the number of each step from a node, and the node that it leads to."""
    configuration = view.space.configuration(node)
    for number, step in view.steps.items():
        moves = tuple((move.member, targets(move.pairs)) for move in step.moves)
        for after in stepped(configuration, moves):
            yield number, view.space.node(after)


def fair_cycle(view: View, members: Mask, start: int) -> Moves:
    """Return a short fair cycle from `start` through some of a fair component's members.

    A shortest cycle if that is fair as it is; else it calls at what fairness asks for, nearest
    first. Linear for each assumption of fairness.
    """
    only = np.zeros(view.space.size, np.bool_)
    only[start] = True
    plain = _to_nearest(view, members, start, [(only, frozenset())])
    if _is_fair(view, start, plain):
        return plain
    moves: list[Move] = []
    here = start
    while goals := _missing(view, members, here, moves):
        leg = _to_nearest(view, members, here, goals)
        moves.extend(leg)
        here = leg[-1].to
    if here != start:
        moves.extend(shortest(view, here, only, members) or ())
    return tuple(moves)


_Goal = tuple[Mask, frozenset[Action]]
"""Nodes to come to, or actions to take: either will do."""


def _missing(view: View, members: Mask, here: int, moves: Sequence[Move]) -> list[_Goal]:
    """Return what a fair run through all of the component would do and this one has not."""
    been, made = _done(view, here, moves)
    missing: list[_Goal] = [
        (members & ~each.able, each.actions)
        for each in view.just
        if each.able[been].all() and made.isdisjoint(each.actions)
    ]
    nowhere = np.zeros_like(members)
    missing.extend(
        (nowhere, each.actions)
        for each in view.compassionate
        if (each.able & members).any() and made.isdisjoint(each.actions)
    )
    return missing or ([] if moves else [(members, frozenset())])


def _done(view: View, start: int, moves: Sequence[Move]) -> tuple[list[int], set[Action]]:
    """Return the nodes that a run has come to, and the actions that it has made."""
    return [start, *(move.to for move in moves)], {view.steps[move.by].action for move in moves}


def _is_fair(view: View, start: int, moves: Sequence[Move]) -> bool:
    been, made = _done(view, start, moves)
    return all(
        not (each.able[been].all() and made.isdisjoint(each.actions)) for each in view.just
    ) and all(
        not each.able[been].any() or not made.isdisjoint(each.actions)
        for each in view.compassionate
    )


def _to_nearest(view: View, members: Mask, start: int, goals: Sequence[_Goal]) -> Moves:
    """Return the shortest moves, one or more, that do one of the missing things."""
    states = np.logical_or.reduce([nodes for nodes, _ in goals])
    actions = frozenset(action for _, wanted in goals for action in wanted)
    making = view.space.tables(
        (step for step in view.steps.values() if step.action in actions), back=True
    )
    last = members & (before(view, states & members) | preceding(view.space, making, members))
    way = shortest(view, start, last, members) or ()
    here = way[-1].to if way else start
    for number, to in steps_from(view, here):
        if members[to] and (states[to] or view.steps[number].action in actions):
            return (*way, Move(number, to))
    message = "a fair component does not have what fairness asks for"
    raise AssertionError(message)
