"""Shortest runs found among the members that matter.

Leave members out, and every run is still there, no longer than it was: a shortest run of the
rest that can be made with all members is a shortest run. Where a member that was left out is in
the way it is taken in, and the search begins anew. Robert Kurshan, Computer-aided verification
of coordinating processes: the automata-theoretic approach, 1994 (localization reduction);
Edmund Clarke, Orna Grumberg, Somesh Jha, Yuan Lu, Helmut Veith, Counterexample-guided
abstraction refinement, 2000.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from wayout.analysis.systems.symbolic.diagrams import (
    EMPTY,
    UNIT,
    Diagrams,
    Node,
    Parts,
    has,
    some,
)
from wayout.analysis.systems.symbolic.distances import Distances, Ranked
from wayout.analysis.systems.symbolic.model import View
from wayout.analysis.systems.symbolic.narrowing import narrowed
from wayout.analysis.systems.symbolic.paths import Configuration, Moves, Taken, Walker, nearest
from wayout.analysis.systems.symbolic.relations import chains, links
from wayout.analysis.systems.system import Move, Step

_MOST_TRIES = 6
"""After so many all members are taken in."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Some of the goals, and the levels that they are about; None where that is not known."""

    goals: Node
    levels: frozenset[int] | None = None


Run = tuple[Configuration, Moves]

_Wholes = dict[tuple[Move, ...], list[Step]]
"""What is left of steps where some members are left out, and the steps that it is left of."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A run of what is left of steps."""

    wholes: _Wholes
    start: Configuration
    moves: Moves


def shortest(view: View, starts: Node, aims: Sequence[Aim], bound: Node) -> Run:
    """Return a shortest run from one of `starts` into the goals of an aim.

    Every step leads into the bound. There must be such a run. The nearest aim goes first.
    """
    start = some(starts)
    todo: list[tuple[int, int, int, frozenset[int], Run | None]] = [
        (0, n, 1, _apart(aim.goals, start) if aim.levels is None else aim.levels, None)
        for n, aim in enumerate(aims)
    ]
    while todo:
        view.model.bounds.go_on()
        _, n, tries, kept, run = heappop(todo)
        if run is not None:
            return run
        found = _Part(view, kept).run(starts, aims[n].goals, bound)
        if found is not None:
            distance, run, missing = found
            if missing and tries == _MOST_TRIES:
                missing = frozenset(range(len(start)))
            heappush(todo, (distance, n, tries + 1, kept | missing, None if missing else run))
    message = "a configuration does not lead to what it was found to lead to"
    raise AssertionError(message)


