from math import inf

from hypothesis import given, settings
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_shortest,
    assert_shortest_cycle,
    distances,
    reachable,
    sets,
    with_role,
)
from tests.effort import examples

from wayout.analysis.checks.livelock import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {
    "absent": Role.STABLE,
    "scheduling": Role.TRANSIENT,
    "spawning": Role.TRANSIENT,
    "error": Role.ERROR,
}
STEPS = [
    step("create", "absent", "scheduling"),
    step("claim", "scheduling", "spawning"),
    step("reschedule", "spawning", "scheduling"),
    step("ping", "scheduling", "scheduling"),
]


def test_work_that_never_rests():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "'scheduling' and 'spawning' lead only to each other, for ever: "
        "none of them is stable or final"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "absent"), Step("create", "scheduling"))
    assert finding.witness.cycle == (Step("claim", "spawning"), Step("reschedule", "scheduling"))


def test_a_guarded_way_out_is_one():
    steps = [*STEPS, step("give_up", "spawning", "error", guard="attempts > 3")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_an_error_state_does_not_end_it():
    steps = [*STEPS, step("fail", "spawning", "error"), step("retry", "error", "scheduling")]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.states == ("scheduling", "spawning", "error")


def test_a_stable_state_in_the_cycle_is_rest():
    assert not list(CHECK.run(lifecycle(ROLES, [*STEPS, step("undo", "spawning", "absent")])))


def test_a_final_state_in_the_cycle_is_rest():
    roles = {**ROLES, "gone": Role.FINAL}
    steps = [*STEPS, step("end", "spawning", "gone"), step("redo", "gone", "scheduling")]
    assert not list(CHECK.run(lifecycle(roles, steps)))


@settings(max_examples=examples(400))
@given(lifecycles(roles=[Role.TRANSIENT] * 4 + [Role.ERROR] * 2 + [Role.STABLE, Role.FINAL]))
def test_finds_every_closed_restless_set(random: Lifecycle):
    far = distances(random)
    closures = {
        frozenset(b for b in reachable(random) if far[a, b] < inf) for a in reachable(random)
    }
    rest = with_role(random, Role.STABLE, Role.FINAL)
    expected = {
        closure
        for closure in closures
        if len(closure) > 1
        and not closure & rest
        and all(far[a, b] < inf for a in closure for b in closure)
    }
    findings = list(CHECK.run(random))
    assert sets(findings) == expected
    for finding in findings:
        assert_shortest(random, finding)
        assert_shortest_cycle(random, finding, lambda step: step.from_state != step.to_state)
