"""JSON values as findings, exactly as they were written."""

from wayout.analysis.finding import Finding, Severity, Step, Suppression, Unfinished, Witness
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.locations import location_of


def finding_of(fields: Fields) -> Finding:
    """Return the finding that a FINDING describes; its problems are added to those of `fields`."""
    fields.get("fingerprint")
    return Finding(
        check=fields.label("check"),
        slug=fields.label("slug"),
        severity=fields.choice("severity", Severity) or Severity.ERROR,
        lifecycle=fields.text("lifecycle"),
        message=fields.text("message"),
        remedy=fields.text("remedy"),
        states=fields.texts("states"),
        events=fields.texts("events"),
        statuses=fields.texts("statuses"),
        witness=fields.inner("witness", _witness),
        location=fields.inner("location", location_of),
        suppressed=fields.inner("suppressed", _suppression),
    )


def unfinished_of(fields: Fields) -> Unfinished:
    """Return what a limit left undone."""
    return Unfinished(
        fields.text("lifecycle"), fields.text("reason"), checks=fields.texts("checks")
    )


def _witness(fields: Fields) -> Witness:
    return Witness(fields.items("stem", _step), fields.items("cycle", _step))


def _step(fields: Fields) -> Step:
    return Step(fields.optional_text("event"), fields.text("state"))


def _suppression(fields: Fields) -> Suppression:
    return Suppression(fields.text("reason"), fields.day("until"))
