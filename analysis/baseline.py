"""Findings that were there when a project began to be checked, held against those of a run."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Known, Report, Suppression
from wayout.machines.vocabulary import Origin

_UNCHANGED = Suppression("was there when the baseline was written", origin=Origin.BASELINE)


def baseline_of(report: Report) -> tuple[Known, ...]:
    """Return the open findings, by what they are about; sorted, so that files stay alike."""
    counts = Counter(finding.fingerprint for finding in report.open)
    found = {finding.fingerprint: finding for finding in report.open}
    return _sorted(_known(finding, counts[key]) for key, finding in found.items())


def compared(report: Report, baseline: Collection[Known], *, whole: bool) -> Report:
    """Return the report with what the baseline holds marked as unchanged, and what is fixed.

    Of findings with one fingerprint the first are the old ones. Only what was judged is fixed:
    the check ran, and so was the lifecycle. In a `whole` run a lifecycle that is not there has
    been taken out. Linear in findings and baseline.
    """
    left = Counter({known.fingerprint: known.count for known in baseline})
    marked = []
    for finding in report.findings:
        is_old = finding.suppressed is None and left[finding.fingerprint] > 0
        left[finding.fingerprint] -= is_old
        marked.append(replace(finding, suppressed=_UNCHANGED) if is_old else finding)
    read = {each.name for each in report.subjects}
    unread = {finding.lifecycle for finding in report.findings} - read
    unread |= {one.lifecycle for one in report.unfinished if not one.checks}
    undone = {(one.lifecycle, check) for one in report.unfinished for check in one.checks}
    fixed = (
        replace(known, count=left[known.fingerprint])
        for known in baseline
        if left[known.fingerprint] > 0
        and (known.lifecycle in read or (whole and known.lifecycle not in unread))
        and (known.check in report.checks or known.check not in SLUGS)
        and (known.lifecycle, known.check) not in undone
    )
    return replace(report, findings=tuple(marked), fixed=_sorted(fixed))


def pruned(baseline: Iterable[Known], fixed: Iterable[Known]) -> tuple[Known, ...]:
    """Return the baseline without what is fixed."""
    gone = {known.fingerprint: known.count for known in fixed}
    left = (
        replace(known, count=known.count - gone.get(known.fingerprint, 0)) for known in baseline
    )
    return _sorted(known for known in left if known.count > 0)


def _known(finding: Finding, count: int) -> Known:
    return Known(
        finding.fingerprint,
        finding.check,
        finding.lifecycle,
        finding.states,
        finding.events,
        finding.statuses,
        count,
        finding.claims,
    )


def _sorted(known: Iterable[Known]) -> tuple[Known, ...]:
    return tuple(sorted(known, key=_place))


def _place(known: Known) -> tuple[object, ...]:
    names = (known.states, known.events, known.statuses, known.claims)
    return known.lifecycle, known.check, *names, known.fingerprint
