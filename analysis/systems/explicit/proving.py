"""Prove a formula on a system by looking at all of its configurations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.core import quantified
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import All, Formula, Globally, LastStep, is_of_states
from wayout.analysis.logic.proving import Result, nearest, refuse_doubling, told
from wayout.analysis.logic.vacuity import idle_part
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.explicit.checking import Checker, NotBranchingError
from wayout.analysis.systems.explicit.showing import shown
from wayout.analysis.systems.explicit.space import Space
from wayout.analysis.systems.remembering import remembered, remembering
from wayout.analysis.systems.system import System
from wayout.analysis.systems.textbook import Textbook

MOST_UNFOLDED = 20_000
"""Up to how many states formulas are proved that are not of CTL, by the textbook's way."""

MOST_NAMED = 1_000
"""How many states are named in which what is claimed of all of them fails."""

_MOST_STARTS = 16
"""From how many initial states runs are sought, of which the shortest is shown."""


class Explicit:
    """Proves formulas on one system; what one of them needs is kept for the others."""

    def __init__(self, system: System, bounds: Bounds) -> None:
        self.system, self._bounds = system, bounds
        self._spaces: dict[tuple[LastStep, ...], Space] = {}
        self._checkers: dict[tuple[tuple[LastStep, ...], tuple[Fairness, ...]], Checker] = {}

    def count(self) -> int:
        """Return how many configurations runs reach.

        Raises:
            LimitReachedError: past a bound.
        """
        return self._space(()).count

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        """Prove or refute a formula, as `logic.proving.prove` does.

        What is not of CTL is proved by the textbook's way, on small systems. Past a bound it stays
        undetermined, and the remark says what was found until then.
        """
        try:
            refuse_doubling(formula)
            return _result(self._checker(formula, fairness), formula)
        except NotBranchingError as error:
            if self.count() <= MOST_UNFOLDED:
                return Textbook(self.system, self._bounds).prove(formula, fairness)
            remark = f"{error}; such formulas are proved on up to {MOST_UNFOLDED:,} states"
            return Result(Verdict.UNDETERMINED, remark=remark)
        except LimitReachedError as error:
            return Result(Verdict.UNDETERMINED, remark=str(error))

    def _checker(self, formula: Formula, fairness: Sequence[Fairness]) -> Checker:
        key = remembered(formula), tuple(fairness)
        if key not in self._checkers:
            self._checkers[key] = Checker(self._space(key[0]), fairness)
        return self._checkers[key]

    def _space(self, steps: tuple[LastStep, ...]) -> Space:
        if steps not in self._spaces:
            self._spaces[steps] = Space(remembering(self.system, steps), self._bounds)
        return self._spaces[steps]


def _result(checker: Checker, formula: Formula) -> Result:
    space = checker.space
    actions = [step.action for step in space.system.steps]
    whole = quantified(formula)
    holding = checker.holding(whole)
    failing = [int(node) for node in space.initial if not holding[node]]
    reduced = checker.reduced(whole)
    if failing:
        run = nearest(shown(checker, reduced, node) for node in failing[:_MOST_STARTS])
        return told(checker.named, actions, Verdict.FAILS, run, where=_where(checker, whole))
    if not len(space.initial):
        return Result(Verdict.VACUOUS, remark="no run begins: there is no initial state")
    idle = idle_part(checker.everywhere, formula)
    starts = map(int, space.initial[:_MOST_STARTS])
    run = nearest(shown(checker, reduced, node) for node in starts)
    return told(
        checker.named, actions, Verdict.HOLDS if idle is None else Verdict.VACUOUS, run, idle=idle
    )


def _where(checker: Checker, formula: Formula) -> tuple[str, ...]:
    """Return the names of the states in which the body of `AG body` fails, nearest first."""
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
