from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_ordinary,
    leads_to,
    leaves_with_all_guards_failing,
    reachable,
    singles,
    with_role,
)

from wayout.analysis.checks.error_without_recovery import CHECK
from wayout.analysis.finding import Severity, Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Kind, Role

ROLES = {
    "available": Role.STABLE,
    "deleting": Role.TRANSIENT,
    "error": Role.ERROR,
    "deleted": Role.FINAL,
}
STEPS = [
    step("delete", "available", "deleting", Kind.REQUEST),
    step("failed", "deleting", "error", Kind.FAILURE),
]
DELETED = step("deleted", "deleting", "deleted", Kind.SUCCESS)


def test_nothing_leads_out():
    (finding,) = CHECK.run(lifecycle(ROLES, [*STEPS, DELETED]))
    assert finding.message == (
        "from error state 'error' no stable or final state can be reached: nothing leads out of it"
    )
    assert finding.severity is Severity.ERROR
    assert finding.witness is not None
    assert finding.witness.stem == (
        Step(None, "available"),
        Step("delete", "deleting"),
        Step("failed", "error"),
    )


def test_its_ways_out_lead_nowhere():
    (finding,) = CHECK.run(lifecycle(ROLES, [*STEPS, step("retry", "error", "deleting")]))
    assert finding.message.endswith("can be reached: 'retry' only leads to 'deleting'")


def test_a_way_through_work():
    assert not list(
        CHECK.run(lifecycle(ROLES, [*STEPS, DELETED, step("retry", "error", "deleting")]))
    )


def test_a_way_of_an_administrator():
    steps = [*STEPS, DELETED, step("reset", "error", "available", Kind.ADMIN)]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_a_way_that_rests_on_a_guard_is_a_warning():
    steps = [*STEPS, DELETED, step("retry", "error", "deleting", guard="attempts < 3")]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        "from error state 'error' no stable or final state can be reached unless a guard allows "
        "it: 'retry' only leads to 'deleting'"
    )


@given(lifecycles())
def test_finds_every_error_that_nothing_mends(random: Lifecycle):
    errors = with_role(random, Role.ERROR) & reachable(random)
    rest = with_role(random, Role.STABLE, Role.FINAL)
    surely = leads_to(random, rest, lambda s: leaves_with_all_guards_failing(random, s))
    findings = list(CHECK.run(random))
    assert singles(findings) == errors - surely
    for finding in findings:
        assert_ordinary(random, finding)
        may = finding.states[0] in leads_to(random, rest)
        assert finding.severity is (Severity.WARNING if may else Severity.ERROR)
