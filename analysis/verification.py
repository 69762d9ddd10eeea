"""Run checks on lifecycles and gather a report; accepted findings are marked, never dropped."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from wayout.analysis.acceptance import accept
from wayout.analysis.check import Check
from wayout.analysis.checks import expired_suppression, unused_suppression
from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report
from wayout.analysis.lifecycle import Lifecycle


def verify(
    lifecycles: Iterable[Lifecycle], checks: Iterable[Check], *, today: date | None = None
) -> Report:
    """Run every check on every lifecycle.

    Findings come by lifecycle, then by check id, then in declaration order. An acceptance that
    covers nothing is a finding itself (WO901), and so is one whose `until` lies before `today`
    (WO902), which then covers nothing any more; both only where these checks are among
    `checks`. `today` is by default the current day in UTC: the only thing outside the
    arguments that the report depends on.
    """
    lifecycles = tuple(lifecycles)
    ordered = tuple(sorted(checks, key=lambda check: check.id))
    day = today or datetime.now(UTC).date()
    return Report(
        lifecycles,
        tuple(finding for each in lifecycles for finding in _findings(each, ordered, day)),
        tuple(check.id for check in ordered),
    )


def _findings(lifecycle: Lifecycle, checks: tuple[Check, ...], today: date) -> Iterator[Finding]:
    found = [finding for check in checks if check.run for finding in check.run(lifecycle)]
    marked, acceptances = accept(found, lifecycle.accepted, today)
    yield from marked
    ran = {check.id for check in checks}
    if unused_suppression.CHECK.id in ran:
        known = {*SLUGS, *ran}
        yield from unused_suppression.unused(lifecycle, acceptances, ran=ran, known=known)
    if expired_suppression.CHECK.id in ran:
        yield from expired_suppression.expired(lifecycle, acceptances)
