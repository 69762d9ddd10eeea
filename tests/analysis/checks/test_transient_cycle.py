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

from wayout.analysis.checks.transient_cycle import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Role

ROLES = {
    "queued": Role.STABLE,
    "reading": Role.TRANSIENT,
    "sending": Role.TRANSIENT,
    "checking": Role.TRANSIENT,
    "error": Role.ERROR,
}
STEPS = [
    step("start", "queued", "reading"),
    step("read", "reading", "sending"),
    step("next", "sending", "reading"),
    step("failed", "sending", "error"),
    step("retry", "error", "queued"),
]


def test_work_that_can_only_fail():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "the work goes round among 'reading' and 'sending' or goes on to 'error': "
        "it never comes to rest in a stable or final state"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "queued"), Step("start", "reading"))
    assert finding.witness.cycle == (Step("read", "sending"), Step("next", "reading"))


def test_a_way_on_through_another_transient_state():
    steps = [*STEPS, step("check", "sending", "checking"), step("ok", "checking", "queued")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_what_nothing_leaves_is_a_livelock():
    steps = [step for step in STEPS if step.event != "failed"]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_a_way_on_to_the_end():
    roles = {**ROLES, "gone": Role.FINAL}
    assert not list(CHECK.run(lifecycle(roles, [*STEPS, step("drop", "sending", "gone")])))


@settings(max_examples=400)
@given(lifecycles(roles=[Role.TRANSIENT] * 4 + [Role.ERROR, Role.STABLE, Role.FINAL]))
def test_finds_every_cycle_that_never_ends_well(random: Lifecycle):
    transient = with_role(random, Role.TRANSIENT)
    rest = with_role(random, Role.STABLE, Role.FINAL)

    def is_work(step: Transition) -> bool:
        return step.from_state in transient

    far = distances(random, lambda step: is_work(step) and step.to_state in transient)
    to_rest = distances(random, is_work)
    groups = {
        frozenset(b for b in transient if far[a, b] < inf and far[b, a] < inf)
        for a in transient & reachable(random)
    }
    expected = {
        group
        for group in groups
        if len(group) > 1
        and all(to_rest[a, b] == inf for a in group for b in rest)
        and any(s.from_state in group and s.to_state not in group for s in random.transitions)
    }
    findings = list(CHECK.run(random))
    assert sets(findings) == expected
    for finding in findings:
        assert_shortest(random, finding)
        assert_shortest_cycle(random, finding, lambda step: step.from_state != step.to_state)
