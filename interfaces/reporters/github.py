"""Workflow commands of GitHub Actions, which annotate the files of a pull request.

GitHub shows ten annotations of a level and step, and drops the others: the most severe come
first. The concise report follows, so that the log holds everything; workflow commands are
switched off in it.
https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from wayout.analysis.finding import Finding, Report, Severity
from wayout.interfaces.layout import Screen, visible
from wayout.interfaces.reporters import concise
from wayout.interfaces.reporters.wording import place_of, run, undetermined

SHOWN = 10
"""How many annotations of one level GitHub shows for a step."""

_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
)


def render(report: Report, screen: Screen | None) -> str:
    """Return at most ten annotations of each level, then the concise report."""
    plain = concise.render(report, screen)
    token = f"wayout-{hashlib.sha256(plain.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}"
    return "".join(
        (
            *_undetermined(report),
            *_annotations(report.open),
            f"::stop-commands::{token}\n",
            plain,
            f"::{token}::\n",
        )
    )


def _undetermined(report: Report) -> Iterator[str]:
    for unfinished in report.unfinished[:SHOWN]:
        yield f"::warning title=undetermined::{_data(visible(undetermined(unfinished)))}\n"


def _annotations(found: tuple[Finding, ...]) -> Iterator[str]:
    for severity in Severity:
        level = [finding for finding in found if finding.severity is severity]
        yield from map(_annotation, level[:SHOWN])


def _annotation(finding: Finding) -> str:
    place = place_of(finding)
    properties = {
        "title": f"{finding.check} {finding.slug}",
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
    }
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    lines = [visible(f"{finding.lifecycle}: {finding.message}")]
    if finding.witness:
        lines.append(f"run: {visible(run(finding.witness))}")
    lines.append(f"remedy: {visible(finding.remedy)}")
    return f"::{_LEVELS[finding.severity]} {said}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
