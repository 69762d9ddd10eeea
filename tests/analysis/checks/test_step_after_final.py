from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycles
from tests.analysis.recorded import LAMP, VALUES, found, pairs_of, steps_of, walked

from wayout.analysis.lifecycle import Lifecycle


def test_a_step_out_of_a_final_state():
    (finding,) = found("WO602", walked(LAMP, ["BRIGHT", "OUT", "DARK", "OUT", "DARK"]))
    assert finding.states == ("out", "dark")
    assert finding.message.startswith("twice from 'OUT' to 'DARK'")
    assert finding.message.endswith("of r: the first is final")


def test_to_stay_final_is_none():
    assert found("WO602", walked(LAMP, ["BRIGHT", "OUT", "OUT"])) == []


@given(lifecycles(), st.lists(VALUES, max_size=12))
def test_finds_what_the_distances_between_all_states_say(random: Lifecycle, values: list[str]):
    findings = found("WO602", walked(random, values))
    pairs = pairs_of(random, findings)
    assert set(pairs) == steps_of(random, values)["WO602"]
    assert len(set(pairs)) == len(pairs)
