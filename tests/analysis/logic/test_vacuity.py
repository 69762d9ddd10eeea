"""What does not matter is what the definition says, with fewer tries."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.systems.parts import parts as some_parts
from tests.analysis.systems.symbolic.comparing import atoms, random_formula

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.core import FALSE, TRUE, quantified
from wayout.analysis.logic.formulas import Formula, Iff, Implies, Not, Truth, children, rebuilt
from wayout.analysis.logic.parsing import parse
from wayout.analysis.logic.vacuity import idle_part
from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.unfolding import unfolded


def tried(formula: Formula, sign: int = 1) -> Iterator[tuple[Formula, list[Formula]]]:
    """Yield each atom inside, with the formula as it is with its hardest values in its place."""
    if isinstance(formula, Truth):
        return
    if not children(formula):
        hardest: list[Formula] = [FALSE] * (sign >= 0) + [TRUE] * (sign <= 0)
        yield formula, hardest
    for n, inner in enumerate(children(formula)):
        turned = isinstance(formula, Not) or (isinstance(formula, Implies) and n == 0)
        own = 0 if isinstance(formula, Iff) else -sign if turned else sign
        for atom, instead in tried(inner, own):
            yield atom, [_with(formula, n, each) for each in instead]


def _with(formula: Formula, place: int, other: Formula) -> Formula:
    counted = iter(range(place + 1))
    return rebuilt(formula, lambda inner: other if next(counted, None) == place else inner)


@given(some_parts(), st.integers(0, 2**32))
def test_some_part_is_idle_if_some_atom_is(given: tuple[Part, ...], seed: int) -> None:
    checker = Checker(unfolded(compose("random", given), most=1_000))
    random = Random(seed)  # noqa: S311 - a random test
    formula = quantified(random_formula(random, 3, atoms(given)))
    if checker.everywhere(formula):
        all_tries = (all(map(checker.everywhere, each)) for _, each in tried(formula))
        assert (idle_part(checker.everywhere, formula) is not None) == any(all_tries)


@pytest.mark.parametrize(
    ("text", "tries"),
    [
        ("AG EF (a & b & c & d)", ["AG (EF false)"]),
        ("AG (a -> b)", ["AG (true -> b)", "AG (a -> false)"]),
        ("AG a & AG (b & (c | d))", ["AG false", "AG false", "AG (false | d)", "AG (c | false)"]),
        ("!EF (a & b | c)", ["!EF (true & b)", "!EF (a & true)", "!(EF true)"]),
    ],
)
def test_one_side_is_asked_alone_and_what_is_the_same_once(text: str, tries: list[str]) -> None:
    asked = []

    def holds(formula: Formula) -> bool:
        asked.append(formula)
        return False

    assert idle_part(holds, parse(text)) is None
    assert asked == [*map(parse, tries)]


def test_what_holds_is_said_where_a_limit_leaves_its_parts_open() -> None:
    def holds(_formula: Formula) -> bool:
        raise LimitReachedError("5 seconds are over")  # noqa: EM101, TRY003 - a test's own

    with pytest.raises(LimitReachedError) as caught:
        idle_part(holds, parse("AG (a -> EF b)"))
    assert str(caught.value) == (
        "it holds, and whether every part of it matters stays open: 5 seconds are over"
    )
