from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayout.analysis.reading.valuation import known_truth, names_in

NAMES = ("a", "b", "c")
GUARDS = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        inner.map(lambda guard: f"not ({guard})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
    ),
    max_leaves=6,
)


@given(GUARDS, st.dictionaries(st.sampled_from(NAMES), st.booleans()))
def test_what_is_known_holds_whatever_the_rest_is(guard: str, values: dict[str, bool]) -> None:
    rest = [name for name in NAMES if name not in values]
    outcomes = {
        eval(guard, {**values, **dict(zip(rest, others, strict=True))})  # noqa: S307 - our own text
        for others in product([False, True], repeat=len(rest))
    }
    known = known_truth(guard, values)
    assert known is None or outcomes == {known}
    if not rest:
        assert known is not None


@pytest.mark.parametrize(
    ("guard", "truth"),
    [(None, True), ("!a", False), ("a != 2", None), ("In('s')", None), ("a ^ b", None)],
)
def test_other_spellings(guard: str | None, truth: object) -> None:
    assert known_truth(guard, {"a": True, "b": True}) is truth


def test_names_are_those_that_are_asked_for() -> None:
    assert names_in("a and not (b or In('c'))") == {"a", "b"}
    assert names_in("a b") == frozenset()
    assert names_in(None) == frozenset()
