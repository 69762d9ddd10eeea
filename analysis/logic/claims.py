"""Claims on lifecycles and systems: read, proved, and told in the words of reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from wayout.analysis.finding import Step, Witness
from wayout.analysis.logic.checking import MOST_PRODUCT_STATES
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.fairness import Fairness, read_fairness
from wayout.analysis.logic.formulas import Formula, Pattern
from wayout.analysis.logic.naming import Names, check_names
from wayout.analysis.logic.parsing import parse
from wayout.analysis.logic.patterns import meaning
from wayout.analysis.logic.proving import Prover, Result, Taken, prove
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.tables import parser
from wayout.analysis.logic.unfolding import structure_of
from wayout.analysis.proof import Proof, Verdict

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle, Location
    from wayout.machines.vocabulary import Claim


class Claimed(Protocol):
    """What claims are about: a lifecycle, or a system of them."""

    @property
    def name(self) -> str:
        """What reports call it."""

    @property
    def location(self) -> Location | None:
        """Where it is declared."""


class Question(NamedTuple):
    """A claim, read."""

    claim: Claim
    formula: Formula
    fairness: tuple[Fairness, ...]


def prepare() -> None:
    """Build what reading the first claim does, for a process that is about to fork."""
    parser()


def proofs_of(lifecycle: Lifecycle) -> tuple[Proof, ...]:
    """Prove the claims of a lifecycle, in their order. One that cannot be read says so."""
    if not lifecycle.claims:
        return ()
    prover = Prover(structure_of(lifecycle))
    return tuple(_read_and_proved(lifecycle, prover, claim) for claim in lifecycle.claims)


def prove_claim(
    lifecycle: Lifecycle,
    claim: Claim,
    *,
    most: int = MOST_PRODUCT_STATES,
    go_on: Callable[[], None] = lambda: None,
) -> Proof:
    """Prove a claim on a lifecycle; more than `most` states of a product are undetermined.

    `go_on` is asked now and then, and leaves it undetermined by raising `LimitReachedError`.

    Raises:
        FormulaError: if its formula or an assumption cannot be read, or names what is not there.
    """
    return _proved(lifecycle, Prover(structure_of(lifecycle), most=most, go_on=go_on), claim)


def read_claim(names: Names, claim: Claim) -> Question:
    """Return what a claim asks, of whatever has these names.

    Raises:
        FormulaError: if its formula or an assumption cannot be read, or names what is not there.
    """
    formula = parse(claim.formula)
    check_names(names, formula, claim.formula)
    return Question(claim, formula, tuple(_fair(names, text) for text in claim.fair))


def unreadable(about: Claimed, claim: Claim, error: FormulaError) -> Proof:
    """Return the proof of a claim that cannot be read, which says why."""
    what = "" if error.text == claim.formula else "fair: "
    return Proof(
        claim,
        about.name,
        Verdict.UNDETERMINED,
        problem=f"{what}{error}",
        location=_location(about, claim),
    )


def told(about: Claimed, question: Question, result: Result) -> Proof:
    """Return what came of a claim, with its place."""
    formula = question.formula
    return Proof(
        question.claim,
        about.name,
        result.verdict,
        witness=Witness(_steps(result.stem), _steps(result.cycle)) if result.stem else None,
        remark=result.remark,
        states=result.where,
        idle=result.idle,
        means=spelt(meaning(formula)) if isinstance(formula, Pattern) else "",
        location=_location(about, question.claim),
    )


def _read_and_proved(lifecycle: Lifecycle, prover: Prover, claim: Claim) -> Proof:
    try:
        return _proved(lifecycle, prover, claim)
    except FormulaError as error:
        return unreadable(lifecycle, claim, error)


def _proved(lifecycle: Lifecycle, prover: Prover, claim: Claim) -> Proof:
    question = read_claim(prover.structure, claim)
    return told(lifecycle, question, prove(prover, question.formula, question.fairness))


def _fair(names: Names, text: str) -> Fairness:
    fairness = read_fairness(text)
    check_names(names, fairness.steps, text)
    return fairness


def _steps(taken: tuple[Taken, ...]) -> tuple[Step, ...]:
    return tuple(Step(each.event, each.state) for each in taken)


def _location(about: Claimed, claim: Claim) -> Location | None:
    from wayout.analysis.lifecycle import Location

    place = claim.place
    return (
        Location(place.path, place.line, place.column) if place and place.path else about.location
    )
