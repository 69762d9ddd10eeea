"""Hold an engine against the textbook on random systems and formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random

from tests.analysis.logic.models import random_fairness
from tests.analysis.systems.cases import random_formula, random_parts
from tests.analysis.systems.running import assert_runs
from tests.analysis.systems.symbolic import comparing as branching

from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Iff,
    Implies,
    Not,
    Or,
    RoleIs,
    StateIs,
    Truth,
    Word,
)
from wayout.analysis.logic.formulas import parts as parts_of
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE
from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.engine import Engine, EngineError
from wayout.analysis.systems.system import System
from wayout.analysis.systems.textbook import Textbook

FORMULAS = 5
"""How many formulas are tried on a system."""

_OF_ONE_STATE = (Truth, Word, StateIs, RoleIs, Not, And, Or, Implies, Iff)


Formulas = Callable[[Random, Sequence[Part]], Formula]


def any_formula(random: Random, parts: Sequence[Part]) -> Formula:
    """Return a formula of CTL*, with up to three operators in each other."""
    return random_formula(random, parts, random.randint(1, 3))


def branching_formula(random: Random, parts: Sequence[Part]) -> Formula:
    """Return a formula of CTL."""
    return branching.random_formula(random, 3, branching.atoms(parts))


def formula_of_one_state(random: Random, parts: Sequence[Part]) -> Formula:
    """Return `AG` or `EF`, of anybody's steps or some actors', over what is said of one state."""
    body = branching.random_boolean(random, branching.atoms(parts))
    actors = random.choice(branching.ACTORS)
    if random.random() < 0.5:
        return All(Globally(body), actors)
    return Exists(Finally(body), actors)


def compare(
    made: Callable[[System], Engine],
    seeds: Iterable[int],
    *,
    naming: bool = True,
    formulas: Formulas = any_formula,
) -> Counter[str]:
    """Compare verdicts, what is idle and how long runs are; return how often which verdict came.

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
            formula = formulas(random, parts)
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
            if shows_one_state(formula):
                assert len(answer.stem) == len(expected.stem), (case, answer, expected)
            assert_runs(system, answer)
    return found


def shows_one_state(formula: Formula) -> bool:
    """Whether a run shows what a formula is by the nearest state of some."""
    match formula:
        case All(Globally(body)) | Exists(Finally(body)):
            return all(isinstance(part, _OF_ONE_STATE) for part in parts_of(body))
    return False
