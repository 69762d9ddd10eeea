"""The engine says what the textbook's way says, of systems that are small enough for it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.logic.models import random_fairness
from tests.analysis.systems.parts import member, parts
from tests.analysis.systems.symbolic.comparing import atoms, random_formula

from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.core import core, quantified
from wayout.analysis.logic.parsing import parse
from wayout.analysis.logic.proving import Prover as Textbook
from wayout.analysis.logic.proving import prove
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.composing import LocalStep, Part, compose
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


@pytest.mark.parametrize(("moving", "resting"), [("a", "b"), ("b", "a")])
def test_what_is_gone_to_may_be_where_no_way_may_lead(moving: str, resting: str) -> None:
    steps = {moving: (LocalStep("go", 0, 1),), resting: (LocalStep("on", 0, 1),)}
    system = compose("two", [Part(member(name, 3), steps[name]) for name in "ab"])
    goal = f"{moving}.s1 & {resting}.s0"
    prover = Prover(system)
    assert prover.prove(parse(f"E[{resting}.s1 U ({goal})]")).verdict is Verdict.FAILS
    assert prover.prove(parse(f"E[{resting}.s0 U ({goal})]")).verdict is Verdict.HOLDS
