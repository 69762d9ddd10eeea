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
    return {(values[a], values[b]) for a, b in ids if a != b and a in values and b in values}


def test_a_pair_that_no_transition_leads_between():
    source = "TARGETS = {\n 'DARK': ['BRIGHT', 'DIM'],\n 'BRIGHT': ['DARK']}"
    (finding,) = found("WO504", lifecycle(ROLES, STEPS), MAPPING, source)
    assert finding.message == (
        "TARGETS of shop leads from 'DARK' to 'DIM' (shop/orders.py:2), "
        "and the lifecycle has no such transition"
    )
    assert finding.statuses == ("DARK", "DIM")


def test_labels_count_where_they_are_asked_for():
    source = "TARGETS = [('light', 'DARK', 'BRIGHT'), ('burn', 'BRIGHT', 'DARK')]"
    assert not found("WO504", lifecycle(ROLES, STEPS), MAPPING, source)
    (finding,) = found("WO504", lifecycle(ROLES, STEPS), f"{MAPPING}labels = true", source)
    assert finding.events == ("burn",)


def test_a_table_that_is_computed_is_not_guessed():
    (finding,) = found("WO504", lifecycle(ROLES, STEPS), MAPPING, "TARGETS = {'DARK': f()}")
    assert "`f()` is a call (shop/orders.py:1)" in finding.message


@given(lifecycles(), st.data())
def test_finds_every_pair_that_is_missing(random: Lifecycle, data: st.DataObject):
    values = st.sampled_from([state.value for state in random.states])
    rows = data.draw(st.sets(st.tuples(values, values), min_size=1))
    source = f"TARGETS = {sorted(rows)!r}"
    reported = found("WO504", random, MAPPING.replace("tiny", random.name), source)
    missing = {row for row in rows if row[0] != row[1]} - pairs(random)
    assert {finding.statuses for finding in reported} == missing
