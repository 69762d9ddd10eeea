import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, step

from wayout.analysis.checks.unreadable_claim import CHECK
from wayout.analysis.finding import Finding
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.parsing import parse
from wayout.machines.vocabulary import Claim, Role

ROLES = {"available": Role.STABLE, "deleted": Role.FINAL}


def found(formula: str, *fair: str) -> list[Finding]:
    claim = Claim("claimed", formula, "so it should be", fair)
    steps = [step("delete", "available", "deleted")]
    return list(CHECK.run(lifecycle(ROLES, steps, claims=(claim,))))


@pytest.mark.parametrize(
    ("formula", "fair", "problem"),
    [
        ("AG EF deletd", (), "column 7: 'deletd' is not a state or role; did you mean 'deleted'?"),
        ("AG EF", (), "column 6: the formula ends where a formula is expected"),
        ("EF event(delte)", (), "column 4: 'delte' is not an event; did you mean 'delete'?"),
        ("EF deleted", ("strong x",), "fair: column 8: found 'x'; fairness is said of steps"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(formula, fair, problem):
    (finding,) = found(formula, *fair)
    assert finding.claims == ("claimed",)
    assert finding.message.startswith(f"the claim 'claimed' cannot be read: {formula!r}, {problem}")


def test_what_can_be_read_is_no_finding():
    assert not found("AG EF deleted", "weak event(delete)")


@given(st.text("AEFGXUW()!&|-> \"'=x", min_size=1).filter(str.strip))
def test_any_text_is_read_or_told(text: str):
    try:
        parse(text)
    except FormulaError:
        assert found(text)
    else:
        assert len(found(text)) <= 1
