from dataclasses import replace

from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.checks.unknown_guard import CHECK
from wayout.analysis.lifecycle import Lifecycle, UnknownGuard
from wayout.machines.vocabulary import Role

ROLES = {"open": Role.STABLE, "paid": Role.STABLE, "closed": Role.FINAL}
STEPS = [
    step("pay", "open", "paid", guard="payed and not late"),
    step("close", "paid", "closed", guard="payed"),
]


def unknown(*names: str) -> tuple[UnknownGuard, ...]:
    return tuple(UnknownGuard(name, "is unknown") for name in names)


def test_a_name_in_several_guards():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, unknown_guards=unknown("payed")))
    assert finding.message == (
        "in the guards of 'pay' and 'close', 'payed' is unknown: making an instance raises"
    )
    assert (finding.states, finding.events) == (("open", "paid"), ("pay", "close"))


def test_names_of_one_guard_are_one_finding():
    found = list(CHECK.run(lifecycle(ROLES, STEPS, unknown_guards=unknown("late", "not late"))))
    assert [finding.events for finding in found] == [("pay",)]
    assert "'late' is unknown and 'not late' is unknown" in found[0].message


def test_what_no_transition_bears_is_still_named():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, unknown_guards=unknown("gone")))
    assert finding.message == "in the guards, 'gone' is unknown: making an instance raises"
    assert finding.states == ()


@given(lifecycles())
def test_a_lifecycle_without_unknown_guards_is_clean(random: Lifecycle):
    assert not list(CHECK.run(random))


@given(lifecycles())
def test_places_are_those_of_the_guards(random: Lifecycle):
    doubtful = replace(random, unknown_guards=unknown("g"))
    steps = [each for each in (*random.transitions, *random.shadowed) if each.guard == "g"]
    (finding,) = CHECK.run(doubtful)
    assert set(finding.states) == {each.from_state for each in steps}
    assert set(finding.events) == {each.event for each in steps if each.event}
