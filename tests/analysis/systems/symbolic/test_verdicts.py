"""The engine says what the textbook's way says, of systems that are small enough for it."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.logic.models import random_fairness
from tests.analysis.systems.parts import parts
from tests.analysis.systems.symbolic.comparing import atoms, random_formula

from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.core import core, quantified
from wayout.analysis.logic.proving import Prover as Textbook
from wayout.analysis.logic.proving import prove
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.symbolic import Prover
from wayout.analysis.systems.symbolic.diagrams import count
from wayout.analysis.systems.unfolding import unfolded


@given(parts(), st.integers(0, 2**32))
def test_formulas_hold_in_as_many_configurations(given: tuple[Part, ...], seed: int) -> None:
    system = compose("random", given)
    structure = unfolded(system, most=1_000)
    checker = Checker(structure)
    prover, textbook = Prover(system), Textbook(structure)
    assert prover.count() == len(structure.all)
    random = Random(seed)  # noqa: S311 - a random test
    for _ in range(5):
        formula = quantified(random_formula(random, 3, atoms(given)))
        expected = checker.holding(formula)
        assert count(prover.checker(()).holding(core(formula))) == len(expected), spelt(formula)
        assert prover.prove(formula).verdict is prove(textbook, formula).verdict, spelt(formula)


@given(parts(), st.integers(0, 2**32))
def test_fair_runs_are_those_of_the_textbook(given: tuple[Part, ...], seed: int) -> None:
    system = compose("random", given)
    structure = unfolded(system, most=1_000)
    random = Random(seed)  # noqa: S311 - a random test
    fairness = random_fairness(random)
    checker, prover = Checker(structure, fairness), Prover(system)
    textbook = Textbook(structure)
    for _ in range(3):
        formula = quantified(random_formula(random, 3, atoms(given)))
        expected = checker.holding(formula)
        found = prover.checker(tuple(fairness)).holding(core(formula))
        assert count(found) == len(expected), (spelt(formula), list(map(str, fairness)))
        told = prover.prove(formula, fairness).verdict
        assert told is prove(textbook, formula, fairness).verdict, spelt(formula)
