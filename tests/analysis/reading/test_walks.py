"""The graph is what the machine does: real classes are driven beside their lifecycles."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from statemachine import StateChart
from tests.analysis.reading.charts import (
    EVENTS,
    GUARDS,
    Walk,
    charts,
    contests,
    is_automatic,
    runs_for_ever,
)
from tests.effort import examples

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.machines.vocabulary import Role

STEPS = st.lists(
    st.tuples(
        st.sampled_from(EVENTS), st.fixed_dictionaries({guard: st.booleans() for guard in GUARDS})
    ),
    max_size=12,
)


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(charts(), STEPS)
def test_real_machine_stays_in_the_graph(
    chart: type[StateChart], steps: list[tuple[str, dict[str, bool]]]
) -> None:
    drive(chart, steps)


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(contests(), STEPS)
def test_real_machine_of_contesting_regions_stays_in_the_graph(
    chart: type[StateChart], steps: list[tuple[str, dict[str, bool]]]
) -> None:
    drive(chart, steps)


def drive(chart: type[StateChart], steps: list[tuple[str, dict[str, bool]]]) -> None:
    lifecycle = read(chart, target="chart")
    assume(not runs_for_ever(lifecycle))
    walk = Walk.begin(chart, lifecycle)
    for event, values in steps:
        if walk.machine.is_terminated:
            assert any(may_end(lifecycle, state) for state in walk.possible)
            break
        assert not all(is_final(lifecycle, state) for state in walk.possible)
        if not hasattr(chart, event):
            break
        walk.send(event, values)


def is_final(lifecycle: Lifecycle, state: str) -> bool:
    return lifecycle.by_id[state].role is Role.FINAL


def may_end(lifecycle: Lifecycle, state: str) -> bool:
    """Whether the lifecycle is over there, unless something happens by itself before it is."""
    left = [is_automatic(step.event) for step in lifecycle.leaving(state)]
    return all(left) and (bool(left) or is_final(lifecycle, state))
