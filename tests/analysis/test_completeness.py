"""The matrix of answers, against single look-ups and against the real machine."""

from dataclasses import replace

import pytest
from hypothesis import given
from statemachine import State, StateChart, StateMachine
from statemachine.exceptions import TransitionNotAllowed
from tests.analysis.guards.options import competing
from tests.analysis.lifecycles import lifecycles

from wayout.analysis.completeness import Answer, Cell, completeness
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read


class Door(StateMachine):
    shut = State(initial=True)
    ajar = State()
    locked = State()
    gone = State(final=True)

    push = shut.to(ajar) | ajar.to(None)
    pull = ajar.to(shut) | shut.to.itself()
    lock = shut.to(locked, cond="has_key")
    knock = shut.to(None, cond="has_key") | locked.to(None)
    scrap = locked.to(gone) | shut.to(gone)
    has_key = True


class Flap(StateChart):
    shut = State(initial=True)
    gone = State(final=True)
    push = shut.to.itself()
    scrap = shut.to(gone)


def answers(machine: type) -> dict[tuple[str, str], Cell]:
    matrix = completeness(read(machine, target="x"))
    return {
        (state, event): cell
        for state, row in zip(matrix.states, matrix.rows, strict=True)
        for event, cell in zip(matrix.events, row, strict=True)
    }


def test_four_answers():
    door = answers(Door)
    assert door["shut", "push"] == Cell(Answer.HANDLED, ("ajar",))
    assert door["ajar", "push"] == Cell(Answer.IGNORED, ("ajar",))
    assert door["shut", "pull"] == Cell(Answer.IGNORED, ("shut",))
    assert door["shut", "lock"] == Cell(Answer.HANDLED, ("locked",), sure=False)
    assert door["shut", "knock"] == Cell(Answer.IGNORED, ("shut",), sure=False)
    assert door["gone", "push"] == Cell(Answer.REFUSED)
    assert answers(Flap)["gone", "scrap"] == Cell(Answer.DROPPED)


@pytest.mark.parametrize("machine", [Door, Flap])
def test_the_machine_answers_so(machine: type):
    for (state, event), cell in answers(machine).items():
        running = machine(start_value=state)
        try:
            running.send(event)
        except TransitionNotAllowed:
            assert cell.answer is Answer.REFUSED
            continue
        (after,) = (each.id for each in running.configuration)
        if cell.answer is Answer.HANDLED:
            assert after in cell.to
        else:
            assert after == state
            assert cell.answer is not Answer.REFUSED


def test_states_and_events_are_chosen_and_keep_their_order():
    door = read(Door, target="x")
    some = completeness(door, states={"locked", "ajar"}, events={"scrap", "push"})
    assert (some.states, some.events) == (("ajar", "locked"), ("push", "scrap"))
    assert len(some.rows) == 2
    assert completeness(door, states=()).rows == ()


def test_patterns_of_events_are_no_events():
    assert completeness(replace(competing([("a", "u")]), events=("go", "go.*", "*"))).events == (
        "go",
    )


@given(lifecycles())
def test_agrees_with_looking_up_each_pair(random: Lifecycle):
    matrix = completeness(random)
    assert matrix.states == tuple(state.id for state in random.states)
    assert set(matrix.events) >= {step.event for step in random.transitions if step.event}
    for state, row in zip(matrix.states, matrix.rows, strict=True):
        for event, cell in zip(matrix.events, row, strict=True):
            steps = [
                step
                for step in random.transitions
                if (step.from_state, step.event) == (state, event)
            ]
            assert set(cell.to) == {step.to_state for step in steps}
            assert cell.sure == (not steps or None in {step.guard for step in steps})
            if not steps:
                assert cell.answer is Answer.REFUSED
            elif set(cell.to) == {state}:
                assert cell.answer is Answer.IGNORED
            else:
                assert cell.answer is Answer.HANDLED
