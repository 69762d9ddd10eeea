"""Prove a formula on a system by looking at all of its configurations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.core import quantified
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import All, Formula, Globally, LastStep, is_of_states
from wayout.analysis.logic.proving import Result, nearest, refuse_doubling, told
from wayout.analysis.logic.showing import Shown
from wayout.analysis.logic.vacuity import Holds, idle_part
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.explicit.checking import Checker, NotBranchingError, reduced_form
from wayout.analysis.systems.explicit.lifting import lifted
from wayout.analysis.systems.explicit.showing import shown
from wayout.analysis.systems.explicit.space import Space
from wayout.analysis.systems.remembering import remembered, remembering
from wayout.analysis.systems.symmetry import (
    Equal,
    Numbers,
    equal_members,
    indifferent,
    standing,
)
from wayout.analysis.systems.system import System
from wayout.analysis.systems.textbook import Textbook

MOST_UNFOLDED = 20_000
"""Up to how many states formulas are proved that are not of CTL, by the textbook's way."""

MOST_NAMED = 1_000
"""How many states are named in which what is claimed of all of them fails."""

_MOST_STARTS = 16
"""From how many initial states runs are sought, of which the shortest is shown."""


_Steps = tuple[LastStep, ...]
"""What formulas ask of the last step."""


class Explicit:
    """Proves formulas on one system; what one of them needs is kept for the others.

    Where a formula asks only what is reached, configurations that differ by an exchange of equal
    members are looked at once; what goes on for ever is always sought among all of them.
    """

    def __init__(self, system: System, bounds: Bounds) -> None:
        self.system, self._bounds = system, bounds
        self._equal = cache(lambda steps: equal_members(remembering(system, steps)))
        self._spaces: dict[tuple[_Steps, Equal], Space] = {}
        self._checkers: dict[tuple[Space, tuple[Fairness, ...]], Checker] = {}

    def count(self) -> int:
        """Return how many configurations runs reach.

        Raises:
            LimitReachedError: past a bound.
        """
        return self._space((), self._equal(())).stood_for()

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        """Prove or refute a formula, as `logic.proving.prove` does.

        What is not of CTL is proved by the textbook's way, on small systems. Past a bound it stays
        undetermined, and the remark says what was found until then.
        """
        try:
            refuse_doubling(formula)
            try:
                return self._result(formula, tuple(fairness))
            except NotBranchingError as error:
                return self._unfolded(formula, fairness, str(error))
        except LimitReachedError as error:
            return Result(Verdict.UNDETERMINED, remark=str(error))

    def _unfolded(self, formula: Formula, fairness: Sequence[Fairness], why: str) -> Result:
        if self.count() <= MOST_UNFOLDED:
            return Textbook(self.system, self._bounds).prove(formula, fairness)
        remark = f"{why}; such formulas are proved on up to {MOST_UNFOLDED:,} states"
        return Result(Verdict.UNDETERMINED, remark=remark)

    def _result(self, formula: Formula, fairness: tuple[Fairness, ...]) -> Result:
        steps, whole = remembered(formula), quantified(formula)
        checker = self._checker(whole, steps, fairness)
        space = checker.space
        holding, reduced = checker.holding(whole), reduced_form(whole)
        failing = [int(node) for node in space.initial if not holding[node]]
        if failing:
            run = nearest(shown(checker, reduced, node) for node in failing[:_MOST_STARTS])
            return _told(checker, Verdict.FAILS, run, where=_where(checker, whole))
        if not len(space.initial):
            return Result(Verdict.VACUOUS, remark="no run begins: there is no initial state")

        def everywhere(part: Formula) -> bool:
            return self._checker(part, steps, fairness).everywhere(part)

        idle = idle_part(self._of_equal(steps, everywhere), formula)
        starts = map(int, space.initial[:_MOST_STARTS])
        run = nearest(shown(checker, reduced, node) for node in starts)
        return _told(checker, Verdict.HOLDS if idle is None else Verdict.VACUOUS, run, idle=idle)

    def _checker(self, formula: Formula, steps: _Steps, fairness: tuple[Fairness, ...]) -> Checker:
        """Return a checker that tells equal members apart only if the formula does."""
        equal = self._equal(steps)
        if equal:
            remembers = remembering(self.system, steps)
            equal = indifferent(remembers, equal, reduced_form(formula))
        space = self._space(steps, equal)
        if (space, fairness) not in self._checkers:
            self._checkers[space, fairness] = Checker(space, fairness)
        return self._checkers[space, fairness]

    def _of_equal(self, steps: _Steps, holds: Holds) -> Holds:
        """Ask the same of equal members once."""
        equal, numbers = self._equal(steps), Numbers()
        if not equal:
            return holds
        system = remembering(self.system, steps)
        known: dict[int, bool] = {}

        def of_equal(formula: Formula) -> bool:
            stands = standing(system, equal, formula)
            number = numbers.of(stands)
            if number not in known:
                known[number] = holds(stands)
            return known[number]

        return of_equal

    def _space(self, steps: _Steps, equal: Equal) -> Space:
        if (steps, equal) not in self._spaces:
            found = Space(remembering(self.system, steps), self._bounds, equal)
            self._spaces[steps, equal] = found
        return self._spaces[steps, equal]


def _told(
    checker: Checker,
    verdict: Verdict,
    run: Shown,
    *,
    where: tuple[str, ...] = (),
    idle: Formula | None = None,
) -> Result:
    actions = [step.action for step in checker.space.system.steps]
    if not checker.space.equal:
        return told(checker.named, actions, verdict, run, where=where, idle=idle)
    configurations, run = lifted(checker.space, run)
    names = [checker.called(each) for each in configurations]
    return told(names.__getitem__, actions, verdict, run, where=where, idle=idle)


def _where(checker: Checker, formula: Formula) -> tuple[str, ...]:
    """Return the names of the states in which the body of `AG body` fails, nearest first.

    Of states that differ by an exchange of equal members, where these are not told apart, one.
    """
    match formula:
        case All(Globally(body), actors) if is_of_states(body):
            failing = checker.space.reached & ~checker.holding(body)
        case _:
            return ()
    space = checker.space
    if actors:
        found = np.zeros(space.size, np.bool_)
        found[space.initial] = True
        for _ in space.layers(found.copy(), checker.view(actors).onward, space.reached, found):
            pass
        failing &= found
    nodes = np.flatnonzero(failing)
    near = nodes[np.argsort(space.distance[nodes], kind="stable")[:MOST_NAMED]]
    return tuple(dict.fromkeys(checker.named(int(node)) for node in near))
