from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, step
from tests.analysis.oracles import reachable

from wayout.analysis.checks.unused_status import CHECK
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"dark": Role.STABLE, "bright": Role.STABLE, "lost": Role.STABLE}
STEPS = [step("light", "dark", "bright"), step("find", "lost", "dark")]


def test_a_status_that_nothing_maps_to_and_one_that_is_never_reached():
    shown = projection({"dark": "OFF", "bright": "ON", "lost": "LOST"}, unused=["DIM"])
    found = list(CHECK.run(lifecycle(ROLES, STEPS, projection=shown)))
    assert [finding.message for finding in found] == [
        "no reachable state shows the status 'LOST': only 'lost' would, which no run reaches",
        "no reachable state shows the status 'DIM': nothing maps to it",
    ]
    assert [(finding.states, finding.statuses) for finding in found] == [
        ((), ("LOST",)),
        ((), ("DIM",)),
    ]


def test_every_status_is_shown():
    shown = projection({"dark": "OFF", "bright": "ON", "lost": "ON"})
    assert not list(CHECK.run(lifecycle(ROLES, STEPS, projection=shown)))


def test_without_a_projection_nothing_is_declared():
    assert not list(CHECK.run(lifecycle(ROLES, STEPS)))


@given(lifecycles())
def test_finds_every_status_that_is_never_shown(random: Lifecycle):
    found = [finding.statuses for finding in CHECK.run(random)]
    expected = []
    if random.projection is not None:
        seen = {status for state, status in random.projection.shown if state in reachable(random)}
        expected = [(status,) for status in random.projection.statuses if status not in seen]
    assert found == expected
