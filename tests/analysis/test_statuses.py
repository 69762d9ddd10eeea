"""What each public status says of the work, on a tiny machine and on random ones."""

from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, step
from tests.analysis.oracles import reachable, with_role

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.statuses import Phase, statuses
from wayout.machines.vocabulary import Role

ROLES = {
    "absent": Role.STABLE,
    "running": Role.STABLE,
    "stopping": Role.TRANSIENT,
    "moving": Role.TRANSIENT,
    "broken": Role.ERROR,
    "retrying": Role.TRANSIENT,
    "deleted": Role.FINAL,
    "lost": Role.STABLE,
}
STEPS = [step(f"to_{state}", "absent", state) for state in ROLES if state not in ("absent", "lost")]
SHOWN = {
    "running": "ACTIVE",
    "stopping": "ACTIVE",
    "moving": "MIGRATING",
    "broken": "ERROR",
    "retrying": "ERROR",
    "deleted": "DELETED",
    "lost": "LOST",
}


def test_the_phase_of_a_status_follows_from_the_roles_of_its_states():
    shown = projection(SHOWN, hidden=["absent"], unused=["UNKNOWN"])
    found = statuses(lifecycle(ROLES, STEPS, projection=shown))
    assert [
        (each.name, each.phase.value, ids(each.resting), ids(each.working)) for each in found
    ] == [
        ("ACTIVE", "settled", ["running"], ["stopping"]),
        ("MIGRATING", "in progress", [], ["moving"]),
        ("ERROR", "failed", ["broken"], ["retrying"]),
        ("DELETED", "settled", ["deleted"], []),
        ("LOST", "never shown", [], []),
        ("UNKNOWN", "never shown", [], []),
    ]


def test_an_error_that_looks_like_rest_is_settled():
    shown = projection({"running": "ON", "broken": "ON"}, hidden=["absent"])
    (found,) = statuses(lifecycle(ROLES, STEPS, projection=shown))
    assert (found.phase, ids(found.resting)) == (Phase.SETTLED, ["running", "broken"])


def test_without_a_projection_the_values_are_the_statuses_but_for_those_of_no_record():
    states = (
        State("absent", "ABSENT", Role.STABLE),
        State("a", "same", Role.TRANSIENT),
        State("b", "same", Role.ERROR),
        State("gone", "GONE", Role.FINAL),
    )
    steps = [step(f"to_{each.id}", "absent", each.id) for each in states[1:]]
    tiny = lifecycle({"absent": Role.STABLE}, steps, states=states)
    assert [(each.name, ids(each.states)) for each in statuses(tiny)] == [("same", ["a", "b"])]


@given(lifecycles())
def test_a_client_polls_on_exactly_where_nothing_rests(random: Lifecycle):
    shown = random.projection
    pairs = shown.shown if shown else [(state.id, state.value) for state in random.states]
    rests = reachable(random) - with_role(random, Role.TRANSIENT)
    works = reachable(random) & with_role(random, Role.TRANSIENT)
    by_status = {each.name: each for each in statuses(random)}
    assert list(by_status) == list(shown.statuses if shown else dict.fromkeys(s for _, s in pairs))
    for name, each in by_status.items():
        showing = {state for state, status in pairs if status == name}
        assert set(ids(each.resting)) == showing & rests
        assert set(ids(each.working)) == showing & works
        assert (each.phase is Phase.IN_PROGRESS) == bool(showing & works and not showing & rests)


def ids(states: tuple[State, ...]) -> list[str]:
    return [state.id for state in states]
