from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycles
from tests.analysis.recorded import LAMP, VALUES, found, pairs_of, recorded, steps_of, walked

from wayout.analysis.lifecycle import Lifecycle

LOG = "resource,time,state\n"


def test_a_step_back_that_is_not_declared():
    log = LOG + "l,2026-01-31 12:00:00,BRIGHT\nl,2026-01-31 12:00:01,DARK\n"
    (finding,) = found("WO601", recorded(LAMP, log))
    assert finding.states == ("bright", "dark")
    assert finding.message == (
        "once from 'BRIGHT' to 'DARK', at 2026-01-31 12:00:01 of l: no declared run leads there"
    )


def test_steps_that_the_log_lacks_explain_a_step():
    assert found("WO601", walked(LAMP, ["DARK", "OUT"])) == []


def test_two_observations_of_one_time_may_have_come_in_the_right_order():
    log = LOG + "l,2026-01-31 12:00:00,WARMING\nl,2026-01-31 12:00:00,DARK\n"
    assert found("WO601", recorded(LAMP, log)) == []


def test_a_lifecycle_without_a_log_has_none():
    assert found("WO601", LAMP) == []


@given(lifecycles(), st.lists(VALUES, max_size=12))
def test_finds_what_the_distances_between_all_states_say(random: Lifecycle, values: list[str]):
    findings = found("WO601", walked(random, values))
    pairs = pairs_of(random, findings)
    assert set(pairs) == steps_of(random, values)["WO601"]
    assert len(set(pairs)) == len(pairs)
