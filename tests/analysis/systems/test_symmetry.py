"""Equal members are those of the definition, and looking at one order of them changes nothing."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from tests.analysis.logic.models import random_fairness
from tests.analysis.systems.comparing import shows_one_state
from tests.analysis.systems.equals import formula_of_equals, random_equals
from tests.analysis.systems.parts import member
from tests.analysis.systems.running import assert_runs
from tests.effort import examples

from wayout.analysis.logic.core import core, quantified
from wayout.analysis.logic.parsing import parse
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.structure import Action
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE
from wayout.analysis.systems.symmetry import FEWEST, equal_members, indifferent
from wayout.analysis.systems.system import Move, Step, System
from wayout.analysis.systems.textbook import Textbook


def exchanged(system: System, one: int, other: int) -> frozenset[Step]:
    """Return the steps of a system in which two members have changed places."""
    places = {one: other, other: one}
    return frozenset(
        Step(
            step.action,
            tuple(
                sorted((Move(places.get(m.member, m.member), m.pairs) for m in step.moves), key=of)
            ),
        )
        for step in system.steps
    )


def of(move: Move) -> int:
    return move.member


def by_definition(system: System) -> set[tuple[int, ...]]:
    """Join what can change places, and is the same as it is."""
    class_of = {index: {index} for index in range(len(system.members))}
    for one, other in combinations(class_of, 2):
        first, second = system.members[one], system.members[other]
        alike = (first.states, first.initial) == (second.states, second.initial)
        if alike and exchanged(system, one, other) == frozenset(system.steps):
            for index in class_of[one] | class_of[other]:
                class_of[index] = class_of[one] | class_of[other]
    return {tuple(sorted(each)) for each in class_of.values() if len(each) >= FEWEST}


@pytest.mark.parametrize("seed", range(examples(500)))
def test_equal_members_are_those_that_can_change_places(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same cases every time
    system, copies = random_equals(random)
    assert set(equal_members(system)) == by_definition(system)
    assert any(set(each) >= set(range(copies)) for each in equal_members(system))
    fewer = System("fewer", system.members, system.steps[1:], system.events)
    assert set(equal_members(fewer)) == by_definition(fewer)


def pool(size: int) -> System:
    """Members that are taken and given back, by anybody; one of them at a time works."""
    members = tuple(member(f"c{number}", 3) for number in range(size))
    steps = [
        Step(Action(event), (Move(at, (pair,)), *others))
        for at in range(size)
        for event, pair, others in (
            ("take", (0, 1), ()),
            ("give", (1, 0), ()),
            ("rest", (2, 0), ()),
        )
    ]
    idle = ((0, 0), (1, 1))
    for at in range(size):
        moves = [Move(n, ((1, 2),) if n == at else idle, n == at) for n in range(size)]
        steps.append(Step(Action("work"), tuple(moves)))
    return System("pool", members, tuple(steps), ("take", "give", "rest", "work"))


@pytest.mark.parametrize(
    ("formula", "left"),
    [
        ("AG !(c0.s2 & c1.s2 | c0.s2 & c2.s2 | c1.s2 & c2.s2)", 3),
        ("AG true", 4),
        ("EF (c3.s2 & c1.s2 & c2.s2 & c0.s2)", 4),
        ("EF (c0.error <-> (c1.error | c2.error | c3.error))", 3),
        ("EF (c0.s2 & EF (c1.s1 & c2.s1 & c3.s1))", 3),
        ("AG EF event(work)", 4),
        ("EF c0.s1 & EF c1.s1 & EF c2.s1 & EF c3.s1", 0),
        ("E[(c0.s0 & c1.s0 & c2.s0 & c3.s0) U (c0.s1 | c1.s1 | c2.s1 | c3.s1)]", 4),
        ("E[(c0.s0 & c1.s0) U (c2.s1 | c3.s1)]", 0),
        ("AF true", 0),
        ("AG (c0.s1 -> AF c0.s0)", 0),
        ("G F true", 0),
    ],
)
def test_members_are_told_apart_where_the_formula_does(formula: str, left: int) -> None:
    system = pool(4)
    classes = indifferent(system, equal_members(system), core(quantified(parse(formula))))
    assert sum(map(len, classes)) == left


@pytest.mark.parametrize("seed", range(examples(600)))
def test_no_answer_changes(seed: int) -> None:
    pytest.importorskip("numpy")
    from wayout.analysis.systems.explicit.proving import Explicit

    random = Random(seed)  # noqa: S311 - the same cases every time
    system, copies = random_equals(random)
    explicit, textbook = Explicit(system, NONE), Textbook(system, NONE)
    assert explicit.count() == textbook.count()
    for _ in range(4):
        formula = formula_of_equals(random, system, copies)
        fairness = random_fairness(random) if random.random() < 0.3 else []
        answer = explicit.prove(formula, fairness)
        expected = textbook.prove(formula, fairness)
        case = seed, spelt(formula), [*map(str, fairness)]
        assert answer.verdict is expected.verdict, (case, answer, expected)
        assert answer.idle == expected.idle, (case, answer, expected)
        if shows_one_state(formula):
            assert len(answer.stem) == len(expected.stem), (case, answer, expected)
        assert_runs(system, answer)


def test_what_is_asked_of_the_steps_of_some_is_another_question() -> None:
    pytest.importorskip("numpy")
    from wayout.analysis.systems.explicit.proving import Explicit

    members = tuple(member(f"c{number}", 3) for number in range(3))
    steps = tuple(
        Step(Action(event, actor=actor), (Move(at, (pair,)),))
        for at in range(3)
        for event, actor, pair in (("go", "user", (0, 1)), ("break", "service", (0, 2)))
    )
    system = System("breaking", members, steps, ("go", "break"))
    formula = parse("AG (c0.s2 | !c0.s2) & A{user}G (c0.s2 | !c0.s2)")
    for engine in (Textbook(system, NONE), Explicit(system, NONE)):
        answer = engine.prove(formula)
        assert (answer.verdict, answer.idle) == (Verdict.VACUOUS, "c0.s2")


@pytest.mark.slow
def test_the_random_systems_are_smaller_without_what_differs_by_an_exchange() -> None:
    pytest.importorskip("numpy")
    from wayout.analysis.systems.explicit.proving import Explicit

    found: Counter[str] = Counter()
    for seed in range(100):
        random = Random(seed)  # noqa: S311 - the same cases every time
        system, copies = random_equals(random)
        explicit = Explicit(system, NONE)
        result = explicit.prove(formula_of_equals(random, system, copies))
        found[result.verdict.value] += 1
        smaller = [space for space in explicit._spaces.values() if space.count < space.stood_for()]
        found["smaller"] += bool(smaller)
        found["shown"] += bool(smaller) and len(result.stem) > 1
    assert min(found[each] for each in ("smaller", "shown", "holds", "fails", "vacuous")) > 3


def test_a_large_pool_is_looked_at_by_how_many_are_in_each_state() -> None:
    pytest.importorskip("numpy")
    from wayout.analysis.systems.explicit.proving import Explicit

    size = 10
    explicit = Explicit(pool(size), NONE)
    assert explicit.count() == 2**size + size * 2 ** (size - 1)
    every = explicit.prove(parse("EF (" + " & ".join(f"c{n}.s1" for n in range(size)) + ")"))
    assert every.verdict is Verdict.HOLDS
    assert [taken.event for taken in every.stem] == [None, *["take"] * size]
    assert_runs(pool(size), every)
    assert max(space.count for space in explicit._spaces.values()) < 50
