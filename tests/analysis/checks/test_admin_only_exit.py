import pytest
from hypothesis import example, given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_ordinary,
    leads_to,
    leaves_with_all_guards_failing,
    reachable,
    singles,
    with_role,
)

from wayout.analysis.checks.admin_only_exit import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Actor, Kind, Role

ROLES = {
    "available": Role.STABLE,
    "extending": Role.TRANSIENT,
    "cancelling": Role.TRANSIENT,
    "deleting": Role.TRANSIENT,
    "error": Role.ERROR,
    "error_deleting": Role.ERROR,
    "deleted": Role.FINAL,
}
STEPS = [
    step("extend", "available", "extending", Kind.REQUEST),
    step("extended", "extending", "available", Kind.SUCCESS),
    step("extend_failed", "extending", "error", Kind.FAILURE),
    step("reset", "extending", "available", Kind.ADMIN),
    step("reset", "error", "available", Kind.ADMIN),
    step("cancelled", "cancelling", "available", Kind.SUCCESS),
    step("delete", "error", "deleting", Kind.REQUEST),
    step("resumed", "deleting", "deleting", Kind.STARTUP),
    step("deleted", "deleting", "deleted", Kind.SUCCESS),
]


def messages(*more: Transition) -> list[str]:
    return [finding.message for finding in CHECK.run(lifecycle(ROLES, [*STEPS, *more]))]


def test_only_an_administrator_leads_out():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "if its service stops working on it, a resource in 'extending' is stuck: only an "
        "administrator gets it out, by 'reset'; a user can neither go on nor delete it"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "available"), Step("extend", "extending"))


def test_to_delete_is_no_way_out_of_work_on_a_resource_that_is_kept():
    (message,) = messages(step("delete", "extending", "deleting", Kind.REQUEST))
    assert message.endswith("by 'reset'; a user can at best delete it, by 'delete'")


@pytest.mark.parametrize(
    "exit_",
    [
        step("interrupted", "extending", "error", Kind.STARTUP),
        step("resumed", "extending", "extending", Kind.STARTUP),
        step("rolled_back", "extending", "cancelling", Kind.STARTUP),
        step("timed_out", "extending", "deleted", Kind.PERIODIC),
        step("cancel", "extending", "available", Kind.REQUEST),
        step("cancel", "extending", "cancelling", Kind.REQUEST),
        step("abort", "extending", "error", Kind.REQUEST),
        step("any", "extending", "available"),
    ],
    ids=lambda step: f"{step.event} to {step.to_state}",
)
def test_somebody_else_leads_out(exit_: Transition):
    assert not messages(exit_)


@pytest.mark.parametrize(
    "exit_",
    [
        step("detach", "extending", "available", Kind.REQUEST, actor=Actor.SERVICE),
        step("cancel", "extending", "available", Kind.REQUEST, guard="early"),
        step("interrupted", "extending", "available", Kind.STARTUP, guard="known"),
    ],
    ids=["another service's call", "guarded call", "guarded startup"],
)
def test_what_cannot_be_counted_on(exit_: Transition):
    assert len(messages(exit_)) == 1


def test_a_startup_into_work_that_ends_nowhere_is_no_way_out():
    states = {**ROLES, "limbo": Role.TRANSIENT}
    steps = [*STEPS, step("interrupted", "extending", "limbo", Kind.STARTUP)]
    assert [finding.states for finding in CHECK.run(lifecycle(states, steps))] == [("extending",)]


def test_guards_of_the_work_say_which_way_it_goes():
    steps = [
        step("cancel", "extending", "deleting", Kind.REQUEST),
        step("kept", "deleting", "available", Kind.SUCCESS, guard="in_use"),
    ]
    assert not messages(*steps)


@pytest.mark.parametrize(
    ("onward", "is_left"),
    [
        ([step("done", "limbo", "available", Kind.SUCCESS)], True),
        (
            [
                step("next", "limbo", "cancelling", Kind.PROGRESS),
                step("cancelled", "cancelling", "available", Kind.SUCCESS),
            ],
            True,
        ),
        ([step("failed", "limbo", "available", Kind.FAILURE)], False),
        ([step("done", "limbo", "available", Kind.SUCCESS, actor=Actor.ADMIN)], False),
        ([step("detach", "limbo", "available", Kind.REQUEST, actor=Actor.SERVICE)], False),
    ],
    ids=["success", "progress", "failure", "administrator", "another service"],
)
def test_a_call_into_work_counts_if_that_work_can_end_well(
    onward: list[Transition], is_left: object
):
    states = {**ROLES, "limbo": Role.TRANSIENT}
    steps = [*STEPS, step("cancel", "extending", "limbo", Kind.REQUEST), *onward]
    found = [finding.states for finding in CHECK.run(lifecycle(states, steps))]
    assert (("extending",) not in found) == is_left


def test_a_call_that_may_stay_and_else_deletes_is_a_deletion():
    (message,) = messages(
        step("cancel", "extending", "extending", Kind.REQUEST, guard="late"),
        step("cancel", "extending", "deleted", Kind.REQUEST),
    )
    assert message.endswith("a user can at best delete it, by 'cancel'")


