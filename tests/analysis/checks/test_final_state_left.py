from dataclasses import replace

from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_shortest, reachable, singles, with_role

from wayout.analysis.checks.final_state_left import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"available": Role.STABLE, "deleted": Role.FINAL, "purged": Role.FINAL}
STEPS = [step("delete", "available", "deleted"), step("purge", "deleted", "purged")]


def test_a_purge_leaves_no_final_state():
    assert not list(CHECK.run(lifecycle(ROLES, STEPS)))


def test_names_all_events_that_revive():
    steps = [
        *STEPS,
        step("import_record", "deleted", "available"),
        step("undelete", "deleted", "available", guard="recent"),
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.message == (
        "'import_record' and 'undelete' lead from final state 'deleted' back to 'available'"
    )
    assert finding.events == ("import_record", "undelete")
    assert finding.witness is not None
    assert finding.witness.stem == (
        Step(None, "available"),
        Step("delete", "deleted"),
        Step("import_record", "available"),
    )


def test_a_class_that_is_refused_is_reported_wherever_its_final_state_leads():
    (finding,) = CHECK.run(replace(lifecycle(ROLES, STEPS[1:]), refused=("deleted",)))
    assert finding.message == (
        "'purge' leads from final state 'deleted' to 'purged'; "
        "python-statemachine does not define the class"
    )
    assert finding.witness is None


@given(lifecycles())
def test_finds_every_final_state_left(random: Lifecycle):
    finals = with_role(random, Role.FINAL)
    expected = {
        step.from_state
        for step in random.transitions
        if step.from_state in finals & reachable(random) and step.to_state not in finals
    }
    findings = list(CHECK.run(random))
    assert singles(findings) == expected
    for finding in findings:
        assert_shortest(random, finding, further=1)
        assert finding.witness is not None
        assert finding.witness.stem[-1].state not in finals
