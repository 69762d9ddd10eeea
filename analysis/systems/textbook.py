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
    """Proves formulas on one system: all of the logic, without numpy, for small ones.

    The deadline and the memory are not looked at while it unfolds and proves.
    """

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
            self._bounds.check(0)
            self._prover = Prover(
                unfolded(self.system, most=int(min(self._bounds.states, HIGHEST)))
            )
        return self._prover
