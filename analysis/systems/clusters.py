"""Which members are packed together: those that have few states in common.

A volume and its attachment have 140 states each way, and 37 that a run can reach, whatever all
others do. Packed by what is reached, systems need few integers for their states, so that a table
of all of these can be kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from wayout.analysis.systems.system import Pair, Step, System

MOST_TRIED = 1_024
"""Members are packed together if the product of their states is no larger."""

_WORTH = 0.8
"""And if no larger share of the product is reached."""

Local = tuple[int, ...]
"""The states of a cluster's members."""


@dataclass(frozen=True)
class Cluster:
    """Members that are packed together, and the states of theirs that can be reached.

    All that the rest of the system does is taken to be possible: it may be more than is reached.
    """

    members: tuple[int, ...]
    states: tuple[Local, ...]

    @cached_property
    def number(self) -> Mapping[Local, int]:
        """The place of each state."""
        return {state: index for index, state in enumerate(self.states)}


def clustered(system: System, apart: Collection[int] = ()) -> tuple[Cluster, ...]:
    """Return the members in clusters, by their first members.

    Those that leave out the largest share are made first. At most `MOST_TRIED` states are looked
    at for each two members that step together. Members that are to be `apart` stay alone, their
    states in order.
    """
    near = _Neighbours(system)
    clusters = {index: near.reached((index,)) for index in range(len(system.members))}
    for index in apart:
        clusters[index] = Cluster((index,), tuple(sorted(clusters[index].states)))
    tried: dict[tuple[int, ...], Cluster] = {}
    while True:
        best: tuple[float, int, int, Cluster] | None = None
        of = {member: first for first, each in clusters.items() for member in each.members}
        for first, other in near.pairs(of):
            one, two = clusters[first], clusters[other]
            size = len(one.states) * len(two.states)
            if size > MOST_TRIED or first in apart or other in apart:
                continue
            members = tuple(sorted((*one.members, *two.members)))
            if members not in tried:
                tried[members] = near.reached(members)
            share = len(tried[members].states) / size
            if share <= (_WORTH if best is None else best[0]):
                best = share, first, other, tried[members]
        if best is None:
            return tuple(clusters.values())
        _, first, other, clusters[first] = best
        del clusters[other]


class _Neighbours:
    """Which members step together, and what some of them can reach."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._steps: list[list[int]] = [[] for _ in system.members]
        self._pairs: dict[tuple[int, int], None] = {}
        for number, step in enumerate(system.steps):
            members = [move.member for move in step.moves]
            self._pairs.update(dict.fromkeys(combinations(members, 2)))
            for member in members:
                self._steps[member].append(number)

    def pairs(self, of: Mapping[int, int]) -> Sequence[tuple[int, int]]:
        """Return the clusters, by their first members, that step together."""
        found = {(of[one], of[other]) for one, other in self._pairs if of[one] != of[other]}
        return sorted({(min(pair), max(pair)) for pair in found})

    def reached(self, members: tuple[int, ...]) -> Cluster:
        """Return what some members reach if all others allow and do whatever suits."""
        place = {member: index for index, member in enumerate(members)}
        numbers = sorted({number for member in members for number in self._steps[member]})
        moves = [_projected(self._system.steps[number], place) for number in numbers]
        by_origin: dict[Pair, list[Moves]] = {}
        for own in moves:
            for origin in own[0][1]:
                by_origin.setdefault((own[0][0], origin), []).append(own)
        found = dict.fromkeys(product(*(self._system.members[each].initial for each in members)))
        order = list(found)
        for state in order:
            for key in enumerate(state):
                for own in by_origin.get(key, ()):
                    for after in stepped(state, own):
                        if after not in found:
                            found[after] = None
                            order.append(after)
        return Cluster(members, tuple(order))


Moves = tuple[tuple[int, Mapping[int, Sequence[int]]], ...]
"""Places in a state, and where each state there is sent."""


def _projected(step: Step, place: Mapping[int, int]) -> Moves:
    return tuple(
        (place[move.member], targets(move.pairs)) for move in step.moves if move.member in place
    )


def targets(pairs: Sequence[Pair]) -> dict[int, list[int]]:
    """Return the states after by the state before."""
    found: dict[int, list[int]] = {}
    for before, after in pairs:
        found.setdefault(before, []).append(after)
    return found


def stepped(state: Local, moves: Moves) -> list[Local]:
    """Return the states that moves lead to from a state; none if one of them cannot be made."""
    choices = [sent.get(state[place], ()) for place, sent in moves]
    found = []
    for chosen in product(*choices):
        after = list(state)
        for (place, _), to in zip(moves, chosen, strict=True):
            after[place] = to
        found.append(tuple(after))
    return found
