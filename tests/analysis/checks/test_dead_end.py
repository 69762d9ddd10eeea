from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_shortest, reachable, singles, with_role

from wayout.analysis.checks.dead_end import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"open": Role.STABLE, "disputed": Role.STABLE, "closed": Role.FINAL}
STEPS = [step("close", "open", "closed"), step("dispute", "open", "disputed")]


def test_a_state_that_nothing_leaves():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "state 'disputed' is not final and has no way out: nothing leads out of it"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "open"), Step("dispute", "disputed"))


def test_a_loop_is_no_way_out():
    (finding,) = CHECK.run(lifecycle(ROLES, [*STEPS, step("remind", "disputed", "disputed")]))
    assert finding.message.endswith("has no way out: only 'remind', back to itself")


def test_a_guarded_way_out_is_one():
    steps = [*STEPS, step("settle", "disputed", "open", guard="agreed")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_a_shadowed_way_out_is_none():
    steps = [
        *STEPS,
        step("settle", "disputed", "disputed"),
        step("settle", "disputed", "open"),
    ]
    assert [finding.states for finding in CHECK.run(lifecycle(ROLES, steps))] == [("disputed",)]


@given(lifecycles())
def test_finds_every_reachable_state_without_exit(random: Lifecycle):
    left = {step.from_state for step in random.transitions if step.to_state != step.from_state}
    findings = list(CHECK.run(random))
    assert singles(findings) == reachable(random) - with_role(random, Role.FINAL) - left
    for finding in findings:
        assert_shortest(random, finding)
