from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import found
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, step

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]
SHOWN = projection({"dark": "OFF", "bright": "ON"})
MAPPING = """
[[maps]]
lifecycle = "tiny"
source = "shop/orders.py:SHOWN"
"""


def test_another_status_a_missing_one_and_one_of_no_state():
    source = "SHOWN = {\n 'DARK': 'ON',\n 'DIM': 'ON'}"
    reported = found("WO507", lifecycle(ROLES, STEPS, projection=SHOWN), MAPPING, source)
    assert [finding.message for finding in reported] == [
        "'DARK' is shown as 'OFF', and SHOWN of shop shows it as 'ON' (shop/orders.py:2)",
        "'BRIGHT' is shown as 'ON', and SHOWN of shop has nothing for it (shop/orders.py:1)",
        (
            "SHOWN of shop has a status, 'ON', for 'DIM' (shop/orders.py:3), "
            "and the lifecycle has no such state"
        ),
    ]


def test_the_same_statuses():
    source = "SHOWN = dict(DARK='OFF', BRIGHT='ON')"
    assert not found("WO507", lifecycle(ROLES, STEPS, projection=SHOWN), MAPPING, source)


@given(lifecycles(), st.data())
def test_finds_every_state_that_is_shown_otherwise(random: Lifecycle, data: st.DataObject):
    values = [state.value for state in random.states if state.value not in {"ABSENT", "GONE"}]
    told = data.draw(st.dictionaries(st.sampled_from(values or ["X"]), st.sampled_from("PQ")))
    told |= dict.fromkeys(set(values) - set(told), "R")
    told.pop("X", None)
    reported = found("WO507", random, MAPPING.replace("tiny", random.name), f"SHOWN = {told!r}")
    shown = dict(random.projection.shown) if random.projection else {}
    ids = {state.id for state in random.states if state.value in told}
    value = {state.id: state.value for state in random.states}
    expected = {state for state in ids if shown.get(state) != told[value[state]]}
    assert {state for finding in reported for state in finding.states} == expected
