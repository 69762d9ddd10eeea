"""The run that shows why a formula holds or fails in a state, as far as one run can.

A failing universal formula, and a holding existential one, are shown by a run: the shortest to
where it is settled, or a short lasso. Edmund Clarke, Orna Grumberg, Kenneth McMillan, Xudong
Zhao, Efficient generation of counterexamples and witnesses in symbolic model checking, 1995.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.core import FALSE, core
from wayout.analysis.logic.cycles import Graph, fair_components
from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Formula,
    Next,
    Not,
    Or,
    Release,
    Rests,
    Until,
    is_of_states,
    parts,
)
from wayout.analysis.logic.runs import Move, Moves, fair_cycle, shortest
from wayout.analysis.logic.structure import STUTTER


@dataclass(frozen=True, slots=True)
class Shown:
    """A run from `start`: its moves, then those of a cycle for ever.

    Without a cycle, `settled` is what is true in its last state, and decides the rest. `rests`:
    the run ends there, because no step of `actors` (none: of anybody) leads on. A stem can rest in
    its last state for some moves; they have the action `STUTTER`.
    """

    start: int
    stem: Moves = ()
    cycle: Moves = ()
    settled: Formula | None = None
    rests: bool = False
    actors: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The last state of the stem."""
        return self.stem[-1].to if self.stem else self.start

    @property
    def goes_on(self) -> bool:
        """Whether there is more to it than where it starts."""
        return bool(self.stem or self.cycle or self.rests)


class Ending(Protocol):
    """What a run comes to, whatever its states are."""

    @property
    def goes_on(self) -> bool:
        """Whether there is more to it than where it starts."""

    @property
    def settled(self) -> Formula | None:
        """What is true where it ends, and decides the rest."""


_Ending = TypeVar("_Ending", bound=Ending)


def most_telling(runs: Iterable[_Ending]) -> _Ending:
    """Return the first run that goes on; else one that a temporal formula settles; else the first.

    There is at least one. Those after a run that goes on are not asked for.
    """
    standing = []
    for run in runs:
        if run.goes_on:
            return run
        standing.append(run)
    return next((run for run in standing if is_temporal(run.settled)), standing[0])


def is_temporal(formula: Formula | None) -> bool:
    """Whether a formula speaks of more than one state."""
    return formula is not None and any(isinstance(part, All | Exists) for part in parts(formula))


def shown(checker: Checker, formula: Formula, state: int) -> Shown:
    """Return the run that shows what a state formula is in a state: true or false."""
    return _shown(checker, core(formula), state)


def _shown(checker: Checker, formula: Formula, state: int) -> Shown:
    truth = state in checker.holding(formula)
    match formula:
        case Not(arg):
            return _shown(checker, arg, state)
        case And(left, right) | Or(left, right):
            sides = [s for s in (left, right) if (state in checker.holding(s)) == truth]
            return most_telling(_shown(checker, side, state) for side in sides)
        case Exists(path, actors) if truth:
            return _run(checker, path, actors, state)
        case Rests(actors) if truth:
            return Shown(state, rests=True, actors=actors)
    return Shown(state, settled=formula if truth else Not(formula))


def _run(checker: Checker, path: Formula, actors: tuple[str, ...], state: int) -> Shown:
    _, graph = checker.view(actors)
    if is_of_states(path):
        return _shown(checker, path, state)
    match path:
        case Next(arg) if is_of_states(arg):
            goals = checker.holding(arg)
            steps = zip(graph.successors[state], graph.taken[state], strict=True)
            move = next(Move(by, to) for to, by in steps if to in goals)
            return _continued(checker, Shown(state, (move,)), arg)
        case Until(left, right) if is_of_states(left) and is_of_states(right):
            found = shortest(graph, (state,), checker.holding(right), checker.holding(left))
            return _continued(checker, Shown(state, found[1] if found else ()), right)
        case Release(left, right) if is_of_states(left) and is_of_states(right):
            inside = checker.holding(right)
            done = frozenset() if left == FALSE else inside & checker.holding(left)
            run = _lasso(graph, Shown(state, actors=actors), done, inside)
            return run if run.cycle or run.rests else _continued(checker, run, left)
    return _through_product(checker, path, actors, state)


def _lasso(graph: Graph, run: Shown, done: frozenset[int], inside: frozenset[int]) -> Shown:
    """Go `inside` to what is nearest: where all is done, or where a run can go on for ever."""
    ends = list(fair_components(graph, inside))
    found = shortest(graph, (run.start,), done.union(*ends), inside)
    run = replace(run, stem=found[1] if found else ())
    if run.end in done:
        return run
    members = next(members for members in ends if run.end in members)
    return _for_ever(run, fair_cycle(graph, members, run.end))


def _through_product(checker: Checker, path: Formula, actors: tuple[str, ...], state: int) -> Shown:
    found = checker.product(path, actors)
    graph = found.graph
    ends = list(fair_components(graph, range(len(graph.successors))))
    done = frozenset(node for node, owed in enumerate(found.owed_after) if not owed)
    way = shortest(graph, found.starts[state], done.union(*ends))
    start, stem = way or (found.starts[state][0], ())
    end = stem[-1].to if stem else start
    run = Shown(state, _moved(stem, found.state_of), actors=actors)
    if end in done:
        return run
    members = next(members for members in ends if end in members)
    return _for_ever(run, _moved(fair_cycle(graph, members, end), found.state_of))


def _moved(moves: Moves, state_of: Sequence[int]) -> Moves:
    return tuple(Move(move.by, state_of[move.to]) for move in moves)


def _for_ever(run: Shown, cycle: Moves) -> Shown:
    if all(move.by == STUTTER for move in cycle):
        return replace(run, rests=True)
    return replace(run, cycle=cycle)


def _continued(checker: Checker, run: Shown, formula: Formula) -> Shown:
    """Go on with what shows a state formula at the end of a run."""
    after = _shown(checker, formula, run.end)
    return replace(after, start=run.start, stem=(*run.stem, *after.stem))
