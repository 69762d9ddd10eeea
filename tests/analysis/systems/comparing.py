"""Hold an engine against the textbook on random systems and formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

from tests.analysis.logic.models import random_fairness
from tests.analysis.systems.cases import random_formula, random_parts
from tests.analysis.systems.running import assert_runs

from wayout.analysis.logic.spelling import spelt
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE
from wayout.analysis.systems.composing import compose
from wayout.analysis.systems.engine import Engine, EngineError
from wayout.analysis.systems.system import System
from wayout.analysis.systems.textbook import Textbook

FORMULAS = 5
"""How many formulas are tried on a system."""


def compare(
    made: Callable[[System], Engine], seeds: Iterable[int], *, naming: bool = True, depth: int = 3
) -> Counter[str]:
    """Compare verdicts and what is idle; return how often there was which verdict.

    If it is `naming`, also in which states what is claimed of all of them fails. What the engine
    leaves undetermined, or refuses, is counted as that.
    """
    found: Counter[str] = Counter()
    for seed in seeds:
        random = Random(seed)  # noqa: S311 - the same cases every time
        parts = random_parts(random)
        system = compose("random", parts)
        engine, textbook = made(system), Textbook(system, NONE)
        for _ in range(FORMULAS):
            formula = random_formula(random, parts, random.randint(1, depth))
            fairness = random_fairness(random) if random.random() < 0.5 else []
            try:
                answer = engine.prove(formula, fairness)
            except EngineError:
                found["refused"] += 1
                continue
            found[answer.verdict.value] += 1
            if answer.verdict is Verdict.UNDETERMINED:
                continue
            expected = textbook.prove(formula, fairness)
            case = seed, spelt(formula), [*map(str, fairness)]
            assert answer.verdict is expected.verdict, (case, answer, expected)
            assert answer.idle == expected.idle, (case, answer, expected)
            assert not naming or set(answer.where) == set(expected.where), (case, answer, expected)
            assert_runs(system, answer)
    return found
