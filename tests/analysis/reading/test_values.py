from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statemachine import State, StateChart
from tests.analysis.reading.charts import charts
from tests.effort import examples

from wayout.analysis.checks.duplicate_value import CHECK
from wayout.analysis.reading import read


def declared_inside(states: list[State]) -> list[State]:
    return [inner for state in states for inner in (state, *declared_inside(state.states))]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(charts(guards=()), st.data())
def test_finds_every_pair_of_a_chart(chart: type[StateChart], data: st.DataObject):
    every = declared_inside(list(chart.states))
    for state in every:
        state.value = data.draw(st.sampled_from([state.id, 1, "1", "same"]))
    values = [state.value for state in every]
    shared = {value for value in values if values.count(value) > 1}
    assert len(list(CHECK.run(read(chart, target="chart")))) == len(shared)
