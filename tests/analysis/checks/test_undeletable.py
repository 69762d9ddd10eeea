from math import inf

from hypothesis import given, settings
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_ordinary,
    distances,
    leads_to,
    leaves_with_all_guards_failing,
    reachable,
    sets,
    with_role,
)
from tests.effort import examples

from wayout.analysis.checks.undeletable import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Actor, Kind, Role

ROLES = {
    "available": Role.STABLE,
    "deleting": Role.TRANSIENT,
    "error_deleting": Role.ERROR,
    "held": Role.STABLE,
    "deleted": Role.FINAL,
}
STEPS = [
    step("delete", "available", "deleting", Kind.REQUEST),
    step("deleted", "deleting", "deleted", Kind.SUCCESS),
    step("failed", "deleting", "error_deleting", Kind.FAILURE),
    step("force", "error_deleting", "deleting", Kind.ADMIN),
]


def test_only_an_administrator_deletes():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "a resource in 'error_deleting' cannot be deleted by its user: "
        "'force' needs an administrator"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (
        Step(None, "available"),
        Step("delete", "deleting"),
        Step("failed", "error_deleting"),
    )


def test_what_leads_only_there_is_listed_with_it():
    more = [
        step("hold", "available", "held", Kind.REQUEST),
        step("break", "held", "error_deleting", Kind.FAILURE),
        step("purge", "held", "deleted", Kind.REQUEST, guard="empty"),
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, [*STEPS, *more]))
    assert finding.states == ("error_deleting", "held")
    assert finding.message == (
        "a resource in 'error_deleting' or 'held' cannot be deleted by its user: "
        "'force' needs an administrator, 'purge' may be refused by a guard"
    )


def test_the_work_of_the_service_counts_with_its_guards():
    more = [step("retry", "error_deleting", "deleting", Kind.PERIODIC, guard="attempts < 3")]
    assert not list(CHECK.run(lifecycle(ROLES, [*STEPS, *more])))


def test_what_cannot_end_at_all_is_somebody_elses():
    steps = [each for each in STEPS if each.event != "force"]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_what_an_administrator_does_for_nothing_is_not_named():
    states = {**ROLES, "limbo": Role.STABLE}
    more = [step("bury", "error_deleting", "limbo", Kind.ADMIN)]
    (finding,) = CHECK.run(lifecycle(states, [*STEPS, *more]))
    assert finding.message.endswith(": 'force' needs an administrator")


def test_where_the_whole_way_is_barred_further_on():
    more = [step("hold", "available", "held", Kind.REQUEST)]
    onward = [step("go", "held", "error_deleting", Kind.PROGRESS)]
    states = {**ROLES, "limbo": Role.STABLE}
    barred = [
        step("lose", "held", "limbo", Kind.FAILURE),
        step("find", "limbo", "held", Kind.REVERT),
    ]
    findings = list(CHECK.run(lifecycle(states, [*STEPS, *more, *onward, *barred])))
    assert [finding.states for finding in findings] == [("error_deleting", "held", "limbo")]


def test_where_only_the_way_past_another_trap_is_barred():
    states = {**dict(list(ROLES.items())[:1]), "lost": Role.STABLE, **ROLES}
    steps = [
        *STEPS,
        step("hold", "available", "held", Kind.REQUEST),
        step("lose", "held", "lost", Kind.FAILURE),
        step("break", "held", "error_deleting", Kind.FAILURE),
    ]
    error, held = CHECK.run(lifecycle(states, steps))
    assert (held.states, error.states) == (("held",), ("error_deleting",))
    assert held.message.endswith(
        "cannot be deleted by its user: all ways to a final state lead through such states"
    )


def test_without_final_state_or_kinds_nobody_is_judged():
    steps = [step("delete", "available", "deleting"), step("end", "deleting", "deleted")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))
    steps = [step("hold", "available", "held", Kind.REQUEST)]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


@settings(max_examples=examples(500))
@given(lifecycles(roles=[Role.STABLE, Role.STABLE, Role.TRANSIENT, Role.ERROR, Role.FINAL]))
def test_finds_every_state_that_its_user_cannot_end(random: Lifecycle):
    finals = with_role(random, Role.FINAL) & reachable(random)

    def is_open(step: Transition) -> bool:
        if step.actor is Actor.USER:
            return leaves_with_all_guards_failing(random, step)
        return step.actor is not Actor.ADMIN

    kept = reachable(random) - leads_to(random, finals, is_open)
    expected = kept & leads_to(random, finals)
    findings = list(CHECK.run(random))
    found = sets(findings)
    assert set().union(*found) == expected
    assert sum(map(len, found)) == len(expected)
    far = distances(random, is_open)
    for finding in findings:
        assert_ordinary(random, finding)
        traps = [
            {b for b in kept if far[a, b] < inf}
            for a in kept
            if all(far[b, a] < inf for b in kept if far[a, b] < inf)
        ]
        assert any(
            all(
                min(far[state, member] for member in trap)
                == min(far[state, member] for other in traps for member in other)
                for state in finding.states
            )
            for trap in traps
        )
