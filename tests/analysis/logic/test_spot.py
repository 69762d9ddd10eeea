"""Formulas of linear time mean what they mean to Spot (Duret-Lutz and others, 2022)."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from tests.analysis.logic.models import random_path

from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Iff,
    Implies,
    Next,
    Not,
    Or,
    Release,
    Truth,
    Until,
    WeakUntil,
    is_of_states,
)
from wayout.analysis.logic.structure import Action, Structure

spot = pytest.importorskip("spot", reason="Spot is not installed: it is in the group peers")
if not hasattr(spot, "formula"):
    pytest.skip("another package of that name", allow_module_level=True)

pytestmark = pytest.mark.slow

SIGNS = {And: "&", Or: "|", Implies: "->", Iff: "<->", Until: "U", WeakUntil: "W", Release: "R"}
LETTERS = {Next: "X", Finally: "F", Globally: "G", Not: "!"}
LOOKS = tuple(product((False, True), repeat=3))
"""Whether p, q and error hold: a state for each, and a step from each to each."""


def test_each_formula_is_met_from_the_same_states() -> None:
    checker = Checker(everything())
    for seed in range(600):
        random = Random(seed)  # noqa: S311 - the same cases every time
        path = random_path(random, 3, linear=True)
        found = checker.holding(Exists(path)) if not is_of_states(path) else checker.holding(path)
        for state, look in enumerate(LOOKS):
            seen = " & ".join(
                name if held else f"!{name}" for name, held in zip("pqe", look, strict=True)
            )
            text = f"({in_spot(path)}) & {seen}"
            is_met = not spot.formula(text).translate().is_empty()
            assert (state in found) == is_met, text


def everything() -> Structure:
    def holding(place: int) -> frozenset[int]:
        return frozenset(n for n, look in enumerate(LOOKS) if look[place])

    size = len(LOOKS)
    return Structure(
        initial=tuple(range(size)),
        successors=[list(range(size))] * size,
        taken=[[0] * size] * size,
        actions=(Action("step"),),
        names=[str(look) for look in LOOKS],
        states={"p": holding(0), "q": holding(1)},
        roles={"error": holding(2)},
        events=("step",),
    )


def in_spot(formula: Formula) -> str:
    kind = type(formula)
    if isinstance(formula, Truth):
        return "1" if formula.value else "0"
    if kind in SIGNS:
        return f"({in_spot(formula.left)} {SIGNS[kind]} {in_spot(formula.right)})"
    if kind in LETTERS:
        return f"({LETTERS[kind]} {in_spot(formula.arg)})"
    return {"p": "p", "q": "q", "error": "e"}[getattr(formula, "name", "error")]
