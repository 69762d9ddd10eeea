from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.conformance.replay.logs import Row
from tests.analysis.lifecycles import lifecycle, step
from tests.analysis.recorded import NOON, found, held

from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "warming": Role.TRANSIENT, "bright": Role.STABLE}
LAMP = lifecycle(ROLES, [step("light", "dark", "warming"), step("lit", "warming", "bright")])
ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 300), st.sampled_from(["DARK", "WARMING", "BRIGHT"])
    ),
    min_size=1,
    unique_by=lambda row: row[:2],
)


def rows(*said: tuple[str, int, str]) -> list[Row]:
    return [
        Row(resource, NOON + timedelta(minutes=minute), state, number)
        for number, (resource, minute, state) in enumerate(said)
    ]


def test_a_resource_whose_work_nobody_does():
    log = rows(("a", 0, "WARMING"), ("a", 30, "WARMING"), ("b", 61, "DARK"))
    (finding,) = found("WO605", held(LAMP, log, stuck_after=["1h"]))
    assert finding.states == ("warming",)
    assert finding.message == (
        "1 resource is in 'WARMING' for more than 1:00:00, since 2026-01-31 12:00:00, such as a"
    )


def test_a_resource_that_went_on_is_none():
    log = rows(("a", 0, "WARMING"), ("a", 30, "BRIGHT"), ("b", 300, "DARK"))
    assert found("WO605", held(LAMP, log, stuck_after=["1h"])) == []


def test_without_a_limit_there_is_none():
    assert found("WO605", held(LAMP, rows(("a", 0, "WARMING"), ("b", 300, "DARK")))) == []


@pytest.mark.slow
@settings(max_examples=10)
@given(ROWS)
def test_finds_the_states_in_which_a_resource_stays_too_long(said: list[tuple[str, int, str]]):
    now, late = max(minute for _, minute, _ in said), set()
    for resource in {resource for resource, _, _ in said}:
        trace = sorted((minute, state) for name, minute, state in said if name == resource)
        since = max(
            minute
            for number, (minute, state) in enumerate(trace)
            if not number or trace[number - 1][1] != state
        )
        if trace[-1][1] == "WARMING" and now - since > 60:
            late.add("warming")
    findings = found("WO605", held(LAMP, rows(*said), stuck_after=["1h"]))
    assert {state for each in findings for state in each.states} == late
