from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import found
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]

MAPPING = """
[[guards]]
lifecycle = "tiny"
source = "shop/orders.py:Lamp"
decorator = "only_from"
fields = { status = "" }
events = { "Lamp.light" = ["light"] }
"""
SOURCE = """
def only_from(status=()):
    return lambda function: function


class Lamp:
    @only_from(status=STATES)
    def light(self): ...
"""


def of(states: str) -> str:
    return SOURCE.replace("STATES", states)


def test_a_guard_that_accepts_more_and_refuses_what_the_event_leaves():
    both = found("WO503", lifecycle(ROLES, STEPS), MAPPING, of("['BRIGHT',\n 'DIM']"))
    assert [finding.message for finding in both] == [
        "'light' leaves 'dark', which the guard of Lamp.light (shop/orders.py:7) refuses",
        (
            "the guard of Lamp.light (shop/orders.py:7) accepts 'bright' (shop/orders.py:7), "
            "which 'light' does not leave"
        ),
    ]
    assert [(finding.states, finding.events) for finding in both] == [
        (("dark",), ("light",)),
        (("bright",), ("light",)),
    ]


def test_the_default_of_the_decorator_counts():
    source = of("").replace("status=)", ")").replace("status=()", "status=('DARK',)")
    assert not found("WO503", lifecycle(ROLES, STEPS), MAPPING, source)


def test_none_is_any_state():
    (finding,) = found("WO503", lifecycle(ROLES, STEPS), MAPPING, of("None"))
    assert finding.states == ("bright",)


def test_a_guard_without_an_event_and_one_that_cannot_be_read():
    mapping = MAPPING.replace('["light"]', "[]")
    (finding,) = found("WO503", lifecycle(ROLES, STEPS), mapping, of("['DARK']"))
    assert "no event is bound to the guard of Lamp.light" in finding.message
    (finding,) = found("WO503", lifecycle(ROLES, STEPS), MAPPING, of("states()"))
    assert "has `states()`, which is a call (shop/orders.py:7)" in finding.message


def test_a_conditional_update_is_a_guard_in_each_of_its_ways():
    source = """
class Lamp:
    def light(self, lamp, force):
        expected = {'hot': False}
        if not force:
            expected['status'] = ('DARK',)
        lamp.conditional_update({'status': 'BRIGHT'}, expected)
"""
    mapping = """
[[guards]]
lifecycle = "tiny"
source = "shop/orders.py:Lamp.light"
on = ["lamp"]
events = { "Lamp.light" = ["light"] }
"""
    (finding,) = found("WO503", lifecycle(ROLES, STEPS), mapping, source)
    assert (
        "the guard of Lamp.light when force (shop/orders.py:7) accepts 'bright'" in finding.message
    )
    assert not found("WO503", lifecycle(ROLES, STEPS), f"{mapping}when = 'not force'", source)


@given(lifecycles(), st.data())
def test_finds_exactly_the_states_that_differ(random: Lifecycle, data: st.DataObject):
    events = sorted({s.event for s in random.transitions if s.event})
    if not events:
        return
    event = data.draw(st.sampled_from(events))
    states = [state for state in random.states if state.value not in {"ABSENT", "GONE"}]
    guard = data.draw(st.sets(st.sampled_from([state.value for state in states] or ["X"])))
    mapping = MAPPING.replace("tiny", random.name).replace('["light"]', f'["{event}"]')
    leaving = {s.from_state for s in random.transitions if s.event == event}
    reported = found("WO503", random, mapping, of(repr(sorted(guard))))
    differing = {s.id for s in states if (s.id in leaving) != (s.value in guard)}
    assert {state for finding in reported for state in finding.states} == differing
