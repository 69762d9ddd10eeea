from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.held import found, held
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.conformance.drift.facts import Writes
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("put_out", "bright", "dark")]

MAPPING = """
[[writes]]
lifecycle = "tiny"
source = "shop"
on = ["lamp"]
"""
CONSTANTS = """
[[constants]]
lifecycle = "tiny"
source = "shop/orders.py:STATES"
"""
SOURCE = """
STATES = ['DARK']

class Lamps:
    def _save(self, lamp, status):
        lamp.status = status

    def light(self, lamp, dimmed):
        new = 'BRIGHT'
        if dimmed:
            new = 'DIM'
        self._save(lamp, new)

    def put_out(self, lamp, other):
        other.status = 'NOT ASKED FOR'
        lamp.update({'status': 'DARK' if lamp else 'BLACK'})

    def keep(self, lamp):
        lamp.status = lamp.before
"""


def test_values_are_followed_through_names_branches_and_callers():
    both = found("WO506", lifecycle(ROLES, STEPS), MAPPING, SOURCE)
    assert [finding.message for finding in both] == [
        (
            "shop writes 'DIM' to status in Lamps.light (shop/orders.py:11): "
            "the lifecycle has no such state"
        ),
        (
            "shop writes 'BLACK' to status in Lamps.put_out (shop/orders.py:16): "
            "the lifecycle has no such state"
        ),
    ]


def test_callers_of_static_methods_and_hidden_arguments() -> None:
    source = """
class Lamps:
    @staticmethod
    def _save(lamp, status, *, by='X'):
        lamp.status = status

    def _name(self, lamp, status):
        lamp.status = status

    def light(self, lamp, both):
        lost = 'WRONG'
        self._save(lost, 'DIM')
        self._name(*both)
        self._name(lamp, **both)

    def split(self, lamp, pair):
        new, old = pair
        lamp.status = new
"""
    bound = held(lifecycle(ROLES, STEPS), MAPPING, {"shop/orders.py": source})
    (fact,) = [each.fact for each in bound.facts]
    assert isinstance(fact, Writes)
    assert [write.value for write in fact.writes] == ["DIM"]
    assert [what.place.line for what in fact.unresolved] == [13, 14, 18]


def test_a_value_that_no_constant_declares():
    reported = found("WO506", lifecycle(ROLES, STEPS), MAPPING + CONSTANTS, SOURCE)
    assert [finding.statuses for finding in reported] == [("BRIGHT",), ("DIM",), ("BLACK",)]
    assert reported[0].message.endswith(": no constant declares it")


def test_a_folder_without_python_is_reported():
    mapping = MAPPING.replace('"shop"', '"shelf"')
    (finding,) = found("WO506", lifecycle(ROLES, STEPS), mapping, SOURCE)
    assert "shelf holds no Python file of shop" in finding.message


@given(lifecycles(), st.lists(st.sampled_from("ABCDEFG"), min_size=1))
def test_finds_every_written_value_without_a_state(random: Lifecycle, written: list[str]):
    lines = "".join(f"    lamp.status = '{value}'\n" for value in written)
    source = f"def light(lamp):\n    pass\n{lines}"
    values = {state.value for state in random.states if state.value not in {"ABSENT", "GONE"}}
    reported = found("WO506", random, MAPPING.replace("tiny", random.name), source)
    assert {finding.statuses[0] for finding in reported} == set(written) - values
