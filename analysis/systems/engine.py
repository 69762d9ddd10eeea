"""What every engine does: count the states of a system, and decide formulas on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import Formula
from wayout.analysis.logic.proving import Result


class EngineError(Exception):
    """An engine is not there, or cannot work on what it is asked."""


class UnfitError(EngineError):
    """An engine does not decide formulas of such a form; another one does."""


class Engine(Protocol):
    """Decides formulas on one system; what one of them needs is kept for the others."""

    def count(self) -> int:
        """Return how many configurations runs reach, or raise `LimitReachedError`."""

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        """Prove or refute a formula; undetermined where a limit was reached."""
