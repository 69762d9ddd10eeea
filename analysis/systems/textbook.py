"""Prove a formula on a system by the textbook: unfold it, and check what is unfolded."""

from __future__ import annotations

from collections.abc import Sequence

from wayout.analysis.limits import HIGHEST, LimitReachedError
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import Formula
from wayout.analysis.logic.proving import Prover, Result, prove
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.system import System
from wayout.analysis.systems.unfolding import unfolded


class Textbook:
    """Proves formulas on one system: all of the logic, without numpy, for small ones."""

    def __init__(self, system: System, bounds: Bounds) -> None:
        self.system, self._bounds = system, bounds
        self._prover: Prover | None = None

    def count(self) -> int:
        """Return how many configurations runs reach.

        Raises:
            LimitReachedError: past a bound.
        """
        return len(self._proving().structure.names)

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        """Prove or refute a formula, as `logic.proving.prove` does."""
        try:
            return prove(self._proving(), formula, fairness)
        except LimitReachedError as error:
            return Result(Verdict.UNDETERMINED, remark=str(error))

    def _proving(self) -> Prover:
        if self._prover is None:
            bounds = self._bounds
            bounds.check(0)
            most = int(min(bounds.states, HIGHEST))
            structure = unfolded(self.system, most=most, check=bounds.check)
            self._prover = Prover(structure, go_on=bounds.go_on)
        return self._prover
