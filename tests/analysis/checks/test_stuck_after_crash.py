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

from wayout.analysis.checks.stuck_after_crash import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Actor, Kind, Role

ROLES = {"queued": Role.STABLE, "saving": Role.TRANSIENT, "error": Role.ERROR}
STEPS = [
    step("upload", "queued", "saving", Kind.REQUEST),
    step("uploaded", "saving", "queued", Kind.SUCCESS),
    step("failed", "saving", "error", Kind.FAILURE),
]


def test_only_the_service_itself_leads_out():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "if the service dies in 'saving', the resource stays there: "
        "only the service itself leads out, by 'uploaded' and 'failed'"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "queued"), Step("upload", "saving"))


def test_nothing_leads_out():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS[:1]))
    assert finding.message.endswith("the resource stays there: nothing leads out of it")


@pytest.mark.parametrize(
    "exit_",
    [
        step("interrupted", "saving", "error", Kind.STARTUP),
        step("resumed", "saving", "saving", Kind.STARTUP),
        step("timed_out", "saving", "error", Kind.PERIODIC),
        step("cancel", "saving", "queued", Kind.REQUEST),
        step("reset", "saving", "queued", Kind.ADMIN),
        step("any", "saving", "queued"),
    ],
    ids=lambda step: step.event,
)
def test_somebody_else_leads_out(exit_: Transition):
    assert not list(CHECK.run(lifecycle(ROLES, [*STEPS, exit_])))


def test_a_call_of_another_service_is_not_counted_on():
    steps = [*STEPS, step("detach", "saving", "queued", Kind.REQUEST, actor=Actor.SERVICE)]
    assert len(list(CHECK.run(lifecycle(ROLES, steps)))) == 1


def test_a_way_out_under_a_guard_is_not_counted_on():
    steps = [
        *STEPS,
        step("recovered", "saving", "queued", Kind.STARTUP, guard="known"),
        step("cancel", "saving", "queued", Kind.REQUEST, guard="early"),
        step("reset", "saving", "queued", Kind.ADMIN, guard="idle"),
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.message.endswith(
        "apart from the service itself only 'recovered', 'cancel' and 'reset' may lead out, "
        "under a guard"
    )


def test_without_kinds_nobody_is_judged():
    steps = [step("upload", "queued", "saving"), step("uploaded", "saving", "queued")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


@given(lifecycles(roles=[Role.TRANSIENT, Role.TRANSIENT, Role.STABLE]))
def test_finds_every_transient_state_that_only_its_service_leaves(random: Lifecycle):
    freed = {
        step.from_state
        for step in random.transitions
        if leaves_with_all_guards_failing(random, step)
        and (
            step.kind in (None, Kind.STARTUP, Kind.PERIODIC)
            or step.actor in (Actor.USER, Actor.ADMIN, Actor.TIMER)
        )
    }
    expected = (with_role(random, Role.TRANSIENT) & reachable(random)) - freed
    findings = list(CHECK.run(random))
    assert singles(findings) == (expected if any(s.kind for s in random.transitions) else set())
    for finding in findings:
        assert_ordinary(random, finding)
