"""Claims on lifecycles: read, proved, and told in the words of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wayout.analysis.finding import Step, Witness
from wayout.analysis.logic.checking import MOST_PRODUCT_STATES
from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.fairness import Fairness, read_fairness
from wayout.analysis.logic.formulas import Pattern
from wayout.analysis.logic.naming import check_names
from wayout.analysis.logic.parsing import parse
from wayout.analysis.logic.patterns import meaning
from wayout.analysis.logic.proving import Prover, Taken, prove
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.logic.unfolding import structure_of
from wayout.analysis.proof import Proof, Verdict

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle, Location
    from wayout.analysis.logic.structure import Structure
    from wayout.machines.vocabulary import Claim


def proofs_of(lifecycle: Lifecycle) -> tuple[Proof, ...]:
    """Prove the claims of a lifecycle, in their order. One that cannot be read says so."""
    if not lifecycle.claims:
        return ()
    prover = Prover(structure_of(lifecycle))
    return tuple(_read_and_proved(lifecycle, prover, claim) for claim in lifecycle.claims)


def prove_claim(lifecycle: Lifecycle, claim: Claim, *, most: int = MOST_PRODUCT_STATES) -> Proof:
    """Prove a claim on a lifecycle; more than `most` states of a product are undetermined.

    Raises:
        FormulaError: if its formula or an assumption cannot be read, or names what is not there.
    """
    return _proved(lifecycle, Prover(structure_of(lifecycle), most=most), claim)


def _read_and_proved(lifecycle: Lifecycle, prover: Prover, claim: Claim) -> Proof:
    try:
        return _proved(lifecycle, prover, claim)
    except FormulaError as error:
        what = "" if error.text == claim.formula else "fair: "
        return Proof(
            claim,
            lifecycle.name,
            Verdict.UNDETERMINED,
            problem=f"{what}{error}",
            location=_location(lifecycle, claim),
        )


def _proved(lifecycle: Lifecycle, prover: Prover, claim: Claim) -> Proof:
    structure = prover.structure
    formula = parse(claim.formula)
    check_names(structure, formula, claim.formula)
    fairness = [_fair(structure, text) for text in claim.fair]
    result = prove(prover, formula, fairness)
    witness = Witness(_steps(result.stem), _steps(result.cycle)) if result.stem else None
    return Proof(
        claim,
        lifecycle.name,
        result.verdict,
        witness=witness,
        remark=result.remark,
        states=result.where,
        idle=result.idle,
        means=spelt(meaning(formula)) if isinstance(formula, Pattern) else "",
        location=_location(lifecycle, claim),
    )


def _fair(structure: Structure, text: str) -> Fairness:
    fairness = read_fairness(text)
    check_names(structure, fairness.steps, text)
    return fairness


def _steps(taken: tuple[Taken, ...]) -> tuple[Step, ...]:
    return tuple(Step(each.event, each.state) for each in taken)


def _location(lifecycle: Lifecycle, claim: Claim) -> Location | None:
    from wayout.analysis.lifecycle import Location

    place = claim.place
    return (
        Location(place.path, place.line, place.column)
        if place and place.path
        else lifecycle.location
    )
