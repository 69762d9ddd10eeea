from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import reachable

from wayout.analysis.checks.dead_event import CHECK
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"open": Role.STABLE, "lost": Role.STABLE, "closed": Role.FINAL}
CLOSE = step("close", "open", "closed")


def test_an_event_without_transition():
    (finding,) = CHECK.run(lifecycle(ROLES, [CLOSE], events=("close", "refund")))
    assert (
        finding.message
        == "event 'refund' never does anything: no state that a run reaches takes it"
    )
    assert (finding.states, finding.events) == ((), ("refund",))


def test_an_event_of_an_unreachable_state():
    (finding,) = CHECK.run(lifecycle(ROLES, [CLOSE, step("find", "lost", "open")]))
    assert finding.message == (
        "event 'find' never does anything: it leads from 'lost' only, which no run reaches"
    )
    assert (finding.states, finding.events) == (("lost",), ("find",))


def test_a_shadowed_event_is_somebody_elses():
    steps = [CLOSE, step("close", "open", "lost")]
    tiny = lifecycle(ROLES, steps)
    assert tiny.shadowed
    assert not list(CHECK.run(tiny))


def test_a_pattern_is_no_event():
    assert not list(CHECK.run(lifecycle(ROLES, [CLOSE], events=("close", "job.*", "*"))))


@given(lifecycles())
def test_finds_every_event_that_no_reachable_state_takes(random: Lifecycle):
    taken = {
        step.event
        for step in (*random.transitions, *random.shadowed)
        if step.from_state in reachable(random)
    }
    findings = list(CHECK.run(random))
    assert [finding.events for finding in findings] == [
        (event,) for event in random.events if event not in taken
    ]