def test_work_towards_the_end_may_be_ended_by_its_user():
    more = [
        step("delete", "available", "deleting", Kind.REQUEST),
        step("delete_now", "deleting", "deleted", Kind.REQUEST),
        step("reset", "deleting", "available", Kind.ADMIN),
    ]
    steps = [each for each in STEPS if each.event != "resumed"]
    found = list(CHECK.run(lifecycle(ROLES, [*steps, *more])))
    assert [finding.states for finding in found] == [("extending",)]


def test_an_error_state_that_cannot_be_deleted():
    _, message = messages(
        step("delete_failed", "deleting", "error_deleting", Kind.FAILURE),
        step("force", "error_deleting", "deleting", Kind.ADMIN),
    )
    assert message == (
        "a resource in error state 'error_deleting' is stuck: only an administrator gets it out, "
        "by 'force'; a user can neither go on nor delete it"
    )


def test_an_error_state_may_be_left_by_way_of_another():
    assert (
        len(
            messages(
                step("delete_failed", "deleting", "error_deleting", Kind.FAILURE),
                step("force", "error_deleting", "deleting", Kind.ADMIN),
                step("mark", "error_deleting", "error", Kind.REQUEST),
            )
        )
        == 1
    )


def test_a_user_may_go_on_from_a_transient_state():
    steps = [each for each in STEPS if each.event != "cancelled"]
    waiting = [
        step("cancel", "extending", "cancelling", Kind.REQUEST),
        step("confirm", "cancelling", "available", Kind.REQUEST),
    ]
    assert not list(CHECK.run(lifecycle(ROLES, [*steps, *waiting])))
    assert len(list(CHECK.run(lifecycle(ROLES, [*steps, *waiting[:1]])))) == 1


def test_an_error_that_the_service_clears_by_itself_is_not_left_by_a_user():
    (extending, error) = messages(
        step("delete_failed", "deleting", "error_deleting", Kind.FAILURE),
        step("force", "error_deleting", "deleting", Kind.ADMIN),
        step("seen_again", "error_deleting", "available", Kind.PROGRESS),
    )
    assert "'extending'" in extending
    assert "'error_deleting'" in error


def test_a_final_state_that_is_left_is_still_an_end():
    (message,) = messages(
        step("delete", "extending", "deleted", Kind.REQUEST),
        step("revive", "deleted", "available", Kind.PERIODIC),
    )
    assert message.endswith("a user can at best delete it, by 'delete'")


def test_without_an_administrator_it_is_not_this_defect():
    steps = [each for each in STEPS if each.kind is not Kind.ADMIN]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_without_kinds_nobody_is_judged():
    steps = [step("extend", "available", "extending"), step("end", "extending", "available")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


PASSING = lifecycle(
    {"s0": Role.TRANSIENT, "s1": Role.TRANSIENT, "s2": Role.STABLE},
    [
        step(None, "s0", "s0"),
        step("a", "s0", "s1", guard="g"),
        step("a", "s0", "s2", Kind.PROGRESS),
        step(None, "s1", "s0"),
        step("a", "s1", "s0", Kind.REQUEST, actor=Actor.ADMIN),
    ],
)


def test_progress_through_a_stable_state_does_not_end_the_work():
    assert [finding.states for finding in CHECK.run(PASSING)] == [("s1",)]


@example(PASSING)
@given(lifecycles(roles=[Role.TRANSIENT, Role.TRANSIENT, Role.ERROR, Role.STABLE, Role.FINAL]))
def test_finds_every_state_that_only_an_administrator_leaves(random: Lifecycle):
    role = {state.id: state.role for state in random.states}
    work = (Kind.PROGRESS, Kind.SUCCESS)

    def recovers(step: Transition) -> bool:
        return step.kind in (None, Kind.STARTUP, Kind.PERIODIC) or step.actor is Actor.TIMER

    def is_work(step: Transition) -> bool:
        by_itself = recovers(step) or (step.kind in work and step.actor is Actor.SERVICE)
        passes = step.kind is Kind.PROGRESS and role[step.to_state] is Role.STABLE
        return by_itself and role[step.from_state] is Role.TRANSIENT and not passes

    def goes_on(step: Transition) -> bool:
        by_hand = recovers(step) or step.actor is Actor.USER
        moving = role[step.from_state] in (Role.TRANSIENT, Role.ERROR)
        return is_work(step) or (
            by_hand and moving and leaves_with_all_guards_failing(random, step)
        )

    kept = with_role(random, Role.STABLE)
    ended = kept | with_role(random, Role.FINAL)
    settling = leads_to(random, kept, is_work)
    keeping, ending = leads_to(random, kept, goes_on), leads_to(random, ended, goes_on)

    def counts(step: Transition) -> bool:
        if not leaves_with_all_guards_failing(random, step):
            return False
        aims = keeping if step.from_state in settling else ending
        errors = with_role(random, Role.ERROR)
        if recovers(step):
            return step.to_state in ending | errors | {step.from_state}
        return step.actor is Actor.USER and step.to_state in aims | errors

    transient = with_role(random, Role.TRANSIENT) - {
        step.from_state for step in random.transitions if counts(step)
    }
    errors = with_role(random, Role.ERROR) - ending
    reset = {
        step.from_state
        for step in random.transitions
        if step.actor is Actor.ADMIN and step.to_state != step.from_state
    }
    findings = list(CHECK.run(random))
    assert singles(findings) == (transient | errors) & reset & reachable(random)
    for finding in findings:
        assert_ordinary(random, finding)
