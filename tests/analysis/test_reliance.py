import pytest
from hypothesis import given, settings
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.effort import examples

import wayout
from wayout.analysis.checks import admin_only_exit, undeletable
from wayout.analysis.exits import exits, has_kinds
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reliance import Reliance, ways
from wayout.analysis.search import states_reaching
from wayout.machines import BUILTIN
from wayout.machines.vocabulary import Actor, Kind, Role

ROLES = {
    "available": Role.STABLE,
    "deleting": Role.TRANSIENT,
    "error_deleting": Role.ERROR,
    "deleted": Role.FINAL,
}
STEPS = [
    step("delete", "available", "deleting", Kind.REQUEST),
    step("deleted", "deleting", "deleted", Kind.SUCCESS),
    step("failed", "deleting", "error_deleting", Kind.FAILURE),
    step("purge", "error_deleting", "deleted", Kind.REQUEST, guard="empty"),
    step("force", "error_deleting", "deleting", Kind.ADMIN),
]
TINY = lifecycle(ROLES, STEPS)


def reached(origin: str, reliance: Reliance) -> list[str]:
    return [state for state in ways(TINY, origin, reliance) if state != origin]


def test_a_user_relies_on_the_work_that_a_call_begins_and_not_on_its_failure():
    assert reached("available", Reliance.USER) == ["deleting", "deleted"]


def test_a_user_does_not_rely_on_the_work_in_the_state_itself():
    assert reached("deleting", Reliance.USER) == []
    assert reached("deleting", Reliance.SERVICES) == ["deleted", "error_deleting"]


def test_nobody_relies_on_a_call_that_a_guard_can_refuse():
    assert reached("error_deleting", Reliance.USER) == []
    assert reached("error_deleting", Reliance.SERVICES) == []
    assert reached("error_deleting", Reliance.ADMIN) == ["deleting", "deleted"]


def test_steps_of_nobody_in_particular_are_open_to_all():
    plain = lifecycle({"a": Role.STABLE, "b": Role.STABLE}, [step("go", "a", "b")])
    assert [list(ways(plain, "a", each)) for each in Reliance] == [["a", "b"]] * 3


def agrees_with_the_checks(one: Lifecycle) -> None:
    """Hold the ways out of every state that a run reaches against WO203 and WO205."""
    stable = {state.id for state in one.states if state.role is Role.STABLE}
    final = {state.id for state in one.states if state.role is Role.FINAL}
    ending = states_reaching(one.entering, final)
    stuck = {finding.states[0] for finding in admin_only_exit.CHECK.run(one)}
    undeleted = {state for finding in undeletable.CHECK.run(one) for state in finding.states}
    for state in one.states:
        if state.id not in one.reached:
            continue
        assert (state.id in undeleted) == (
            state.id in ending and not final & set(ways(one, state.id, Reliance.SERVICES))
        )
        alone = set(ways(one, state.id, Reliance.USER))
        has_admin = any(each.actor is Actor.ADMIN for each in exits(one, state.id))
        if state.role is Role.ERROR and has_admin and has_kinds(one):
            assert (state.id in stuck) == (not alone & (stable | final))
        if state.role is Role.TRANSIENT and alone & stable:
            assert state.id not in stuck


@pytest.mark.parametrize("name", BUILTIN)
def test_agrees_with_the_checks_on_what_ships(name: str) -> None:
    agrees_with_the_checks(wayout.load([name])[0])


@settings(deadline=None, max_examples=examples(300))
@given(lifecycles())
def test_agrees_with_the_checks_on_random_lifecycles(one: Lifecycle) -> None:
    agrees_with_the_checks(one)
