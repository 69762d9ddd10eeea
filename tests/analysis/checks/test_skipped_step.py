from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycles
from tests.analysis.recorded import LAMP, VALUES, found, pairs_of, recorded, steps_of, walked

from wayout.analysis.lifecycle import Lifecycle


def test_a_log_that_lacks_nothing_has_every_state_on_the_way():
    (finding,) = found("WO604", walked(LAMP, ["DARK", "BRIGHT"], complete=True))
    assert finding.states == ("dark", "bright")
    assert finding.message.endswith("1 step between them is not in the log")
    assert finding.witness is not None
    assert [step.state for step in finding.witness.stem] == ["dark", "warming", "bright"]


def test_a_log_that_may_lack_some_has_none():
    assert found("WO604", walked(LAMP, ["DARK", "BRIGHT"])) == []


def test_a_declared_step_is_none():
    log = "resource,time,state\nl,2026-01-31 12:00:00,DARK\nl,2026-01-31 12:00:01,WARMING\n"
    assert found("WO604", recorded(LAMP, log, "wayout replay --complete")) == []


@given(lifecycles(), st.lists(VALUES, max_size=12))
def test_finds_what_the_distances_between_all_states_say(random: Lifecycle, values: list[str]):
    findings = found("WO604", walked(random, values, complete=True))
    pairs = pairs_of(random, findings)
    assert set(pairs) == steps_of(random, values)["WO604"]
    assert len(set(pairs)) == len(pairs)
