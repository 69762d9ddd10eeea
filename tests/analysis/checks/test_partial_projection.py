from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, step
from tests.analysis.oracles import assert_ordinary, reachable, singles

from wayout.analysis.checks.partial_projection import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Kind, Role

ROLES = {"absent": Role.STABLE, "dark": Role.STABLE, "dim": Role.STABLE, "lost": Role.STABLE}
STEPS = [
    step("buy", "absent", "dark", Kind.REQUEST),
    step("dim", "dark", "dim", Kind.REQUEST),
    step("find", "lost", "dark", Kind.REQUEST),
]


def test_a_state_without_a_status():
    shown = projection({"dark": "OFF"}, hidden=["absent"])
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, projection=shown))
    assert finding.message == (
        "a resource in 'dim' has no status: the projection neither shows 'DIM' nor hides it"
    )
    assert finding.witness is not None
    assert finding.witness.stem[1:] == (Step("buy", "dark"), Step("dim", "dim"))


def test_every_state_that_is_reached_is_shown_or_hidden():
    shown = projection({"dark": "OFF", "dim": "ON"}, hidden=["absent"])
    assert not list(CHECK.run(lifecycle(ROLES, STEPS, projection=shown)))


def test_no_projection_is_no_defect():
    assert not list(CHECK.run(lifecycle(ROLES, STEPS)))


@given(lifecycles())
def test_finds_every_state_that_is_reached_and_forgotten(random: Lifecycle):
    findings = list(CHECK.run(random))
    expected = set()
    if random.projection is not None:
        known = {state for state, _ in random.projection.shown} | {*random.projection.hidden}
        expected = reachable(random) - known
    assert singles(findings) == expected
    for finding in findings:
        assert_ordinary(random, finding)
