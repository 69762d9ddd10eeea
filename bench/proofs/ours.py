"""Our engines, asked as `wayout prove` asks them."""

from __future__ import annotations

from bench.proofs.questions import Asked, Question

from wayout.analysis.logic.fairness import read_fairness
from wayout.analysis.systems.bounds import NONE
from wayout.analysis.systems.engines import engine_for
from wayout.analysis.systems.system import System

SERVED = "weak each true"
"""Every event that can be taken from some moment on is taken: what SPIN and NuSMV assume."""


def ask(engine: str, system: System, question: Question) -> str:
    """Return the answer of the engine of that name."""
    made = engine_for(system, engine, NONE)
    counted = str(made.count()) if question.asked in (Asked.COUNT, Asked.BOTH) else ""
    if question.asked is Asked.COUNT:
        return counted
    fairness = [read_fairness(SERVED)] if question.asked is Asked.FAIR else []
    result = made.prove(question.formula, fairness)
    steps = len(result.stem) + len(result.cycle)
    return f"{counted} {result.verdict.value}{f' {steps - 1}' if steps else ''}".strip()
