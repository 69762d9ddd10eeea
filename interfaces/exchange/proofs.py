"""Claims as JSON values, alone and with their verdicts."""

from wayout.analysis.lifecycle import Location
from wayout.analysis.proof import Proof
from wayout.interfaces.exchange.sparse import JsonObject, said
from wayout.interfaces.exchange.witnesses import witness_value
from wayout.machines.vocabulary import Claim, Place


def proof_value(proof: Proof) -> JsonObject:
    """Return a CLAIM: what is claimed, and what came of it."""
    claim = proof.claim
    value: JsonObject = {
        "name": claim.name,
        "formula": claim.formula,
        "verdict": proof.verdict.value,
        "witness": witness_value(proof.witness),
        "location": _place(proof.location),
        "lifecycle": proof.lifecycle,
        "meaning": claim.meaning,
    }
    return value | said(
        {
            "fair": list(claim.fair),
            "means": proof.means,
            "remark": proof.remark,
            "states": list(proof.states),
            "idle": proof.idle,
            "problem": proof.problem,
        }
    )


def claim_value(claim: Claim) -> JsonObject:
    """Return a claim as a lifecycle holds it."""
    value: JsonObject = {"name": claim.name, "formula": claim.formula, "meaning": claim.meaning}
    return value | said({"fair": list(claim.fair), "location": _place(claim.place)})


def _place(place: Place | Location | None) -> JsonObject | None:
    if place is None or not place.path:
        return None
    return {"path": place.path, "line": place.line, "column": place.column}
