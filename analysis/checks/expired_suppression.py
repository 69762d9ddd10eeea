"""WO902: an acceptance has passed its date."""

from collections.abc import Iterable, Iterator

from wayout.analysis.acceptance import Acceptance
from wayout.analysis.check import Check, Subject
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.wording import quoted


def expired(subject: Subject, acceptances: Iterable[Acceptance]) -> Iterator[Finding]:
    """Yield the acceptances that ended before today."""
    for acceptance in acceptances:
        accepted = acceptance.accepted
        if not acceptance.expired or accepted.until is None:
            continue
        what = (*accepted.states, *accepted.events)
        yield CHECK.finding(
            subject,
            f"the acceptance of {accepted.check}{f' for {quoted(what)}' if what else ''} "
            f"ended on {accepted.until.isoformat()} and covers nothing any more",
            states=accepted.states,
            events=accepted.events,
            location=acceptance.place_in(subject),
        )


CHECK = Check(
    id="WO902",
    slug="expired-suppression",
    severity=Severity.ERROR,
    summary="An acceptance whose last day lies in the past.",
    remedy="mend what was accepted, or give the acceptance a later date and say why",
    run=None,
)
