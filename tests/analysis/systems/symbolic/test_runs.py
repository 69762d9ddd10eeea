"""The runs that the engine shows can be made, show what they must, and are shortest."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.logic.brute import (
    Steps,
    assert_is_run,
    lasso_of,
    lassos,
    parts_of_states,
    steps_of,
    truths,
)
from tests.analysis.systems.parts import parts
from tests.analysis.systems.symbolic.comparing import atoms, random_boolean, random_formula

from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.formulas import All, Exists, Finally, Globally, Not
from wayout.analysis.logic.proving import Prover as Textbook
from wayout.analysis.logic.proving import Result, Taken, prove
from wayout.analysis.logic.structure import STUTTER, Structure
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.symbolic import Prover
from wayout.analysis.systems.unfolding import unfolded

LONGEST = 9


@given(parts(), st.integers(0, 2**32))
def test_runs_show_what_they_must(given: tuple[Part, ...], seed: int) -> None:
    system = compose("random", given)
    structure = unfolded(system, most=1_000)
    prover, checker = Prover(system), Checker(structure)
    random = Random(seed)  # noqa: S311 - a random test
    for _ in range(5):
        formula = random_formula(random, 3, atoms(given))
        if isinstance(formula, All | Exists):
            result = prover.prove(formula)
            if result.stem and (result.verdict.value != "fails") == isinstance(formula, Exists):
                assert_shows(checker, result, formula)


def assert_shows(checker: Checker, result: Result, formula: All | Exists) -> None:
    actors = formula.actors
    path = formula.path if isinstance(formula, Exists) else Not(formula.path)
    structure = checker.structure
    start = structure.names.index(result.stem[0].state)
    assert start in structure.initial
    stem = _numbered(structure, start, result.stem[1:], actors)
    end = stem[-1][1] if stem else start
    cycle = _numbered(structure, end, result.cycle, actors)
    if result.remark.startswith("it stays"):
        cycle = [(STUTTER, end)]
    held = {part: checker.holding(part) for part in parts_of_states(path)}
    tail, again = ([], cycle) if cycle else _some_end(steps_of(structure), end)
    lasso = lasso_of(start, [*stem, *tail], again)
    assert truths(path, lasso, held, rested=isinstance(formula, All))[0]
    if cycle and not any(isinstance(part, All | Exists) for part in held):
        assert_is_run(lasso, steps_of(structure, actors))


def _numbered(
    structure: Structure, at: int, taken: Sequence[Taken], actors: Sequence[str]
) -> list[tuple[int, int]]:
    """Return (action, state) pairs; of actions with the same event, one of these actors'."""
    number = {name: state for state, name in enumerate(structure.names)}
    found = []
    for step in taken:
        to = number[step.state]
        steps = zip(structure.taken[at], structure.successors[at], strict=True)
        ways = [by for by, after in steps if after == to and by != STUTTER]
        fitting = [by for by in ways if structure.actions[by].event == step.event]
        theirs = [by for by in fitting if structure.actions[by].actor in {None, *actors}]
        found.append((*(theirs or fitting)[:1], to))
        at = to
    return found


def _some_end(steps: Steps, state: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    lasso = next(lassos(steps, state, LONGEST))
    to = [*lasso.states[1:], lasso.states[lasso.back]]
    moves = list(zip(lasso.actions, to, strict=True))
    return moves[: lasso.back], moves[lasso.back :]


@given(parts(), st.integers(0, 2**32))
def test_runs_to_what_is_possible_or_fails_are_as_short_as_the_textbooks(
    given: tuple[Part, ...], seed: int
) -> None:
    system = compose("random", given)
    prover, textbook = Prover(system), Textbook(unfolded(system, most=1_000))
    random = Random(seed)  # noqa: S311 - a random test
    for _ in range(5):
        inner = random_boolean(random, atoms(given))
        for formula in (All(Globally(inner)), Exists(Finally(inner))):
            result, expected = prover.prove(formula), prove(textbook, formula)
            several = len(textbook.structure.initial) > 1
            if several and expected.verdict is not Verdict.FAILS:
                assert len(result.stem) <= len(expected.stem)
            else:
                assert len(result.stem) == len(expected.stem)
