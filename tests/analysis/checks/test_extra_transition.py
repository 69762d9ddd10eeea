from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import found
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]

MAPPING = """
[[tables]]
lifecycle = "tiny"
source = "shop/orders.py:TARGETS"
"""


def pairs(random: Lifecycle) -> set[tuple[str, str]]:
    values = {s.id: s.value for s in random.states if s.value not in {"ABSENT", "GONE"}}
    ids = ((s.from_state, s.to_state) for s in random.transitions)
    return {
        (values[a], values[b])
        for a, b in ids
        if a in values and b in values and values[a] != values[b]
    }


def test_a_transition_that_the_table_lacks():
    source = "TARGETS = {\n 'DARK': ['BRIGHT'],\n 'BRIGHT': []}"
    (finding,) = found("WO505", lifecycle(ROLES, STEPS), MAPPING, source)
    assert finding.message == (
        "'put_out' leads from 'BRIGHT' to 'DARK', which TARGETS of shop (shop/orders.py:3) lacks"
    )
    assert (finding.statuses, finding.events) == (("BRIGHT", "DARK"), ("put_out",))


def test_labels_count_where_they_are_asked_for():
    source = "TARGETS = [('light', 'DARK', 'BRIGHT'), ('burn', 'BRIGHT', 'DARK')]"
    assert not found("WO505", lifecycle(ROLES, STEPS), MAPPING, source)
    (finding,) = found("WO505", lifecycle(ROLES, STEPS), f"{MAPPING}labels = true", source)
    assert finding.events == ("put_out",)


@given(lifecycles(), st.data())
def test_finds_every_pair_that_the_table_lacks(random: Lifecycle, data: st.DataObject):
    values = st.sampled_from([state.value for state in random.states])
    rows = data.draw(st.sets(st.tuples(values, values), min_size=1))
    source = f"TARGETS = {sorted(rows)!r}"
    reported = found("WO505", random, MAPPING.replace("tiny", random.name), source)
    assert {finding.statuses for finding in reported} == pairs(random) - rows
