"""The lifecycle that users see, on a tiny machine and on random ones."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, projection, projections, step
from tests.analysis.oracles import reachable

from wayout.analysis.lifecycle import Lifecycle, Location, Transition
from wayout.analysis.projecting import NothingToProjectError, project
from wayout.machines.vocabulary import Actor, Kind, Role

ROLES = {
    "absent": Role.STABLE,
    "running": Role.STABLE,
    "stopping": Role.TRANSIENT,
    "moving": Role.TRANSIENT,
    "broken": Role.ERROR,
    "lost": Role.STABLE,
    "deleted": Role.FINAL,
}
SHOWN = {
    "running": "in-use",
    "stopping": "in-use",
    "moving": "moving",
    "broken": "error",
    "deleted": "deleted",
}
STEPS = [
    step("create", "absent", "running", Kind.REQUEST),
    step("stop", "running", "stopping", Kind.REQUEST),
    step("fail", "running", "broken", Kind.FAILURE, guard="weak"),
    step("fail", "stopping", "broken", Kind.FAILURE, guard="late"),
    step("move", "running", "moving", Kind.REQUEST, guard="idle"),
    step("move", "stopping", "moving", Kind.REQUEST, actor=Actor.ADMIN),
    step("moved", "moving", "running", Kind.SUCCESS),
    step("delete", "broken", "deleted", Kind.REQUEST),
    step("find", "lost", "running", Kind.REQUEST),
]


def tiny() -> Lifecycle:
    return lifecycle(ROLES, STEPS, projection=projection(SHOWN, hidden=["absent"]))


def test_one_state_for_each_status_that_is_shown_and_the_hidden_ones():
    found = project(tiny())
    assert [(state.id, state.value, state.role) for state in found.states] == [
        ("absent", "ABSENT", Role.STABLE),
        ("in_use", "in-use", Role.STABLE),
        ("moving", "moving", Role.TRANSIENT),
        ("error", "error", Role.ERROR),
        ("deleted", "deleted", Role.FINAL),
    ]
    assert (found.name, found.initial, found.projection) == ("tiny_status", ("absent",), None)
    assert found.accepted == ()


def test_transitions_of_one_event_between_the_same_two_become_one():
    found = {(s.event, s.from_state, s.to_state): s for s in project(tiny()).transitions}
    assert list(found) == [
        ("create", "absent", "in_use"),
        ("stop", "in_use", "in_use"),
        ("fail", "in_use", "error"),
        ("move", "in_use", "moving"),
        ("moved", "moving", "in_use"),
        ("delete", "error", "deleted"),
    ]
    assert found["fail", "in_use", "error"].guard == "(weak) or (late)"
    move = found["move", "in_use", "moving"]
    assert (move.kind, move.actor, move.guard) == (Kind.REQUEST, None, None)


def test_what_transitions_say_of_themselves_is_kept_where_they_agree():
    here, there = Location("a.py", 1), Location("a.py", 2)
    stop = replace(STEPS[1], source="api", note="n", location=here)
    late = replace(stop, from_state="stopping", kind=Kind.REVERT, location=there)
    steps = [STEPS[0], stop, late]
    shown = projection(SHOWN, hidden=["absent"])
    merged = project(lifecycle(ROLES, steps, projection=shown)).transitions[1]
    assert (merged.source, merged.note, merged.kind, merged.location) == ("api", "n", None, None)


def test_ids_are_names_and_told_apart():
    roles = dict.fromkeys(["x", "a_b", "y", "z"], Role.STABLE)
    steps = [step(f"to_{state}", "x", state) for state in ("a_b", "y", "z")]
    shown = projection({"x": "a-b", "y": "a b", "z": "2nd"}, hidden=["a_b"])
    found = project(lifecycle(roles, steps, projection=shown))
    assert [state.id for state in found.states] == ["a_b_2", "a_b", "a_b_3", "status_2nd"]


def test_no_projection_and_no_beginning_are_refused():
    with pytest.raises(NothingToProjectError, match="no projection is declared"):
        project(lifecycle(ROLES, STEPS))
    with pytest.raises(NothingToProjectError, match="no state is initial"):
        project(replace(tiny(), initial=()))


@given(lifecycles(), st.data())
def test_users_see_exactly_the_runs_of_the_states(random: Lifecycle, data: st.DataObject):
    assume(random.initial)
    shown = data.draw(projections([state.id for state in random.states]))
    random = replace(random, projection=shown)
    found = project(random)
    seen_as = {state.id: state.value for state in random.states} | dict(shown.shown)
    value = {state.id: state.value for state in found.states}
    hidden_or_not = {state: state not in dict(shown.shown) for state in seen_as}

    def label(each: Transition) -> tuple[object, ...]:
        ends = (each.from_state, each.to_state)
        return each.event, *((seen_as[end], end if hidden_or_not[end] else None) for end in ends)

    expected = {label(each) for each in random.transitions if each.from_state in reachable(random)}
    assert len(found.transitions) == len(expected)
    assert {(event, origin[0], target[0]) for event, origin, target in expected} == {
        (each.event, value[each.from_state], value[each.to_state]) for each in found.transitions
    }
    assert len(value) == len(found.states)
    assert set(found.reached) == set(value)
