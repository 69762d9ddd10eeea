"""Run checks on lifecycles and gather a report; accepted findings are marked, never dropped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wayout.analysis.acceptance import Acceptance, accept
from wayout.analysis.check import Check
from wayout.analysis.checks import expired_suppression, unused_suppression
from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report, Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline, LimitReachedError
from wayout.machines.vocabulary import Origin


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
    `checks`. What is accepted on a line of a base class is judged once for all lifecycles.
    `today` is by default the current day in UTC: the only thing outside the arguments that the
    report depends on, unless `seconds` are given.

    A check that reaches a limit of its own is named in `Report.unfinished`, with the reason.
    After that many seconds on one lifecycle its further checks are not run, and are named in
    `Report.unfinished`. The time is looked at before each check and after each finding: one
    finding that takes long is waited for.
    """
    lifecycles = tuple(lifecycles)
    ordered = tuple(sorted(checks, key=lambda check: check.id))
    day = today or datetime.now(UTC).date()
    runs = [_run(each, ordered, day, Deadline.after(seconds)) for each in lifecycles]
    return Report(
        lifecycles,
        tuple(finding for found in _judged(runs) for finding in found),
        tuple(check.id for check in ordered),
        tuple(undone for run in runs for undone in _unfinished(run)),
        proofs=tuple(
            proof for run in runs if run.ran & _ON_CLAIMS for proof in run.lifecycle.proofs
        ),
    )


_ON_CLAIMS = frozenset({"WO701", "WO702", "WO703"})
"""The checks that prove the claims."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the checks found on a lifecycle, and what its acceptances cover.

    `ran` are the ids of the checks that were run to their end; `left` says why others were not.
    """

    lifecycle: Lifecycle
    findings: tuple[Finding, ...]
    acceptances: tuple[Acceptance, ...]
    ran: frozenset[str]
    left: Mapping[str, str]


def _run(lifecycle: Lifecycle, checks: tuple[Check, ...], today: date, deadline: Deadline) -> _Run:
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
    ran = frozenset(check.id for check in checks).difference(left)
    return _Run(lifecycle, *accept(found, lifecycle.accepted, today), ran, left)


def _unfinished(run: _Run) -> Iterator[Unfinished]:
    for reason in dict.fromkeys(run.left.values()):
        undone = tuple(check for check, why in run.left.items() if why == reason)
        yield Unfinished(run.lifecycle.name, reason, undone)


def _judged(runs: Sequence[_Run]) -> Iterator[tuple[Finding, ...]]:
    """Yield the findings of each lifecycle, with those on its acceptances."""
    settled = {_written(each) for run in runs for each in run.acceptances if each.covered}
    for run in runs:
        judged = [each for each in run.acceptances if each.covered or _written(each) not in settled]
        settled.update(_written(each) for each in judged)
        yield run.findings
        if unused_suppression.CHECK.id in run.ran:
            known = {*SLUGS, *run.ran}
            yield tuple(unused_suppression.unused(run.lifecycle, judged, ran=run.ran, known=known))
        if expired_suppression.CHECK.id in run.ran:
            yield tuple(expired_suppression.expired(run.lifecycle, judged))


def _written(acceptance: Acceptance) -> object:
    """Return what is the same for an acceptance that several lifecycles inherit."""
    accepted = acceptance.accepted
    if accepted.origin is Origin.INLINE and accepted.place:
        return accepted.place, accepted.check
    return id(acceptance)