class _Part:
    """A system with some of its levels only, in their order."""

    def __init__(self, view: View, kept: Collection[int]) -> None:
        self._model = model = view.model
        self._levels = sorted(kept)
        self._place = {level: place for place, level in enumerate(self._levels)}
        sizes = [model.diagrams.sizes[level] for level in self._levels]
        self._diagrams = Diagrams(model.new_table(Node), sizes)
        self._wholes: _Wholes = {}
        for place in sorted({place for level in kept for place in view.touching[level]}):
            moves = self._moves(view.steps[place])
            if moves:
                self._wholes.setdefault(moves, []).append(view.steps[place])

    def _moves(self, step: Step) -> tuple[Move, ...]:
        """Return what is left of a step; nothing if that changes no state."""
        level_of = self._model.level_of
        moves = [
            Move(self._place[level_of[move.member]], move.pairs)
            for move in step.moves
            if level_of[move.member] in self._place
        ]
        if all(of == to for move in moves for of, to in move.pairs):
            return ()
        return tuple(sorted(moves, key=lambda move: move.member))

    def run(self, starts: Node, goals: Node, bound: Node) -> tuple[int, Run, frozenset[int]] | None:
        """Return how far the goals are here, a run to them, and what levels are in its way.

        None if they are not reached. With no level in its way the run is one of all members.
        """
        inside = self._diagrams.full[-1]
        if bound is not self._model.diagrams.full[-1]:
            inside = self._shadow(bound)
        ends = self._shadow(starts), self._shadow(goals)
        way = self._straight(*ends, inside) or self._way(self._wholes, *ends, inside)
        if way is None:
            return None
        run, missing = self._made_whole(starts, way, bound)
        if not missing:
            missing = self._lacking(goals, run[1][-1].to if run[1] else run[0])
        return len(way.moves), run, missing

    def _straight(self, starts: Node, goals: Node, inside: Node) -> _Way | None:
        """Return a run that is no longer than it must be anyway; None if there may be none."""
        found = narrowed(self._wholes, starts, goals)
        if found is None:
            return None
        least, kept = found
        wholes = {moves: self._wholes[of] for moves, of in kept.items()}
        way = self._way(wholes, starts, goals, inside)
        return way if way and len(way.moves) == least else None

    def _way(self, wholes: _Wholes, starts: Node, goals: Node, inside: Node) -> _Way | None:
        """Return a shortest run of these steps."""
        places = range(len(self._levels))
        steps = [Step(of[0].action, moves) for moves, of in wholes.items()]
        sizes = self._diagrams.sizes
        found = links(chains(steps, places, sizes), len(sizes))
        distances = Distances(self._model.new_table(Ranked), self._diagrams, found)
        ranks = distances.ranks(starts, inside)
        nearest_goal = nearest(ranks, goals)
        if nearest_goal is None:
            return None
        distance, end = nearest_goal
        return _Way(wholes, *Walker(steps, places).way(ranks, end, distance))

    def _made_whole(self, starts: Node, way: _Way, bound: Node) -> tuple[Run, frozenset[int]]:
        """Make the steps with all members, and go on where some are in the way."""
        kept = {level: 1 << state for level, state in zip(self._levels, way.start, strict=True)}
        diagrams = self._model.diagrams
        cube = diagrams.cube(kept, len(diagrams.sizes))
        first = here = some(diagrams.intersection(starts, cube))
        made: list[Taken] = []
        missing: set[int] = set()
        for move in way.moves:
            tries = [self._tried(here, step, move.to) for step in way.wholes[move.by.moves]]
            to, step, blocking = min(tries, key=lambda each: len(each[2]))
            missing |= blocking
            made.append(Taken(step, to))
            here = to
            if not missing:
                missing |= self._lacking(bound, here)
        return (first, tuple(made)), frozenset(missing)

    def _tried(
        self, here: Configuration, step: Step, to: Configuration
    ) -> tuple[Configuration, Step, set[int]]:
        """Return what comes of a step with all members, and the levels that do not allow it."""
        after = list(here)
        blocking = set()
        for move in step.moves:
            level = self._model.level_of[move.member]
            if level in self._place:
                after[level] = to[self._place[level]]
            else:
                ways = [pair for pair in move.pairs if pair[0] == here[level]]
                if not ways:
                    blocking.add(level)
                after[level] = (ways or move.pairs)[0][1]
        return tuple(after), step, blocking

    def _lacking(self, wanted: Node, here: Configuration) -> frozenset[int]:
        """Return the levels of others at which it differs from the nearest one that is wanted."""
        if has(wanted, here):
            return frozenset()
        diagrams = self._model.diagrams
        alike = diagrams.cube({level: 1 << here[level] for level in self._levels}, len(here))
        return _apart(diagrams.intersection(wanted, alike), here)

    def _shadow(self, diagram: Node) -> Node:
        """Return what a set is on these levels alone."""
        known: dict[Node, Node] = {UNIT: UNIT, EMPTY: EMPTY}

        def shadow(level: int, node: Node) -> Node:
            if node not in known:
                parts: Parts = {}
                union = EMPTY
                for states, below in node.edges:
                    part = shadow(level - 1, below)
                    if level in self._place:
                        self._diagrams.add(parts, states, part, {})
                    else:
                        union = self._diagrams.union(union, part)
                known[node] = self._diagrams.made(parts) if level in self._place else union
            return known[node]

        return shadow(len(self._model.diagrams.sizes) - 1, diagram)


def _apart(diagram: Node, here: Configuration) -> frozenset[int]:
    """Return the levels, as few as can be, at which some configuration of a set differs."""
    known: dict[Node, int] = {UNIT: 0}

    def fewest(level: int, node: Node) -> int:
        if node not in known:
            known[node] = min([differing(level, edge) for edge in node.edges])
        return known[node]

    def differing(level: int, edge: tuple[int, Node]) -> int:
        return fewest(level - 1, edge[1]) + (not edge[0] >> here[level] & 1)

    found = set()
    for level in range(len(here) - 1, -1, -1):
        costs = [differing(level, edge) for edge in diagram.edges]
        states, below = diagram.edges[costs.index(min(costs))]
        if not states >> here[level] & 1:
            found.add(level)
        diagram = below
    return frozenset(found)
