"""From distances to the steps of a shortest run, and steps out of one configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from wayout.analysis.systems.symbolic.diagrams import UNIT, Node
from wayout.analysis.systems.symbolic.distances import GROUND, NOWHERE, Ranked
from wayout.analysis.systems.system import Step

Configuration = tuple[int, ...]
"""The state of each level, from the bottom."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of a run: what it is, and the configuration that it leads to."""

    by: Step
    to: Configuration


Moves = tuple[Taken, ...]

_Sides = tuple[tuple[int, dict[int, list[int]]], ...]
"""For each level that a step touches, from the highest, the states that lead on from each."""


class Walker:
    """Takes these steps one by one, in either direction, in the order in which they are given."""

    def __init__(self, steps: Sequence[Step], level_of: Sequence[int]) -> None:
        self._steps, self._level_of = steps, level_of

    @cached_property
    def _forward(self) -> _Index:
        return _indexed(self._steps, self._level_of, back=False)

    @cached_property
    def _backward(self) -> _Index:
        return _indexed(self._steps, self._level_of, back=True)

    def after(self, configuration: Configuration) -> Iterator[Taken]:
        """Yield what each step leads to."""
        for level in range(len(configuration)):
            for step, _, to in _neighbours(self._forward[level], configuration, level):
                yield Taken(step, to)

    def way(self, ranks: Ranked, end: Configuration, distance: int) -> tuple[Configuration, Moves]:
        """Return where a shortest run to a configuration starts, and its steps.

        It stays with the same members while it can. A step costs a look at the steps into one
        configuration, and seldom more of the diagram than the levels that they touch.
        """
        trail = _Trail(ranks, end)
        moves: list[Taken] = []
        top = len(end) - 1
        level = 0
        for _ in range(distance):
            here = trail.configuration
            for level in (*range(level, -1, -1), *range(top, level, -1)):  # noqa: B020 - on from it
                ways = _neighbours(self._backward[level], here, level)
                step = next((by for by, low, to in ways if trail.nearer(level, low, to)), None)
                if step is not None:
                    moves.append(Taken(step, here))
                    break
        return trail.configuration, tuple(reversed(moves))


_Index = Sequence[dict[int, list[tuple[Step, _Sides]]]]


def _indexed(steps: Sequence[Step], level_of: Sequence[int], *, back: bool) -> _Index:
    """Return the steps by the highest level that they touch, and its state."""
    index: _Index = [{} for _ in level_of]
    for step in steps:
        sides = []
        for move in step.moves:
            leading: dict[int, list[int]] = {}
            for of, to in move.pairs:
                leading.setdefault(to if back else of, []).append(of if back else to)
            sides.append((level_of[move.member], leading))
        sides.sort(key=lambda side: -side[0])
        for state in sides[0][1]:
            index[sides[0][0]].setdefault(state, []).append((step, tuple(sides)))
    return index


def _neighbours(
    at_level: Mapping[int, list[tuple[Step, _Sides]]], configuration: Configuration, level: int
) -> Iterator[tuple[Step, int, Configuration]]:
    """Yield steps, the lowest levels that they touch, and what they lead to."""
    for step, sides in at_level.get(configuration[level], ()):
        ways = [leading.get(configuration[at], ()) for at, leading in sides]
        if all(ways):
            for chosen in product(*ways):
                changed = list(configuration)
                for (at, _), to in zip(sides, chosen, strict=True):
                    changed[at] = to
                yield step, sides[-1][0], tuple(changed)


class _Trail:
    """Where a configuration is in a diagram of distances: its node and edge at each level."""

    def __init__(self, ranks: Ranked, configuration: Configuration) -> None:
        self.configuration = configuration
        self._nodes = [ranks] * len(configuration)
        self._more = [0] * len(configuration)
        for level in range(len(configuration) - 1, -1, -1):
            found = ranks.edges[configuration[level]]
            if found is not None:
                self._nodes[level], self._more[level] = ranks, found[0]
                ranks = found[1]

    def nearer(self, top: int, low: int, other: Configuration) -> bool:
        """Go on to a configuration if it is one step nearer.

        It differs from the one before between these levels only.
        """
        difference = 0
        node = self._nodes[top]
        changes = []
        for level in range(top, -1, -1):
            if level < low and node is self._nodes[level]:
                break
            found = node.edges[other[level]]
            if found is None:
                return False
            difference += found[0] - self._more[level]
            changes.append((level, node, found[0]))
            node = found[1]
        if difference != -1:
            return False
        for level, node, more in changes:
            self._nodes[level], self._more[level] = node, more
        self.configuration = other
        return True


def nearest(ranks: Ranked, goals: Node) -> tuple[int, tuple[int, ...]] | None:
    """Return the least distance to one of the goals, and which one it is, by level."""
    known: dict[Any, tuple[int, int] | None] = {(GROUND, UNIT): (0, 0)}

    def least(node: Ranked, goal: Node) -> tuple[int, int] | None:
        """Return it with the state of this level."""
        if (node, goal) not in known:
            found = []
            for states, inside in goal.edges:
                for state, entry in enumerate(node.edges):
                    if entry is not None and states >> state & 1:
                        below = least(entry[1], inside)
                        if below is not None:
                            found.append((entry[0] + below[0], state))
            known[node, goal] = min(found, default=None)
        return known[node, goal]

    best = None if ranks is NOWHERE else least(ranks, goals)
    if best is None:
        return None
    chosen: list[int] = []
    while goals is not UNIT:
        step = known[ranks, goals]
        state = step[1] if step else 0
        chosen.append(state)
        entry = ranks.edges[state]
        ranks = entry[1] if entry else ranks
        goals = next(inside for states, inside in goals.edges if states >> state & 1)
    return best[0], tuple(reversed(chosen))
