"""The open findings as GitLab's Code Quality report, which a merge request shows.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format: GitLab compares
reports by fingerprint, and shows only one finding for each.
"""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from wayout.analysis.finding import Finding, Report, Severity
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.layout import Screen, visible
from wayout.interfaces.reporters.wording import place_of

_SEVERITIES: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}
)


def render(report: Report, _screen: Screen | None) -> str:
    """Return the array of findings.

    Accepted ones are no part of it, nor is what a limit left undone: that has no place in a file.
    """
    seen: Counter[str] = Counter()
    return encode([_value(finding, seen) for finding in report.open])


def _value(finding: Finding, seen: Counter[str]) -> dict[str, object]:
    place = place_of(finding)
    return {
        "description": f"{finding.lifecycle}: {visible(finding.message)}",
        "check_name": f"{finding.check} {finding.slug}",
        "fingerprint": _fingerprint(finding, seen),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": place.path, "lines": {"begin": place.line}},
    }


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Tell findings apart that are about the same states and events."""
    seen[finding.fingerprint] += 1
    number = seen[finding.fingerprint]
    return finding.fingerprint if number == 1 else f"{finding.fingerprint}-{number}"
