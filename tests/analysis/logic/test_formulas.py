import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from wayout.analysis.logic.formulas import (
    All,
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
    StateIs,
    Until,
    WeakUntil,
    Word,
)

a, b = Word("a", 3), StateIs("b", 5)

OF_ONE_SHAPE = (
    (Word("a"), StateIs("a")),
    (Not(a), Next(a), Finally(a), Globally(a)),
    tuple(one(a, b) for one in (And, Or, Implies, Iff, Until, WeakUntil, Release)),
    (All(Next(a), ("user",)), Exists(Next(a), ("user",))),
)
EACH = [formula for alike in OF_ONE_SHAPE for formula in alike]


@pytest.mark.parametrize("alike", OF_ONE_SHAPE, ids=lambda alike: type(alike[0]).__name__)
def test_operators_of_one_shape_differ(alike: tuple[Formula, ...]) -> None:
    assert len({*alike}) == len(alike)
    assert all((one == other) is (one is other) for one in alike for other in alike)


@pytest.mark.parametrize("formula", EACH, ids=lambda formula: type(formula).__name__)
def test_formulas_are_frozen_values(formula: Formula) -> None:
    kind = type(formula)
    fields = [getattr(formula, name) for name in kind.__match_args__]
    for same in (kind(*fields), replace(formula), pickle.loads(pickle.dumps(formula))):  # noqa: S301 - pickled here
        assert (same, type(same), hash(same)) == (formula, kind, hash(formula))
    assert repr(formula).startswith(f"{kind.__name__}({kind.__match_args__[0]}=")
    assert not hasattr(formula, "__dict__")
    for name in kind.__match_args__:
        with pytest.raises(FrozenInstanceError):
            setattr(formula, name, a)


def test_the_place_of_a_name_is_no_part_of_it() -> None:
    assert a == Word("a", 7)
    assert a.at == pickle.loads(pickle.dumps(a)).at == 3  # noqa: S301 - pickled here
