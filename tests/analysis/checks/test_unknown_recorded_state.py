from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycles
from tests.analysis.recorded import LAMP, VALUES, found, walked

from wayout.analysis.lifecycle import Lifecycle


def test_a_state_that_is_misspelt():
    (finding,) = found("WO603", walked(LAMP, ["DARK", "BRIGTH", "OUT", "BRIGTH"]))
    assert finding.statuses == ("BRIGTH",)
    assert finding.message.startswith("'BRIGTH', recorded twice, at ")
    assert finding.message.endswith("is no state; did you mean 'BRIGHT'?")


def test_declared_states_are_none():
    assert found("WO603", walked(LAMP, ["OUT", "DARK"])) == []


@given(lifecycles(), st.lists(VALUES, max_size=12))
def test_finds_every_value_that_no_state_has(random: Lifecycle, values: list[str]):
    findings = found("WO603", walked(random, values))
    declared = {state.value for state in random.states}
    assert sorted(each.statuses for each in findings) == sorted(
        (value,) for value in set(values) - declared
    )
