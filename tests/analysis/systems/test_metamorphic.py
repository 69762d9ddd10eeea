"""What does not matter to a system changes nothing: order, names, and members by themselves."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from tests.analysis.logic.models import random_fairness
from tests.analysis.systems import comparing
from tests.analysis.systems.cases import ACTORS, KINDS, random_parts
from tests.analysis.systems.parts import EVENTS, member
from tests.effort import IS_FULL

from wayout.analysis.logic.formulas import Formula, RoleIs, StateIs, Word, rebuilt
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.engine import EngineError
from wayout.analysis.systems.engines import engine_for, is_there

CASES = 2_000 if IS_FULL else 30
ENGINES = {
    "textbook": comparing.any_formula,
    "explicit": comparing.any_formula,
    "symbolic": comparing.branching_formula,
    "bounded": comparing.formula_of_one_state,
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if not is_there(request.param):
        pytest.skip(f"{request.param} is not installed")
    return request.param


def agreeing_parts(random):
    """Return parts that say the same of an event they share: else the word of the first counts."""
    words = {event: (random.choice(KINDS), random.choice(ACTORS)) for event in EVENTS}
    return tuple(
        replace(
            part,
            steps=tuple(
                step
                if step.event is None
                else replace(step, kind=words[step.event][0], actor=words[step.event][1])
                for step in part.steps
            ),
        )
        for part in random_parts(random)
    )


def assert_same(first, second, number):
    """What is undetermined agrees with anything: a solver may find out in one order alone."""
    if Verdict.UNDETERMINED not in (first and first[0], second and second[0]):
        assert first == second, number


def said(engine, parts, formula, fairness=()):
    """Return the verdict, how many states there are, and how long a run to one state is."""
    system = compose("given", parts)
    made = engine_for(system, engine, NONE)
    try:
        result = made.prove(formula, fairness)
    except EngineError:
        return None
    count = engine_for(system, "textbook", NONE).count() if engine == "bounded" else made.count()
    length = len(result.stem) if comparing.shows_one_state(formula) else None
    return result.verdict, count, length, bool(result.idle)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_members_and_of_their_steps(engine: str, seed: int) -> None:
    for number in range(seed * CASES // 3, (seed + 1) * CASES // 3):
        random = Random(number)  # noqa: S311 - the same cases every time
        parts = agreeing_parts(random)
        formula, fairness = ENGINES[engine](random, parts), random_fairness(random)
        order = random.sample(range(len(parts)), len(parts))
        place = {old: new for new, old in enumerate(order)}
        other = [
            replace(
                parts[old],
                steps=tuple(
                    replace(step, when={place[m]: held for m, held in step.when.items()})
                    for step in random.sample(parts[old].steps, len(parts[old].steps))
                ),
            )
            for old in order
        ]
        first, second = (
            said(engine, parts, formula, fairness),
            said(engine, other, formula, fairness),
        )
        assert_same(first, second, number)


@pytest.mark.parametrize("seed", range(3))
def test_the_names_of_members_and_states(engine: str, seed: int) -> None:
    for number in range(seed * CASES // 3, (seed + 1) * CASES // 3):
        random = Random(number)  # noqa: S311 - the same cases every time
        parts = agreeing_parts(random)
        formula, fairness = ENGINES[engine](random, parts), random_fairness(random)
        other = [replace(part, member=_renamed(part.member)) for part in parts]
        first = said(engine, parts, formula, fairness)
        assert_same(first, said(engine, other, _of_renamed(formula), fairness), number)


@pytest.mark.parametrize("seed", range(3))
def test_a_member_that_nothing_is_asked_of(engine: str, seed: int) -> None:
    """One that never moves changes no answer; one that does, none about what can be reached."""
    still = Part(member("apart", 3, (1,)), ())
    moving = Part(member("apart", 2), (LocalStep(None, 0, 1), LocalStep("own", 1, 0)))
    for number in range(seed * CASES // 3, (seed + 1) * CASES // 3):
        random = Random(number)  # noqa: S311 - the same cases every time
        parts = agreeing_parts(random)
        formula, fairness = ENGINES[engine](random, parts), random_fairness(random)
        first = said(engine, parts, formula, fairness)
        assert_same(first, said(engine, [*parts, still], formula, fairness), number)
        reached = comparing.formula_of_one_state(random, parts)
        verdict, count, length, idle = said(engine, parts, reached)
        expected = (verdict, 2 * count, length, idle)
        assert_same(expected, said(engine, [*parts, moving], reached), number)


def _renamed(given):
    names = {f"x{name[1:]}x": held for name, held in given.names.items()}
    states = tuple(f"x{state[1:]}x" for state in given.states)
    return replace(given, name=f"other{given.name}", states=states, names=names)


def _of_renamed(formula: Formula) -> Formula:
    match formula:
        case Word(name) | StateIs(name):
            one, _, state = name.partition(".")
            return type(formula)(f"other{one}.x{state[1:]}x")
        case RoleIs(role, one):
            return RoleIs(role, f"other{one}")
    return rebuilt(formula, _of_renamed)
