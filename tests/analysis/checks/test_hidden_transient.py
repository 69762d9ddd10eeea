import pytest
from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, step
from tests.analysis.oracles import assert_ordinary, reachable, singles, with_role

from wayout.analysis.checks.hidden_transient import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Kind, Role

ROLES = {"running": Role.STABLE, "stopping": Role.TRANSIENT, "stopped": Role.STABLE}
STEPS = [
    step("stop", "running", "stopping", Kind.REQUEST),
    step("done", "stopping", "stopped", Kind.SUCCESS),
]


@pytest.mark.parametrize(("status", "twin"), [("ACTIVE", "running"), ("SHUTOFF", "stopped")])
def test_work_that_looks_like_rest(status: str, twin: str):
    shown = projection({"running": "ACTIVE", "stopping": status, "stopped": "SHUTOFF"})
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, projection=shown))
    assert finding.message == (
        f"while the work goes on in 'stopping' the status reads {status!r}, as at rest in {twin!r}"
    )
    assert (finding.states, finding.statuses) == (("stopping",), (status,))
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "running"), Step("stop", "stopping"))


def test_work_with_a_status_of_its_own():
    shown = projection({"running": "ACTIVE", "stopping": "STOPPING", "stopped": "SHUTOFF"})
    assert not list(CHECK.run(lifecycle(ROLES, STEPS, projection=shown)))


@pytest.mark.parametrize("role", [Role.ERROR, Role.FINAL])
def test_work_that_looks_like_an_end(role: Role):
    shown = projection({"running": "ACTIVE", "stopping": "OVER", "stopped": "OVER"})
    roles = ROLES | {"stopped": role}
    assert not list(CHECK.run(lifecycle(roles, STEPS, projection=shown)))


def test_without_a_projection_each_value_is_its_own_status():
    assert not list(CHECK.run(lifecycle(ROLES, STEPS)))


@given(lifecycles())
def test_finds_all_work_that_looks_like_rest(random: Lifecycle):
    findings = list(CHECK.run(random))
    expected = set()
    if random.projection is not None:
        pairs = [pair for pair in random.projection.shown if pair[0] in reachable(random)]
        stable, transient = with_role(random, Role.STABLE), with_role(random, Role.TRANSIENT)
        expected = {
            state
            for state, status in pairs
            if state in transient and any((other, status) in pairs for other in stable)
        }
    assert singles(findings) == expected
    for finding in findings:
        assert_ordinary(random, finding)
