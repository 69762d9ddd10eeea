"""Run checks on lifecycles and gather a report; accepted findings are marked, never dropped."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from wayout.analysis.acceptance import accept
from wayout.analysis.check import Check
from wayout.analysis.checks import expired_suppression, unused_suppression
from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report, Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline, LimitReachedError


def verify(
    lifecycles: Iterable[Lifecycle],
    checks: Iterable[Check],
    *,
    today: date | None = None,
    seconds: float | None = None,
) -> Report:
    """Run every check on every lifecycle.

    Findings come by lifecycle, then by check id, then in declaration order. An acceptance that
    covers nothing is a finding itself (WO901), and so is one whose `until` lies before `today`
    (WO902), which then covers nothing any more; both only where these checks are among
    `checks`. `today` is by default the current day in UTC: the only thing outside the
    arguments that the report depends on, unless `seconds` are given.

    A check that reaches a limit of its own is named in `Report.unfinished`, with the reason.
    After that many seconds on one lifecycle its further checks are not run, and are named in
    `Report.unfinished`. The time is looked at before each check and after each finding: one
    finding that takes long is waited for.
    """
    lifecycles = tuple(lifecycles)
    ordered = tuple(sorted(checks, key=lambda check: check.id))
    day = today or datetime.now(UTC).date()
    findings: list[Finding] = []
    unfinished: list[Unfinished] = []
    for lifecycle in lifecycles:
        found, left = _run(lifecycle, ordered, Deadline.after(seconds))
        ran = {check.id for check in ordered}.difference(left)
        findings.extend(_accepted(lifecycle, found, ran, day))
        for reason in dict.fromkeys(left.values()):
            undone = tuple(check for check, why in left.items() if why == reason)
            unfinished.append(Unfinished(lifecycle.name, reason, undone))
    ids = tuple(check.id for check in ordered)
    return Report(lifecycles, tuple(findings), ids, tuple(unfinished))


def _run(
    lifecycle: Lifecycle, checks: tuple[Check, ...], deadline: Deadline
) -> tuple[list[Finding], dict[str, str]]:
    """Return the findings, and why which checks were not run to their end, by their ids."""
    found: list[Finding] = []
    left: dict[str, str] = {}
    late = f"checking it takes more than {deadline.seconds:g} s; raise --limit-seconds"
    for check in checks:
        if check.run is None:
            continue
        if deadline.is_over:
            left[check.id] = late
            continue
        try:
            for finding in check.run(lifecycle):
                found.append(finding)
                if deadline.is_over:
                    left[check.id] = late
                    break
        except LimitReachedError as error:
            left[check.id] = str(error)
    return found, left


def _accepted(
    lifecycle: Lifecycle, found: list[Finding], ran: set[str], today: date
) -> Iterator[Finding]:
    """Yield the findings, marked where they are accepted, and those on the acceptances."""
    marked, acceptances = accept(found, lifecycle.accepted, today)
    yield from marked
    if unused_suppression.CHECK.id in ran:
        known = {*SLUGS, *ran}
        yield from unused_suppression.unused(lifecycle, acceptances, ran=ran, known=known)
    if expired_suppression.CHECK.id in ran:
        yield from expired_suppression.expired(lifecycle, acceptances)
