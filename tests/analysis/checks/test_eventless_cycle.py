from itertools import product
from math import inf

from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_shortest,
    assert_shortest_cycle,
    distances,
    reachable,
    sets,
)

from wayout.analysis.checks.eventless_cycle import CHECK
from wayout.analysis.finding import Finding, Severity, Step
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Role

ROLES = {"idle": Role.STABLE, "polling": Role.STABLE, "waiting": Role.STABLE}
START = step("start", "idle", "polling")
POLLED, TICK = step(None, "polling", "waiting"), step(None, "waiting", "polling")


def test_a_cycle_that_nothing_ends():
    (finding,) = CHECK.run(lifecycle(ROLES, [START, POLLED, TICK]))
    assert finding.message == (
        "eventless transitions lead round among 'polling' and 'waiting': "
        "the machine never comes to rest"
    )
    assert finding.severity is Severity.ERROR
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "idle"), Step("start", "polling"))
    assert finding.witness.cycle == (Step(None, "waiting"), Step(None, "polling"))


def test_a_loop():
    (finding,) = CHECK.run(lifecycle(ROLES, [START, step(None, "polling", "polling")]))
    assert finding.message.startswith("eventless transitions lead round from 'polling' to itself")
    assert finding.severity is Severity.ERROR


def test_a_guard_may_break_it():
    guarded = step(None, "waiting", "polling", guard="more")
    (finding,) = CHECK.run(lifecycle(ROLES, [START, POLLED, guarded]))
    assert finding.severity is Severity.WARNING
    assert finding.message.endswith("the machine comes to rest only if a guard stops it")


def test_a_guarded_way_out_may_break_it():
    out = step(None, "waiting", "idle", guard="done")
    (finding,) = CHECK.run(lifecycle(ROLES, [START, POLLED, out, TICK]))
    assert finding.severity is Severity.WARNING


def test_an_event_in_the_cycle_breaks_it():
    tick = step("tick", "waiting", "polling")
    assert not list(CHECK.run(lifecycle(ROLES, [START, POLLED, tick])))


def is_eventless(step: Transition) -> bool:
    return step.event is None


@given(lifecycles())
def test_finds_every_cycle(random: Lifecycle):
    far = distances(random, is_eventless)
    loops = {
        step.from_state
        for step in random.transitions
        if is_eventless(step) and step.from_state == step.to_state
    }
    mutual = {
        frozenset(b for b in reachable(random) if far[a, b] < inf and far[b, a] < inf)
        for a in reachable(random)
    }
    expected = {group for group in mutual if len(group) > 1 or group <= loops}
    findings = list(CHECK.run(random))
    assert sets(findings) == expected
    for finding in findings:
        assert_shortest(random, finding)
        assert_shortest_cycle(random, finding, is_eventless)
        assert (finding.severity is Severity.WARNING) == can_leave(random, finding)


def can_leave(random: Lifecycle, finding: Finding) -> bool:
    """Run the eventless transitions under all truth values of each guarded one."""
    steps = [s for s in random.transitions if is_eventless(s) and s.from_state in finding.states]
    guarded = [index for index, step in enumerate(steps) if step.guard]
    for values in product((False, True), repeat=len(guarded)):
        holds = {
            **dict.fromkeys(range(len(steps)), True),
            **dict(zip(guarded, values, strict=True)),
        }
        for start in finding.states:
            here, count = start, 0
            while here in finding.states and count <= len(random.states):
                step = next(
                    (s for i, s in enumerate(steps) if s.from_state == here and holds[i]), None
                )
                if step is None:
                    return True
                here, count = step.to_state, count + 1
            if here not in finding.states:
                return True
    return False
