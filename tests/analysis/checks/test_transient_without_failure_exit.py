import pytest
from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_ordinary,
    leaves_with_all_guards_failing,
    reachable,
    singles,
    with_role,
)

from wayout.analysis.checks.transient_without_failure_exit import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Kind, Role

ROLES = {"available": Role.STABLE, "extending": Role.TRANSIENT, "error": Role.ERROR}
STEPS = [
    step("extend", "available", "extending", Kind.REQUEST),
    step("extended", "extending", "available", Kind.SUCCESS),
]


def test_no_word_on_failure():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "when the work in 'extending' fails, nothing leads out: "
        "no failure or revert transition leaves it"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "available"), Step("extend", "extending"))


@pytest.mark.parametrize(
    "exit_",
    [
        step("failed", "extending", "error", Kind.FAILURE),
        step("given_up", "extending", "available", Kind.REVERT),
        step("any", "extending", "error"),
    ],
    ids=["failure", "revert", "no kind"],
)
def test_an_exit_of_the_right_kind(exit_: Transition):
    assert not list(CHECK.run(lifecycle(ROLES, [*STEPS, exit_])))


def test_a_failure_that_leaves_all_as_it_is():
    steps = [*STEPS, step("failed", "extending", "extending", Kind.FAILURE)]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.message == (
        "when the work in 'extending' fails, it stays in that state: 'failed' leads back to it"
    )


def test_a_failure_under_a_guard():
    steps = [*STEPS, step("failed", "extending", "error", Kind.FAILURE, guard="noticed")]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.message == (
        "when the work in 'extending' fails, only a guard lets it out: "
        "'failed' may leave the state as it is"
    )


def test_a_guard_that_chooses_between_two_ways_out():
    steps = [
        *STEPS,
        step("failed", "extending", "error", Kind.FAILURE, guard="damaged"),
        step("failed", "extending", "available", Kind.FAILURE),
    ]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_a_guard_whose_other_way_is_to_stay():
    steps = [
        *STEPS,
        step("failed", "extending", "error", Kind.FAILURE, guard="damaged"),
        step("failed", "extending", "extending", Kind.FAILURE),
    ]
    assert len(list(CHECK.run(lifecycle(ROLES, steps)))) == 1


def test_without_kinds_nobody_is_judged():
    steps = [step("extend", "available", "extending"), step("extended", "extending", "available")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


@given(lifecycles(roles=[Role.TRANSIENT, Role.TRANSIENT, Role.STABLE]))
def test_finds_every_transient_state_whose_failure_is_not_told(random: Lifecycle):
    told = {
        step.from_state
        for step in random.transitions
        if step.kind in (Kind.FAILURE, Kind.REVERT, None)
        and leaves_with_all_guards_failing(random, step)
    }
    expected = (with_role(random, Role.TRANSIENT) & reachable(random)) - told
    findings = list(CHECK.run(random))
    assert singles(findings) == (expected if any(s.kind for s in random.transitions) else set())
    for finding in findings:
        assert_ordinary(random, finding)
