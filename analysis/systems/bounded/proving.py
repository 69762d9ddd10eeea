"""Prove or refute what is said of all states, or of some, by looking for runs with a solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.core import TRUE, core, quantified, sugared
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Iff,
    Next,
    Not,
    Or,
    Release,
    Rests,
    Truth,
    Until,
)
from wayout.analysis.logic.proving import Result, refuse_doubling, told
from wayout.analysis.logic.runs import Move
from wayout.analysis.logic.showing import Shown, most_telling
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.vacuity import idle_part
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounded.interrupting import interruptible
from wayout.analysis.systems.bounded.replaying import Configuration, Made
from wayout.analysis.systems.bounded.searching import Run, Search
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.clusters import clustered, targets
from wayout.analysis.systems.engine import EngineError, UnfitError
from wayout.analysis.systems.labels import Labels, labels_of
from wayout.analysis.systems.remembering import MEMORY, remembered, remembering
from wayout.analysis.systems.system import Step, System
from wayout.analysis.systems.unfolding import named

MOST_STARTS = 16
"""From how many initial configurations runs are looked for."""


class Bounded:
    """Proves formulas of `AG` and `EF` over what is said of one state, and of `&`, `|`, `!`.

    Fairness does not matter to them: every finite run goes on as a fair one. Deep holes in large
    systems are found fast; that there is none is found out only if induction shows it.
    """

    def __init__(self, system: System, bounds: Bounds) -> None:
        self.system, self._bounds = system, bounds

    def count(self) -> int:
        """Refuse: this engine does not count.

        Raises:
            EngineError: always.
        """
        message = "the engine 'bounded' does not count states"
        raise EngineError(message)

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        """Prove or refute a formula, as `logic.proving.prove` does; it names no states.

        Raises:
            UnfitError: if the formula is of another form.
        """
        del fairness
        try:
            refuse_doubling(formula)
            system = remembering(self.system, remembered(formula))
            with interruptible():
                return self._result(_Answers(system, self._bounds), formula)
        except LimitReachedError as error:
            return Result(Verdict.UNDETERMINED, remark=str(error))

    def _result(self, answers: _Answers, formula: Formula) -> Result:
        whole = core(quantified(formula))
        if not answers.starts:
            return Result(Verdict.VACUOUS, remark="no run begins: there is no initial state")
        failing = [start for start in answers.starts if not answers.holds(whole, start)]
        runs = [(start, answers.shown(whole, start)) for start in failing or answers.starts]
        start, shown = min(runs, key=lambda each: len(each[1].run))
        if failing:
            return answers.told(Verdict.FAILS, start, shown)
        idle = idle_part(answers.everywhere, formula)
        verdict = Verdict.HOLDS if idle is None else Verdict.VACUOUS
        return answers.told(verdict, start, shown, idle)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A run, and what is true where it ends: of whom there is no step, or what decides the rest."""

    run: tuple[tuple[Made, Configuration], ...] = ()
    settled: Formula | None = None
    resting: tuple[str, ...] | None = None

    @property
    def goes_on(self) -> bool:
        """Whether there is more to it than where it starts."""
        return bool(self.run) or self.resting is not None


class _Answers:
    """What comes of formulas in core form on one system."""

    def __init__(self, system: System, bounds: Bounds) -> None:
        self.system, self._bounds = system, bounds
        self._labels: Labels = labels_of(system)
        self._clusters = clustered(system)
        every = product(*(member.initial for member in system.members))
        self.starts = tuple(islice(every, MOST_STARTS + 1))
        if len(self.starts) > MOST_STARTS:
            message = f"there are more than {MOST_STARTS} initial states"
            raise LimitReachedError(message)
        self._search = cache(self._searching)
        self._found = cache(self._sought)

    def everywhere(self, formula: Formula) -> bool:
        """Whether a state formula holds in every initial state."""
        return all(self.holds(core(formula), start) for start in self.starts)

    def holds(self, formula: Formula, here: Configuration) -> bool:  # noqa: PLR0911 - one for each
        """Whether a formula in core form holds in a configuration."""
        match formula:
            case Truth(value):
                return value
            case Not(arg):
                return not self.holds(arg, here)
            case And(left, right):
                return self.holds(left, here) and self.holds(right, here)
            case Or(left, right):
                return self.holds(left, here) or self.holds(right, here)
            case Iff(left, right):
                return self.holds(left, here) == self.holds(right, here)
            case Exists(Next(Truth(True))):
                return True
            case Rests(actors):
                return not any(_is_possible(step, here) for step in self._steps(actors).values())
            case Exists(Until(Truth(True), goal), actors) if _is_of_one_state(goal):
                return self._found(goal, actors, here) is not None
            case Exists():
                message = (
                    f"the engine 'bounded' decides AG and EF of what is said of one state, "
                    f"not {spelt(sugared(formula))}"
                )
                raise UnfitError(message)
        member, states = self._labels.of(formula)
        return here[member] in states

    def shown(self, formula: Formula, here: Configuration) -> _Shown:
        """Return the run that shows what a formula is, true or false, as far as one run can."""
        truth = self.holds(formula, here)
        match formula:
            case Not(arg):
                return self.shown(arg, here)
            case And(left, right) | Or(left, right):
                sides = (side for side in (left, right) if self.holds(side, here) == truth)
                return most_telling(self.shown(side, here) for side in sides)
            case Exists(Until(_, goal), actors) if truth:
                run = tuple(self._found(goal, actors, here) or ())
                after = self.shown(goal, run[-1][1] if run else here)
                return replace(after, run=(*run, *after.run))
            case Rests(actors) if truth:
                return _Shown(resting=actors)
            case Exists(Next()):
                return _Shown()
        return _Shown(settled=formula if truth else Not(formula))

    def told(
        self, verdict: Verdict, start: Configuration, shown: _Shown, idle: Formula | None = None
    ) -> Result:
        """Return a result by names."""
        size = len(self.system.members) - (self.system.members[-1].name == MEMORY)
        states = [start, *(after for _, after in shown.run)]
        stem = tuple(Move(made.step, n) for n, (made, _) in enumerate(shown.run, start=1))
        return told(
            lambda number: named(self.system, states[number][:size]),
            [step.action for step in self.system.steps],
            verdict,
            Shown(
                0,
                stem,
                settled=shown.settled,
                rests=shown.resting is not None,
                actors=shown.resting or (),
            ),
            idle=idle,
        )

    def _sought(self, goal: Formula, actors: tuple[str, ...], here: Configuration) -> Run | None:
        return self._search(actors).run(goal, here, lambda state: self.holds(goal, state))

    def _searching(self, actors: tuple[str, ...]) -> Search:
        steps = self._steps(actors)
        return Search(self.system, steps, self._labels, self._clusters, self._bounds)

    def _steps(self, actors: tuple[str, ...]) -> dict[int, Step]:
        wanted = {None, *actors}
        return {
            number: step
            for number, step in enumerate(self.system.steps)
            if not actors or step.action.actor in wanted
        }


def _is_possible(step: Step, here: Configuration) -> bool:
    return all(here[move.member] in targets(move.pairs) for move in step.moves)


def _is_of_one_state(formula: Formula) -> bool:
    match formula:
        case Not(arg):
            return _is_of_one_state(arg)
        case And(left, right) | Or(left, right) | Iff(left, right):
            return _is_of_one_state(left) and _is_of_one_state(right)
        case Exists(path):
            return path == Next(TRUE)
        case Next() | Until() | Release():
            return False
    return True
