"""Prove a formula on a structure: what comes of it, and the run that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.checking import MOST_PRODUCT_STATES, Checker, reaching
from wayout.analysis.logic.core import quantified, sugared
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import (
    All,
    Formula,
    Globally,
    Iff,
    LastStep,
    is_of_states,
    parts,
)
from wayout.analysis.logic.showing import Shown, is_temporal, shown
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.structure import STUTTER, Action, Structure
from wayout.analysis.logic.unfolding import remembering
from wayout.analysis.logic.vacuity import idle_part
from wayout.analysis.proof import Verdict

MOST_DOUBLINGS = 10
"""How many `<->` between path formulas a formula may have."""


class Taken(NamedTuple):
    """A step of a run by names: the event, None if it has none, and the state it leads to."""

    event: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a formula on a structure.

    `stem` begins in an initial state; `cycle` follows for ever. Both are empty where no run
    shows it. `remark` says what the run leaves open. `where` are the states in which the body
    of a failing `AG body` fails. `idle` is the part that does not matter to one that holds.
    """

    verdict: Verdict
    stem: tuple[Taken, ...] = ()
    cycle: tuple[Taken, ...] = ()
    remark: str = ""
    where: tuple[str, ...] = ()
    idle: str = ""


class Prover:
    """Proves formulas on one structure; what one of them needs is kept for the others.

    A product of more than `most` states leaves a formula undetermined, and so does `go_on`, which
    is asked now and then and raises `LimitReachedError` past a bound.
    """

    def __init__(
        self,
        structure: Structure,
        *,
        most: int = MOST_PRODUCT_STATES,
        go_on: Callable[[], None] = lambda: None,
    ) -> None:
        self.structure = structure
        self._most, self._go_on = most, go_on
        self._checkers: dict[tuple[tuple[LastStep, ...], tuple[Fairness, ...]], Checker] = {}

    def checker(self, formula: Formula, fairness: Sequence[Fairness]) -> Checker:
        """Return a checker whose states remember the steps that a formula asks for."""
        steps = (part for part in parts(formula) if isinstance(part, LastStep))
        key = tuple(dict.fromkeys(steps)), tuple(fairness)
        if key not in self._checkers:
            structure = remembering(self.structure, key[0])
            self._checkers[key] = Checker(structure, fairness, most=self._most, go_on=self._go_on)
        return self._checkers[key]


def prove(prover: Prover, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
    """Prove or refute a formula: it holds if it does in every initial state.

    The names in it must be those of the structure (`naming.check_names`). Where a limit leaves
    it undetermined, the remark explains it.
    """
    checker = prover.checker(formula, fairness)
    try:
        refuse_doubling(formula)
        return _result(checker, formula)
    except LimitReachedError as error:
        return Result(Verdict.UNDETERMINED, remark=str(error))


def refuse_doubling(formula: Formula) -> None:
    """Refuse too many `<->` between path formulas: each doubles what has to be looked at.

    Raises:
        LimitReachedError: past `MOST_DOUBLINGS`.
    """
    doubling = sum(isinstance(p, Iff) and not is_of_states(p) for p in parts(formula))
    if doubling > MOST_DOUBLINGS:
        message = f"the formula has more than {MOST_DOUBLINGS} `<->` between path formulas"
        raise LimitReachedError(message)


def _result(checker: Checker, formula: Formula) -> Result:
    initial, actions = checker.structure.initial, checker.structure.actions
    naming = checker.structure.names.__getitem__
    whole = quantified(formula)
    holding = checker.holding(whole)
    failing = [state for state in initial if state not in holding]
    if failing:
        run = nearest(shown(checker, whole, state) for state in failing)
        return told(naming, actions, Verdict.FAILS, run, where=_where(checker, whole))
    if not initial:
        return Result(Verdict.VACUOUS, remark="no run begins: there is no initial state")
    idle = idle_part(checker.everywhere, formula)
    run = nearest(shown(checker, whole, state) for state in initial)
    return told(naming, actions, Verdict.HOLDS if idle is None else Verdict.VACUOUS, run, idle=idle)


def nearest(runs: Iterable[Shown]) -> Shown:
    """Return the first of the shortest runs; there is at least one."""
    return min(runs, key=lambda run: len(run.stem) + len(run.cycle))


def told(  # noqa: PLR0913 - what a result says, and the names for it
    naming: Callable[[int], str],
    actions: Sequence[Action],
    verdict: Verdict,
    run: Shown,
    *,
    where: tuple[str, ...] = (),
    idle: Formula | None = None,
) -> Result:
    """Return a result by names: those of its states, and of the actions by their number."""

    def taken(by: int, to: int) -> Taken:
        return Taken(actions[by].event, naming(to))

    stem = tuple(taken(move.by, move.to) for move in run.stem if move.by != STUTTER)
    cycle = tuple(taken(move.by, move.to) for move in run.cycle)
    is_shown = verdict is Verdict.FAILS or bool(stem or cycle or run.rests)
    return Result(
        verdict,
        (Taken(None, naming(run.start)), *stem) if is_shown else (),
        cycle,
        remark(run, naming(run.end)) if is_shown else "",
        where,
        spelt(idle) if idle else "",
    )


def remark(run: Shown, end: str) -> str:
    """Return what a run that ends in a state of this name leaves open, if anything."""
    if run.rests:
        by = f"step of {' or '.join(run.actors)} leads" if run.actors else "step leads"
        return f"it stays in {end!r} for ever: no {by} on"
    if run.settled is None or not is_temporal(run.settled):
        return ""
    return f"in {end!r}, {spelt(sugared(run.settled))}"


def _where(checker: Checker, formula: Formula) -> tuple[str, ...]:
    """Return the names of the states in which the body of `AG body` fails, nearest first."""
    match formula:
        case All(Globally(body), actors) if is_of_states(body):
            failing = checker.structure.all - checker.holding(body)
        case _:
            return ()
    if actors:
        view = checker.view(actors)[0]
        failing &= reaching(view.successors, view.initial, None)
    return tuple(dict.fromkeys(checker.structure.names[state] for state in sorted(failing)))
