"""The model checker against the meaning of formulas, on small random structures."""

import os
from random import Random

import pytest
from tests.analysis.logic.comparing import compare
from tests.analysis.logic.models import random_fairness, random_formula, random_structure

from wayout.analysis.logic.formulas import LastStep, parts
from wayout.analysis.logic.unfolding import remembering

MANY = int(os.environ.get("WAYOUT_CASES", "100000"))


def cases(seed: int, count: int) -> int:
    random = Random(seed)  # noqa: S311 - the same cases every time
    compared = 0
    for _ in range(count):
        structure = random_structure(random)
        last = random.random() < 0.3
        formula = random_formula(random, random.randint(1, 3), last=last)
        remembered = [part for part in parts(formula) if isinstance(part, LastStep)]
        compared += compare(remembering(structure, remembered), formula, random_fairness(random))
    return compared


@pytest.mark.parametrize("seed", range(4))
def test_random_formulas_mean_what_they_say(seed: int):
    assert cases(seed, 50) > 50


@pytest.mark.slow
def test_very_many_random_formulas_mean_what_they_say():
    """`WAYOUT_CASES` says how many pairs of structure and formula."""
    assert cases(20_000, MANY) > MANY
