"""A composition steps as its definition says, and unfolds into what its runs reach."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from tests.analysis.systems.parts import member, parts, steps_by_definition

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.structure import STUTTER, Action
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.system import Move, Step
from wayout.analysis.systems.telling import shared
from wayout.analysis.systems.unfolding import named, unfolded


def test_a_shared_event_is_one_joint_step_and_any_other_its_members_own() -> None:
    door = Part(member("door", 2), (LocalStep("open", 0, 1), LocalStep("close", 1, 0)))
    lamp = Part(member("lamp", 2), (LocalStep("open", 0, 1), LocalStep("burn_out", 1, 0)))
    system = compose("house", (door, lamp))
    assert system.steps == (
        Step(Action("open"), (Move(0, ((0, 1),)), Move(1, ((0, 1),)))),
        Step(Action("close"), (Move(0, ((1, 0),)),)),
        Step(Action("burn_out"), (Move(1, ((1, 0),)),)),
    )
    assert system.events == ("open", "close", "burn_out")
    assert system.number == {"door": 0, "lamp": 1}


def test_a_guard_keeps_what_it_reads_and_narrows_who_takes_part() -> None:
    reads = LocalStep("go", 0, 1, when={1: frozenset({1, 2})})
    alone = compose("guarded", (Part(member("a", 2), (reads,)), Part(member("b", 3), ())))
    assert alone.steps[0].moves == (
        Move(0, ((0, 1),)),
        Move(1, ((1, 1), (2, 2)), takes_part=False),
    )
    takes = Part(member("b", 3), (LocalStep("go", 0, 2), LocalStep("go", 1, 2)))
    joint = compose("guarded", (Part(member("a", 2), (reads,)), takes))
    assert joint.steps[0].moves == (Move(0, ((0, 1),)), Move(1, ((1, 2),)))


def test_guards_that_no_state_meets_leave_no_step() -> None:
    never = LocalStep("go", 0, 1, when={1: frozenset({1})})
    partner = Part(member("b", 2), (LocalStep("go", 0, 1),))
    assert compose("never", (Part(member("a", 2), (never,)), partner)).steps == ()


def test_an_event_without_a_transition_in_a_member_that_knows_it_is_never_taken() -> None:
    steps = (LocalStep("go", 0, 1),)
    system = compose("blocked", (Part(member("a", 2), steps), Part(member("b", 2), (), ("go",))))
    assert (system.steps, system.events) == ((), ("go",))


def test_the_first_part_that_says_so_gives_a_joint_step_its_kind_and_actor() -> None:
    silent = Part(member("a", 2), (LocalStep("go", 0, 1),))
    first = Part(member("b", 2), (LocalStep("go", 0, 1, "request", "user"),))
    second = Part(member("c", 2), (LocalStep("go", 0, 1, "progress", "service"),))
    assert compose("said", (silent, first, second)).steps[0].action == Action(
        "go", "request", "user"
    )


@given(parts())
def test_it_steps_as_its_definition_says(given: tuple[Part, ...]) -> None:
    structure = unfolded(compose("random", given), most=1_000)
    system = compose("random", given)
    starts = list(product(*(part.member.initial for part in given)))
    reached = dict.fromkeys(starts)
    order = list(reached)
    for configuration in order:
        for _, after in steps_by_definition(given, configuration):
            if after not in reached:
                reached[after] = None
                order.append(after)
    place = {named(system, each): each for each in order}
    assert len(structure.names) == len(order)
    assert [place[structure.names[n]] for n in structure.initial] == starts
    for state, targets in enumerate(structure.successors):
        here = place[structure.names[state]]
        found = {
            (structure.actions[by].event, place[structure.names[to]])
            for to, by in zip(targets, structure.taken[state], strict=True)
            if by != STUTTER
        }
        assert found == set(steps_by_definition(given, here))


@given(parts())
def test_its_labels_are_those_of_its_members(given: tuple[Part, ...]) -> None:
    system = compose("random", given)
    structure = unfolded(system, most=1_000)
    for part in given:
        for state in part.member.states:
            label = f"{part.member.name}.{state}"
            assert structure.states[label] == {
                n for n, name in enumerate(structure.names) if label in name.split()
            }
        last = part.member.states[-1]
        error = structure.roles[f"{part.member.name}.error"]
        assert error == structure.states[f"{part.member.name}.{last}"]


def test_more_configurations_than_the_limit_are_refused() -> None:
    counter = tuple(LocalStep("tick", n, n + 1) for n in range(9))
    system = compose("counter", (Part(member("a", 10), counter),))
    assert len(unfolded(system, most=10).names) == 10
    with pytest.raises(LimitReachedError, match="'counter' has more than 9 states"):
        unfolded(system, most=9)


def test_who_stays_as_it_is_takes_part_and_who_is_looked_at_does_not() -> None:
    asks = LocalStep("go", 0, 1, when={2: frozenset({0})})
    stays = LocalStep("go", 0, 0)
    given = (
        Part(member("a", 2), (asks,)),
        Part(member("b", 2), (stays,)),
        Part(member("c", 2), ()),
    )
    (told,) = shared(compose("told", given))
    assert (told.moves, told.asks) == (("a", "b"), ("c is s0",))
