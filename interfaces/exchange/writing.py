"""Lifecycles, findings and reports as JSON values.

The keys of the published format come first, always all of them. What a lifecycle holds beyond
them follows, where it says something.
"""

from wayout.analysis.finding import (
    Finding,
    Report,
)
from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.analysis.projection import Projection
from wayout.interfaces.exchange.acceptances import accepted_value, origin_value
from wayout.interfaces.exchange.locations import location_value
from wayout.interfaces.exchange.proofs import claim_value, proof_value
from wayout.interfaces.exchange.sharing import shared_value
from wayout.interfaces.exchange.sparse import JsonObject, said
from wayout.interfaces.exchange.summaries import counted_value, summary_value
from wayout.interfaces.exchange.versions import VERSION
from wayout.interfaces.exchange.witnesses import witness_value
from wayout.machines.vocabulary import Constraints


def lifecycle_value(lifecycle: Lifecycle) -> JsonObject:
    """Return a LIFECYCLE. `initial` is an id; null if there is none, a list if several."""
    initial = lifecycle.initial
    status_of = lifecycle.projection.status_of if lifecycle.projection else {}
    value: JsonObject = {
        "name": lifecycle.name,
        "title": lifecycle.title,
        "target": lifecycle.target,
        "initial": list(initial) if len(initial) > 1 else next(iter(initial), None),
        "states": [_state(state, status_of.get(state.id)) for state in lifecycle.states],
        "transitions": [_transition(transition) for transition in lifecycle.transitions],
        "assumptions": list(lifecycle.assumptions),
    }
    more: JsonObject = {
        "description": lifecycle.description,
        "events": list(lifecycle.events),
        "compounds": [_compound(compound) for compound in lifecycle.compounds],
        "shadowed": [_transition(transition) for transition in lifecycle.shadowed],
        "accepted": [accepted_value(accepted) for accepted in lifecycle.accepted],
        "location": location_value(lifecycle.location),
        "projection": _projection(lifecycle.projection),
        "constraints": _constraints(lifecycle.constraints),
        "drops_events": lifecycle.drops_events,
        "unknown_guards": [
            {"name": unknown.name, "reason": unknown.reason} for unknown in lifecycle.unknown_guards
        ],
        "refused": list(lifecycle.refused),
        "claims": [claim_value(claim) for claim in lifecycle.claims],
    }
    shared = lifecycle.shared_values
    return (
        value
        | said(more)
        | ({} if shared is None else {"shared_values": [shared_value(each) for each in shared]})
    )


def report_value(report: Report) -> JsonObject:
    """Return the document of `check -f json`: findings with the accepted ones among them."""
    return {
        "version": VERSION,
        "lifecycles": [lifecycle_value(lifecycle) for lifecycle in report.lifecycles],
        "findings": [finding_value(finding) for finding in report.findings],
        **({"systems": [counted_value(each) for each in report.systems]} if report.systems else {}),
        "claims": [proof_value(proof) for proof in report.proofs],
        "summary": summary_value(report),
    }


def finding_value(finding: Finding) -> JsonObject:
    """Return a FINDING."""
    suppressed = finding.suppressed
    value: JsonObject = {
        "check": finding.check,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "lifecycle": finding.lifecycle,
        "states": list(finding.states),
        "events": list(finding.events),
        "message": finding.message,
        "remedy": finding.remedy,
        "witness": witness_value(finding.witness),
        "location": location_value(finding.location),
        "fingerprint": finding.fingerprint,
        "suppressed": None
        if suppressed is None
        else {
            "reason": suppressed.reason,
            "until": None if suppressed.until is None else suppressed.until.isoformat(),
            **said({"origin": origin_value(suppressed.origin)}),
        },
    }
    more: JsonObject = {
        "statuses": list(finding.statuses),
        "claims": list(finding.claims),
        "source": None if finding.source is None else location_value(finding.source),
    }
    return value | said(more)


def _state(state: State, status: str | None) -> JsonObject:
    value: JsonObject = {
        "id": state.id,
        "value": state.value,
        "role": state.role.value,
        "parent": state.parent,
        "parts": None if state.parts is None else dict(state.parts),
    }
    return (
        value
        | said(
            {
                "meaning": state.meaning,
                "inferred": state.inferred,
                "location": location_value(state.location),
                "leaves": list(state.leaves),
            }
        )
        | ({} if status is None else {"status": status})
    )


def _transition(transition: Transition) -> JsonObject:
    value: JsonObject = {
        "event": transition.event,
        "from": transition.from_state,
        "to": transition.to_state,
        "kind": None if transition.kind is None else transition.kind.value,
        "actor": None if transition.actor is None else transition.actor.value,
        "guard": transition.guard,
        "source": transition.source,
        "location": location_value(transition.location),
    }
    return value | said(
        {
            "note": transition.note,
            "unsure": transition.unsure,
            "internal": transition.internal,
            "declared_on": transition.declared_on,
        }
    )


def _compound(compound: Compound) -> JsonObject:
    value: JsonObject = {"id": compound.id, "value": compound.value, "parent": compound.parent}
    return value | said(
        {"parallel": compound.parallel, "location": location_value(compound.location)}
    )


def _projection(projection: Projection | None) -> JsonObject | None:
    if projection is None:
        return None
    return {
        "name": projection.name,
        "source": projection.source,
        "statuses": list(projection.statuses),
        "hidden": list(projection.hidden),
    }


def _constraints(constraints: Constraints) -> JsonObject | None:
    if not constraints:
        return None
    return said(
        {
            "exclusive": [list(group) for group in constraints.exclusive],
            "implies": [list(pair) for pair in constraints.implies],
            "always": list(constraints.always),
        }
    )
