"""Run checks on lifecycles and gather a report; accepted findings are marked, never dropped."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from wayout.analysis.acceptance import Acceptance, accept
from wayout.analysis.check import Check, Subject
from wayout.analysis.checks import expired_suppression, failed_claim, unused_suppression
from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report, Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline, LimitReachedError
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.machines.vocabulary import Origin


def verify(
    lifecycles: Iterable[Lifecycle],
    checks: Iterable[Check],
    *,
    systems: Iterable[DeclaredSystem] = (),
    today: date | None = None,
    seconds: float | None = None,
) -> Report:
    """Run every check on every lifecycle, and those on claims on the systems.

    Findings come by lifecycle, systems last, then by check id, then in declaration order. An
    acceptance that covers nothing is a finding itself (WO901), and so is one whose `until` lies
    before `today` (WO902), which then covers nothing any more; both only where these checks are
    among `checks`. What is accepted on a line of a base class is judged once for all lifecycles.
    `today` is by default the current day in UTC: the only thing outside the arguments that the
    report depends on, unless `seconds` are given.

    A check that reaches a limit of its own is named in `Report.unfinished`, with the reason.
    After that many seconds on one lifecycle its further checks are not run, and are named in
    `Report.unfinished`. The time is looked at before each check and after each finding: one
    finding that takes long is waited for.
    """
    lifecycles, systems = tuple(lifecycles), tuple(systems)
    ordered = tuple(sorted(checks, key=lambda check: check.id))
    day = today or datetime.now(UTC).date()
    runs = [
        *(
            _run(each, ordered, _on(each, ordered), day, Deadline.after(seconds))
            for each in lifecycles
        ),
        *(
            _run(each, ordered, _on_system(each, ordered), day, Deadline.after(seconds))
            for each in systems
        ),
    ]
    return Report(
        lifecycles,
        tuple(finding for found in _judged(runs) for finding in found),
        tuple(check.id for check in ordered),
        tuple(undone for run in runs for undone in _unfinished(run)),
        proofs=tuple(proof for run in runs if run.ran & _ON_CLAIMS for proof in run.subject.proofs),
        systems=systems,
    )


_ON_CLAIMS = frozenset({"WO701", "WO702", "WO703"})
"""The checks that prove the claims."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the checks found on a lifecycle or system, and what its acceptances cover.

    `ran` are the ids of the checks that were run to their end; `left` says why others were not.
    """

    subject: Subject
    findings: tuple[Finding, ...]
    acceptances: tuple[Acceptance, ...]
    ran: frozenset[str]
    left: Mapping[str, str]


_Runs = Mapping[str, Callable[[], Iterable[Finding]]]
"""What each check does, by its id, in order."""


def _on(lifecycle: Lifecycle, checks: Iterable[Check]) -> _Runs:
    return {check.id: partial(check.run, lifecycle) for check in checks if check.run}


def _on_system(declared: DeclaredSystem, checks: Iterable[Check]) -> _Runs:
    return {c.id: partial(c.on_systems, declared) for c in checks if c.on_systems}


def _run(
    subject: Subject, checks: tuple[Check, ...], runs: _Runs, today: date, deadline: Deadline
) -> _Run:
    found: list[Finding] = []
    left: dict[str, str] = {}
    late = f"checking it takes more than {deadline.seconds:g} s; raise --limit-seconds"
    for check, run in runs.items():
        if deadline.is_over:
            left[check] = late
            continue
        try:
            for finding in run():
                found.append(finding)
                if deadline.is_over:
                    left[check] = late
                    break
        except LimitReachedError as error:
            left[check] = str(error)
    ran = frozenset(check.id for check in checks).difference(left)
    return _Run(subject, *accept(found, subject.accepted, today), ran, left)


def _unfinished(run: _Run) -> Iterator[Unfinished]:
    for reason in dict.fromkeys(run.left.values()):
        undone = tuple(check for check, why in run.left.items() if why == reason)
        yield Unfinished(run.subject.name, reason, undone)
    subject = run.subject
    if isinstance(subject, DeclaredSystem) and run.ran & _ON_CLAIMS and not run.left:
        outcome = subject.outcome
        if outcome.states is None:
            yield Unfinished(subject.name, outcome.remark, (failed_claim.CHECK.id,))


def _judged(runs: Sequence[_Run]) -> Iterator[tuple[Finding, ...]]:
    """Yield the findings of each lifecycle, with those on its acceptances."""
    settled = {_written(each) for run in runs for each in run.acceptances if each.covered}
    for run in runs:
        judged = [each for each in run.acceptances if each.covered or _written(each) not in settled]
        settled.update(_written(each) for each in judged)
        yield run.findings
        if unused_suppression.CHECK.id in run.ran:
            known = {*SLUGS, *run.ran}
            yield tuple(unused_suppression.unused(run.subject, judged, ran=run.ran, known=known))
        if expired_suppression.CHECK.id in run.ran:
            yield tuple(expired_suppression.expired(run.subject, judged))


def _written(acceptance: Acceptance) -> object:
    """Return what is the same for an acceptance that several lifecycles inherit."""
    accepted = acceptance.accepted
    if accepted.origin is Origin.INLINE and accepted.place:
        return accepted.place, accepted.check
    return id(acceptance)
