from dataclasses import replace
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

from wayout.analysis.checks.livelock import CHECK as LIVELOCK
from wayout.analysis.checks.transient_cycle import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Actor, Kind, Role

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


def test_an_administrator_who_resets_the_state_ends_no_work():
    reset = step("reset", "reading", "queued", Kind.ADMIN)
    (finding,) = CHECK.run(lifecycle(ROLES, [*STEPS, reset]))
    assert finding.message == (
        "the work goes round among 'reading' and 'sending' or goes on to 'error': it never comes "
        "to rest in a stable or final state; an administrator may end it, by 'reset'"
    )
    steps = [each for each in STEPS if each.event != "failed"]
    (finding,) = CHECK.run(lifecycle(ROLES, [*steps, reset]))
    assert finding.message == (
        "the work goes round among 'reading' and 'sending': it never comes to rest in a stable or "
        "final state; an administrator may end it, by 'reset'"
    )


def test_a_cycle_that_only_an_administrator_closes_is_none():
    steps = [replace(step, actor=Actor.ADMIN) if step.event == "next" else step for step in STEPS]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_an_error_that_leads_back_makes_it_a_livelock():
    retry = step("retry", "error", "reading")
    made = lifecycle(ROLES, [*STEPS[:-1], retry])
    assert not list(CHECK.run(made))
    assert [len(finding.states) for finding in LIVELOCK.run(made)] == [3]


@settings(max_examples=examples(400))
@given(lifecycles(roles=[Role.TRANSIENT] * 4 + [Role.ERROR, Role.STABLE, Role.FINAL]))
def test_finds_every_cycle_that_never_ends_well(random: Lifecycle):
    transient = with_role(random, Role.TRANSIENT)
    rest = with_role(random, Role.STABLE, Role.FINAL)

    def is_work(step: Transition) -> bool:
        return step.from_state in transient and step.actor is not Actor.ADMIN

    far = distances(random, lambda step: is_work(step) and step.to_state in transient)
    to_rest = distances(random, is_work)
    groups = {
        frozenset(b for b in transient if far[a, b] < inf and far[b, a] < inf)
        for a in transient & reachable(random)
    }
    anyhow = distances(random)

    def is_livelock(group: frozenset[str]) -> bool:
        origin = min(group)
        onward = {b for b in random.by_id if anyhow[origin, b] < inf}
        return not onward & rest and all(anyhow[b, origin] < inf for b in onward)

    expected = {
        group
        for group in groups
        if len(group) > 1
        and all(to_rest[a, b] == inf for a in group for b in rest)
        and not is_livelock(group)
    }
    findings = list(CHECK.run(random))
    assert sets(findings) == expected
    for finding in findings:
        assert_shortest(random, finding)
        assert_shortest_cycle(
            random,
            finding,
            lambda step: step.from_state != step.to_state and step.actor is not Actor.ADMIN,
        )
