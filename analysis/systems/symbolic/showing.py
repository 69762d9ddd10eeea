"""The run that shows why a formula holds or fails, as far as one run can.

The shortest to where it is settled, or a short lasso, as in `logic.showing`: Edmund Clarke, Orna
Grumberg, Kenneth McMillan, Xudong Zhao, Efficient generation of counterexamples and witnesses in
symbolic model checking, 1995.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wayout.analysis.logic.core import FALSE, TRUE, flat
from wayout.analysis.logic.formulas import (
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
from wayout.analysis.logic.showing import most_telling
from wayout.analysis.systems.symbolic.checking import Checker
from wayout.analysis.systems.symbolic.diagrams import EMPTY, Node, has, some
from wayout.analysis.systems.symbolic.fairness import fair_cycle
from wayout.analysis.systems.symbolic.localizing import Aim, shortest
from wayout.analysis.systems.symbolic.paths import Configuration, Moves


@dataclass(frozen=True, slots=True)
class Shown:
    """A run from `start`: its steps, then those of a cycle for ever.

    Without a cycle, `settled` is what is true in its last configuration, and decides the rest.
    `rests`: the run ends there, because no step of `actors` (none: of anybody) leads on.
    """

    start: Configuration
    stem: Moves = ()
    cycle: Moves = ()
    settled: Formula | None = None
    rests: bool = False
    actors: tuple[str, ...] = ()

    @property
    def end(self) -> Configuration:
        """The last configuration of the stem."""
        return self.stem[-1].to if self.stem else self.start

    @property
    def goes_on(self) -> bool:
        """Whether there is more to it than where it starts."""
        return bool(self.stem or self.cycle or self.rests)


class Shower:
    """Finds runs on one system, from the answers of its checker."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._model = checker.model
        self._diagrams = checker.model.diagrams

    def shown(self, formula: Formula, starts: Node, *, truth: bool = True) -> Shown:
        """Return the run that shows that a formula is true, or not, in one of these.

        It is that in all of them. There is at least one of them, and all are reached.
        """
        if not any(isinstance(part, Exists | Rests) for part in parts(formula)):
            return Shown(some(starts), settled=formula if truth else Not(formula))
        match formula:
            case Not(arg):
                return self.shown(arg, starts, truth=not truth)
            case And(left, right) | Or(left, right):
                return most_telling(self._sides((left, right), starts, truth=truth))
            case Exists(path, actors) if truth:
                return self._run(path, actors, starts)
            case Rests(actors) if truth:
                return Shown(some(starts), rests=True, actors=actors)
        return Shown(some(starts), settled=formula if truth else Not(formula))

    def _sides(self, sides: tuple[Formula, ...], starts: Node, *, truth: bool) -> Iterator[Shown]:
        """Yield the runs of the sides that are alone what the whole is, each where it is that."""
        operation = self._diagrams.intersection if truth else self._diagrams.difference
        for side in sides:
            agreeing = operation(starts, self._checker.holding(side))
            if agreeing is not EMPTY:
                yield self.shown(side, agreeing, truth=truth)

    def _run(self, path: Formula, actors: tuple[str, ...], starts: Node) -> Shown:
        if is_of_states(path):
            return self.shown(path, starts)
        holding = self._checker.holding
        match path:
            case And(left, right) | Or(left, right):
                inner = type(path)(Exists(left, actors), Exists(right, actors))
                return self.shown(inner, starts)
            case Next(arg):
                return self._continued(self._step(holding(arg), actors, starts), arg)
            case Until(left, right):
                bound = self._diagrams.full[-1]
                if left != TRUE:
                    bound = self._diagrams.union(holding(left), holding(right))
                run = self._shortest(starts, self._aims(right), bound, actors)
                return self._continued(run, right)
            case Release(left, right):
                inside = holding(right)
                done = EMPTY
                if left != FALSE:
                    done = self._diagrams.intersection(inside, holding(left))
                run = self._lasso(starts, inside, done, actors)
                return run if run.cycle or run.rests else self._continued(run, left)
        raise AssertionError(path)

    def _continued(self, run: Shown, formula: Formula) -> Shown:
        """Go on with what shows a formula at the end of a run."""
        after = self.shown(formula, self._model.single(run.end))
        return replace(after, start=run.start, stem=(*run.stem, *after.stem))

    def _step(self, goals: Node, actors: tuple[str, ...], starts: Node) -> Shown:
        view = self._model.view(actors)
        moving = self._diagrams.intersection(starts, view.before(goals))
        if moving is EMPTY:
            return Shown(some(self._diagrams.intersection(starts, goals)))
        start = some(moving)
        after = view.walker.after(start)
        return Shown(start, (next(step for step in after if has(goals, step.to)),))

    def _aims(self, formula: Formula) -> list[Aim]:
        """Return what a formula allows to go for: one aim for each side of its `|`."""
        found = []
        for side in flat(formula, Or):
            goals = self._checker.holding(side)
            if goals is not EMPTY:
                found.append(Aim(goals, self._checker.booleans.levels(side)))
        return found

    def _shortest(
        self, starts: Node, aims: Sequence[Aim], bound: Node, actors: tuple[str, ...]
    ) -> Shown:
        """Return a shortest run to one of the aims, every step of which leads into the bound."""
        return Shown(*shortest(self._model.view(actors), starts, aims, bound))

    def _lasso(self, starts: Node, inside: Node, done: Node, actors: tuple[str, ...]) -> Shown:
        """Go inside to what is nearest: where all is done, or where a run can go on for ever.

        What lies between two cycles looks like a part of one until none is found through it;
        then the search goes on with what it leads to.
        """
        view, diagrams = self._model.view(actors), self._diagrams
        assumed = self._checker.assumed(actors)
        region = self._checker.for_ever(inside, actors)
        resting = diagrams.intersection(inside, view.dead)
        settled = diagrams.union(done, resting)
        run = Shown(some(starts))
        while True:
            ends = diagrams.union(settled, view.between_cycles(region))
            leg = self._shortest(starts, [Aim(ends)], inside, actors)
            run = _joined(run, leg.stem) if run.stem else leg
            if has(done, run.end):
                return run
            if has(resting, run.end):
                return replace(run, rests=True, actors=actors)
            cycle, is_closed = fair_cycle(view, assumed, run.end, region)
            if is_closed:
                return replace(run, cycle=cycle, actors=actors)
            run = _joined(run, cycle)
            starts = self._model.single(run.end)
            ahead = view.forward.closure(starts, region)
            region = ahead if cycle else diagrams.difference(ahead, starts)


def _joined(run: Shown, moves: Moves) -> Shown:
    return replace(run, stem=(*run.stem, *moves))
