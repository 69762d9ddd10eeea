"""Count what a system can reach, and prove or refute formulas on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.core import core, quantified
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import Formula
from wayout.analysis.logic.proving import Result, Taken, remark
from wayout.analysis.logic.showing import Shown as ShownBefore
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.vacuity import idle_part
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE, Bounds
from wayout.analysis.systems.symbolic.checking import Checker
from wayout.analysis.systems.symbolic.depth import room_for
from wayout.analysis.systems.symbolic.diagrams import EMPTY
from wayout.analysis.systems.symbolic.diagrams import count as size_of
from wayout.analysis.systems.symbolic.everywhere import everywhere
from wayout.analysis.systems.symbolic.model import Model
from wayout.analysis.systems.symbolic.paths import Configuration
from wayout.analysis.systems.symbolic.paths import Taken as Step
from wayout.analysis.systems.symbolic.showing import Shower, Shown
from wayout.analysis.systems.symbolic.table import MOST_NODES
from wayout.analysis.systems.system import System
from wayout.analysis.systems.unfolding import named


class Prover:
    """Answers on one system; what one answer needs is kept for the others.

    More than `most` nodes of diagrams, or the deadline or the memory of the bounds, leave an
    answer open. The progress that is told is in nodes.
    """

    def __init__(self, system: System, *, most: int = MOST_NODES, bounds: Bounds = NONE) -> None:
        self._levels = len(system.members)
        with room_for(self._levels):
            self.model = Model(system, most=most, bounds=bounds)
            self.checker = cache(self._checker)

    def count(self) -> int:
        """Return how many configurations runs reach, exactly.

        Raises:
            LimitReachedError: if there is no room or time left.
        """
        with room_for(self._levels):
            return size_of(self.model.reached)

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        """Prove or refute a formula: it holds if it does in every initial configuration.

        The names in it must be those of the system. One that fails does so without a run where a
        limit is reached while that is sought.

        Raises:
            UnsupportedError: for a formula that it cannot work with.
        """
        with room_for(self._levels):
            try:
                return self._result(formula, fairness)
            except LimitReachedError as error:
                return Result(Verdict.UNDETERMINED, remark=str(error))

    def _result(self, formula: Formula, fairness: Sequence[Fairness]) -> Result:
        model = self.model
        if model.initial is EMPTY:
            return Result(Verdict.VACUOUS, remark="no run begins: there is no initial state")
        whole = core(quantified(formula))
        checker = self.checker(tuple(fairness))
        holds = everywhere(checker, whole)
        verdict = Verdict.HOLDS if holds else Verdict.FAILS
        idle = self._idle(checker, formula) if holds else None
        try:
            starts = model.initial
            if not holds and not model.is_single:
                starts = model.diagrams.difference(starts, checker.holding(whole))
            result = self._told(verdict, Shower(checker).shown(whole, starts, truth=holds))
        except LimitReachedError as error:
            result = Result(verdict, remark=f"no run is shown: {error}")
        if idle is None:
            return result
        return replace(result, verdict=Verdict.VACUOUS, idle=spelt(idle))

    def _idle(self, checker: Checker, formula: Formula) -> Formula | None:
        def holds(part: Formula) -> bool:
            return everywhere(checker, core(quantified(part)))

        return idle_part(holds, formula)

    def _checker(self, fairness: tuple[Fairness, ...]) -> Checker:
        return Checker(self.model, fairness)

    def _told(self, verdict: Verdict, run: Shown) -> Result:
        if verdict is Verdict.HOLDS and not run.goes_on:
            return Result(verdict)
        settled = ShownBefore(0, settled=run.settled, rests=run.rests, actors=run.actors)
        return Result(
            verdict,
            (Taken(None, self._name(run.start)), *map(self._taken, run.stem)),
            tuple(map(self._taken, run.cycle)),
            remark(settled, self._name(run.end)),
        )

    def _taken(self, step: Step) -> Taken:
        return Taken(step.by.action.event, self._name(step.to))

    def _name(self, configuration: Configuration) -> str:
        model = self.model
        return named(model.system, [configuration[level] for level in model.level_of])


def count(system: System, *, most: int = MOST_NODES, bounds: Bounds = NONE) -> int:
    """Return how many configurations the runs of a system reach, exactly.

    Raises:
        LimitReachedError: past `most` nodes of diagrams, or the bounds.
    """
    return Prover(system, most=most, bounds=bounds).count()


def prove(
    system: System,
    formula: Formula,
    fairness: Sequence[Fairness] = (),
    *,
    most: int = MOST_NODES,
    bounds: Bounds = NONE,
) -> Result:
    """Prove or refute a formula on a system, as `Prover.prove` does."""
    return Prover(system, most=most, bounds=bounds).prove(formula, fairness)
