from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import found
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]

MAPPING = """
[[constants]]
lifecycle = "tiny"
source = "shop/orders.py:STATUSES"
"""


def test_a_state_without_a_constant():
    (finding,) = found("WO502", lifecycle(ROLES, STEPS), MAPPING, "STATUSES = ['DARK']")
    assert finding.message == (
        "no constant of shop is the value 'BRIGHT': STATUSES (shop/orders.py:1) has none"
    )
    assert finding.statuses == ("BRIGHT",)


def test_some_constants_are_not_all():
    mapping = f"{MAPPING}some = true"
    assert not found("WO502", lifecycle(ROLES, STEPS), mapping, "STATUSES = ['DARK']")


def test_states_without_a_record_need_no_constant():
    tiny = lifecycle({"absent": Role.STABLE, "dark": Role.STABLE}, [step("a", "absent", "dark")])
    assert not found("WO502", tiny, MAPPING, "STATUSES = ['DARK']")


@given(lifecycles(), st.data())
def test_finds_every_state_without_a_constant(random: Lifecycle, data: st.DataObject):
    values = [state.value for state in random.states]
    kept = data.draw(st.sets(st.sampled_from(values), min_size=1))
    mapping = MAPPING.replace("tiny", random.name)
    reported = found("WO502", random, mapping, f"STATUSES = {sorted(kept)!r}")
    assert {finding.statuses[0] for finding in reported} == set(values) - kept - {"ABSENT", "GONE"}
