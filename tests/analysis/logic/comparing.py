"""Hold the model checker against the meaning of formulas, one quantified part at a time."""

from collections.abc import Iterator

from tests.analysis.logic.brute import (
    Steps,
    assert_is_run,
    is_fair,
    lasso_of,
    lassos,
    parts_of_states,
    steps_of,
    truths,
)

from wayout.analysis.logic.checking import Checker
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import All, Exists, Formula, Not
from wayout.analysis.logic.showing import shown
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.structure import STUTTER, Structure

LONGEST = 7


def compare(structure: Structure, formula: Formula, fairness: list[Fairness]) -> int:
    """Compare all states for every quantified part; return how many answers were compared."""
    checker = Checker(structure, fairness)
    held: dict[Formula, frozenset[int]] = {}
    compared = 0
    for part in parts_of_states(formula):
        if part in held:
            continue
        found = checker.holding(part)
        if isinstance(part, All | Exists):
            for state in structure.all:
                _compare(checker, part, state, held, fairness)
                compared += 1
        held[part] = found
    return compared


def _compare(
    checker: Checker,
    part: All | Exists,
    state: int,
    held: dict[Formula, frozenset[int]],
    fairness: list[Fairness],
) -> None:
    """Look for a run that decides: one that meets the path formula for E, that does not for A."""
    steps = steps_of(checker.structure, part.actors)
    path = part.path if isinstance(part, Exists) else Not(part.path)
    actions = checker.structure.actions
    found = any(
        truths(path, lasso, held, rested=isinstance(part, All))[0]
        for lasso in lassos(steps, state, LONGEST)
        if is_fair(lasso, steps, actions, fairness)
    )
    expected = (state in checker.holding(part)) == isinstance(part, Exists)
    if expected and not found:
        _assert_witness(checker, part, state, held, fairness)
    else:
        assert found == expected, (spelt(part), state, list(map(str, fairness)), checker.structure)


def _assert_witness(
    checker: Checker,
    part: All | Exists,
    state: int,
    held: dict[Formula, frozenset[int]],
    fairness: list[Fairness],
) -> None:
    """Follow the run that the checker shows, longer than those that were looked through."""
    run = shown(checker, part, state)
    steps = steps_of(checker.structure, part.actors)
    stem = [(move.by, move.to) for move in run.stem]
    cycle = [(move.by, move.to) for move in run.cycle]
    if run.rests:
        cycle = [(STUTTER, run.end)]
    path = part.path if isinstance(part, Exists) else Not(part.path)
    for tail, again in [([], cycle)] if cycle else _fair_ends(checker, run.end, steps, fairness):
        lasso = lasso_of(state, [*stem, *tail], again)
        assert_is_run(lasso, steps)
        assert is_fair(lasso, steps, checker.structure.actions, fairness)
        assert truths(path, lasso, held, rested=isinstance(part, All))[0]


Pairs = list[tuple[int, int]]


def _fair_ends(
    checker: Checker, state: int, steps: Steps, fairness: list[Fairness]
) -> Iterator[tuple[Pairs, Pairs]]:
    for lasso in lassos(steps, state, LONGEST):
        if is_fair(lasso, steps, checker.structure.actions, fairness):
            to = [*lasso.states[1:], lasso.states[lasso.back]]
            moves = list(zip(lasso.actions, to, strict=True))
            yield moves[: lasso.back], moves[lasso.back :]
            return
