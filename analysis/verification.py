"""Run checks on lifecycles and gather a report; accepted findings are marked, never dropped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from wayout.analysis.acceptance import Acceptance, accept
from wayout.analysis.check import Check, Subject
from wayout.analysis.checks import expired_suppression, failed_claim, unused_suppression
from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report, Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.running import Checked, Runner, in_turn
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.machines.vocabulary import Origin


def verify(  # noqa: PLR0913 - all by keyword but what and how
    lifecycles: Iterable[Lifecycle],
    checks: Iterable[Check],
    *,
    systems: Iterable[DeclaredSystem] = (),
    today: date | None = None,
    seconds: float | None = None,
    runner: Runner | None = None,
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
    `Report.unfinished`, as `run` says. A `runner` runs these checks, with these seconds, in place
    of `in_turn`: elsewhere, for example.
    """
    lifecycles, systems = tuple(lifecycles), tuple(systems)
    checks = tuple(checks)
    ids = tuple(sorted(check.id for check in checks))
    day = today or datetime.now(UTC).date()
    runner = runner or in_turn(checks, seconds)
    subjects: tuple[Subject, ...] = (*lifecycles, *systems)
    checked = runner(subjects)
    runs = [_run(*both, ids, day) for both in zip(subjects, checked, strict=True)]
    return Report(
        lifecycles,
        tuple(finding for found in _judged(runs) for finding in found),
        ids,
        tuple(undone for run in runs for undone in _unfinished(run)),
        proofs=tuple(proof for each in checked for proof in each.proofs),
        systems=tuple(run.subject for run in runs if isinstance(run.subject, DeclaredSystem)),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """What was found on a lifecycle or system, and what its acceptances cover.

    `ran` are the ids of the checks that were run to their end.
    """

    subject: Subject
    checked: Checked
    findings: tuple[Finding, ...]
    acceptances: tuple[Acceptance, ...]
    ran: frozenset[str]


def _run(subject: Subject, checked: Checked, ids: tuple[str, ...], today: date) -> _Run:
    if isinstance(subject, DeclaredSystem) and checked.outcome is not None:
        subject = subject.with_outcome(checked.outcome)
    ran = frozenset(ids).difference(checked.left)
    return _Run(subject, checked, *accept(checked.findings, subject.accepted, today), ran)


def _unfinished(run: _Run) -> Iterator[Unfinished]:
    name, left, outcome = run.subject.name, run.checked.left, run.checked.outcome
    for reason in dict.fromkeys(left.values()):
        undone = tuple(check for check, why in left.items() if why == reason)
        yield Unfinished(name, reason, undone)
    if outcome is not None and outcome.states is None and not left:
        yield Unfinished(name, outcome.remark, (failed_claim.CHECK.id,))


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
