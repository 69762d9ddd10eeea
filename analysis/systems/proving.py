"""Prove what is claimed of a system."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.claims import Question, read_claim, told, unreadable
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.proving import Result
from wayout.analysis.proof import Proof, Verdict
from wayout.analysis.systems.bounds import Bounds, advised, bounds_of
from wayout.analysis.systems.engines import engine_for

if TYPE_CHECKING:
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.machines.vocabulary import Claim


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a system: how many states runs reach, and the proofs of its claims.

    `states` is None where a limit was reached; `remark` then says which.
    """

    states: int | None
    proofs: tuple[Proof, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What formulas may call by name in a system."""

    states: Collection[str]
    roles: Collection[str]
    events: tuple[str, ...]


def names_in(declared: DeclaredSystem) -> Names:
    """Return the names of a system: `member.state` and `member.role`, and its events."""
    members = declared.system.members
    return Names(
        {f"{member.name}.{name}": None for member in members for name in member.names},
        {f"{member.name}.{role}": None for member in members for role in member.roles},
        declared.system.events,
    )


def outcome_of(declared: DeclaredSystem) -> Outcome:
    """Count the states of a system and prove its claims. One that cannot be read says so."""
    names = names_in(declared)
    read: dict[str, Question] = {}
    wrong: dict[str, Proof] = {}
    for claim in declared.claims:
        try:
            read[claim.name] = read_claim(names, claim)
        except FormulaError as error:
            wrong[claim.name] = unreadable(declared, claim, error)
    count, results, remark = answers(declared, tuple(read.values()))
    proved = {
        question.claim.name: _told(declared, question, result)
        for question, result in zip(read.values(), results, strict=True)
    }
    by_name = proved | wrong
    return Outcome(count, tuple(by_name[claim.name] for claim in declared.claims), remark)


def prove_claim(
    declared: DeclaredSystem, claim: Claim, *, engine: str = "auto", bounds: Bounds | None = None
) -> Proof:
    """Prove a claim on a system, by an engine of `engines.ENGINES`.

    Raises:
        FormulaError: if its formula or an assumption cannot be read, or names what is not there.
        EngineError: if there is no such engine here, or it cannot decide such formulas.
    """
    question = read_claim(names_in(declared), claim)
    prover = engine_for(declared.system, engine, bounds or bounds_of(declared.limits))
    return _told(declared, question, prover.prove(question.formula, question.fairness))


def _told(declared: DeclaredSystem, question: Question, result: Result) -> Proof:
    """Leave out in which of its many states it fails: the run leads to the nearest."""
    if result.verdict is Verdict.UNDETERMINED:
        result = replace(result, remark=advised(result.remark))
    return replace(told(declared, question, result), states=())


def answers(
    declared: DeclaredSystem, questions: Sequence[Question]
) -> tuple[int | None, tuple[Result, ...], str]:
    """Return how many states a system has, and what comes of each question.

    Where a limit is reached there is no number, and the last says why. The time is that for all
    of it together.
    """
    engine = engine_for(declared.system, bounds=bounds_of(declared.limits))
    try:
        count, remark = engine.count(), ""
    except LimitReachedError as error:
        count, remark = None, advised(str(error))
    results = (engine.prove(each.formula, each.fairness) for each in questions)
    return count, tuple(results), remark
