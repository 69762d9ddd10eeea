from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from statemachine import HistoryState, State, StateChart
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


class Remembering(StateChart):
    away = State(initial=True, value="1")
    gone = State(value="1")

    class home(State.Compound):
        one = State(initial=True)
        two = State()
        past = HistoryState()
        change = one.to(two) | two.to(one)

    leave = home.to(away)
    move = away.to(gone)
    back = gone.to(home.past)


def test_a_value_is_shared_once_whatever_is_remembered() -> None:
    lifecycle = read(Remembering, target="remembering")
    assert len(lifecycle.states) > 4
    (found,) = CHECK.run(lifecycle)
    assert found.states == ("away", "gone")
