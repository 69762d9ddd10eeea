from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.recorded import found, walked

from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "warming": Role.TRANSIENT, "bright": Role.STABLE, "out": Role.FINAL}
STEPS = [
    step("light", "dark", "warming"),
    step("lit", "warming", "bright"),
    step("break", "bright", "out"),
]
LAMP = lifecycle(ROLES, STEPS)
VALUES = st.sampled_from([*(f"s{number}" for number in range(7)), "shared", "strange"])


def test_a_state_that_is_misspelt():
    (finding,) = found("WO603", walked(LAMP, ["DARK", "BRIGTH", "OUT", "BRIGTH"]))
    assert finding.statuses == ("BRIGTH",)
    assert finding.message.startswith("'BRIGTH', recorded twice, at ")
    assert finding.message.endswith("is no state; did you mean 'BRIGHT'?")


def test_declared_states_are_none():
    assert found("WO603", walked(LAMP, ["OUT", "DARK"])) == []


@given(lifecycles(), st.lists(VALUES, max_size=12))
def test_finds_every_value_that_no_state_has(random: Lifecycle, values: list[str]):
    findings = found("WO603", walked(random, values))
    declared = {state.value for state in random.states}
    assert sorted(each.statuses for each in findings) == sorted(
        (value,) for value in set(values) - declared
    )
