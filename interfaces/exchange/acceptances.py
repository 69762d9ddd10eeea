"""Acceptances of findings, from JSON and to it."""

from wayout.analysis.lifecycle import Location
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.locations import location_value
from wayout.interfaces.exchange.sparse import JsonObject, said
from wayout.machines.vocabulary import Accepted, Origin, Place


def accepted_of(fields: Fields) -> Accepted:
    """Return an acceptance; what is wrong with it is reported."""
    problem = fields.text("problem", "")
    check = fields.text("check", "") if problem else fields.label("check")
    origin = fields.choice("origin", Origin) or Origin.SOURCE
    reason, reference = fields.text("reason"), fields.text("reference", "")
    if check and not (check.strip() or problem):
        fields.wrong("check", "is empty; name a check")
    if "reason" in fields and not (reason.strip() or problem):
        fields.wrong("reason", "is empty; say why this is accepted")
    is_outside = origin is not Origin.SOURCE
    if not (reference.strip() or problem or is_outside):
        fields.wrong("reference", "is missing or empty; say where this is known")
    return Accepted(
        check=check if check.strip() or problem else _WRONG,
        states=fields.texts("states"),
        reason=reason if reason.strip() or problem else _WRONG,
        reference=reference if reference.strip() or problem or is_outside else _WRONG,
        events=fields.texts("events"),
        until=fields.day("until"),
        statuses=fields.texts("statuses"),
        covers=fields.count("covers") if "covers" in fields else None,
        origin=origin,
        place=fields.inner("location", _place),
        problem=problem,
        claims=fields.texts("claims"),
    )


def _place(fields: Fields) -> Place:
    return Place("", fields.text("path"), fields.count("line"), fields.count("column"))


_WRONG = "wrong"
"""Stands for a text that is reported; nothing is made of it."""


def accepted_value(accepted: Accepted) -> JsonObject:
    """Return the object that `accepted_of` reads."""
    place = accepted.place
    value: JsonObject = {
        "check": accepted.check,
        "states": list(accepted.states),
        "reason": accepted.reason,
        "reference": accepted.reference,
    }
    return value | said(
        {
            "events": list(accepted.events),
            "until": accepted.until.isoformat() if accepted.until else None,
            "statuses": list(accepted.statuses),
            "claims": list(accepted.claims),
            "covers": accepted.covers,
            "origin": origin_value(accepted.origin),
            "location": None
            if place is None
            else location_value(Location(place.path, place.line, place.column)),
            "problem": accepted.problem,
        }
    )


def origin_value(origin: Origin) -> str | None:
    """Return the word for an origin; None for the usual one."""
    return None if origin is Origin.SOURCE else origin.value
