"""The graph is what the machine does: real classes are driven beside their lifecycles."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from statemachine import StateChart
from tests.analysis.reading.charts import EVENTS, GUARDS, Walk, charts, runs_for_ever

from wayout.analysis.reading import read

STEPS = st.lists(
    st.tuples(
        st.sampled_from(EVENTS), st.fixed_dictionaries({guard: st.booleans() for guard in GUARDS})
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(charts(), STEPS)
def test_real_machine_stays_in_the_graph(
    chart: type[StateChart], steps: list[tuple[str, dict[str, bool]]]
) -> None:
    lifecycle = read(chart, target="chart")
    assume(not runs_for_ever(lifecycle))
    walk = Walk.begin(chart, lifecycle)
    for event, values in steps:
        if walk.machine.is_terminated or not hasattr(chart, event):
            break
        walk.send(event, values)
