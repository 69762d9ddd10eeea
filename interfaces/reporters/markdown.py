"""The report as Markdown, for the summary of a CI job or a comment on a change.

A table of the lifecycles, then the findings of each with a picture of the runs that show them.
GitHub Flavored Markdown, https://github.github.com/gfm/; pictures are Mermaid, as GitHub and
GitLab draw it.
"""

from collections.abc import Iterator

from wayout.analysis.finding import Finding, Report, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import TooLarge, mermaid, plan
from wayout.diagrams.tables.markdown import escaped
from wayout.interfaces.layout import Screen
from wayout.interfaces.reporters.failing import failing_part
from wayout.interfaces.reporters.wording import (
    counted,
    most_severe_first,
    place_of,
    run,
    states_of,
    summary,
    undetermined,
)
from wayout.interfaces.reporters.wording import findings as in_words

MOST_FINDINGS = 50
"""How many findings are told in full, the most severe first; the others are counted."""


def render(report: Report, _screen: Screen | None) -> str:
    """Return a text that is at home under any heading of level two or above."""
    shown = most_severe_first(report.open)[:MOST_FINDINGS]
    lines = [
        f"**{escaped(summary(report))}**",
        "",
        *_undetermined(report),
        *_overview(report),
        *_sections(report, shown),
        *_left_out(report, shown),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _undetermined(report: Report) -> Iterator[str]:
    if report.unfinished:
        yield from (f"- {escaped(undetermined(one))}" for one in report.unfinished)
        yield ""


def _overview(report: Report) -> Iterator[str]:
    yield from _lifecycles(report)
    yield from _systems(report)


def _lifecycles(report: Report) -> Iterator[str]:
    if not report.lifecycles:
        return
    yield "| lifecycle | states | transitions | accepted | findings |"
    yield "|---|--:|--:|--:|---|"
    for lifecycle in report.lifecycles:
        found = tuple(f for f in report.open if f.lifecycle == lifecycle.name)
        accepted = sum(f.lifecycle == lifecycle.name for f in report.accepted)
        cells = (
            escaped(lifecycle.name),
            f"{len(lifecycle.states):,}",
            f"{len(lifecycle.transitions):,}",
            f"{accepted:,}",
            in_words(found) if found else "none",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _systems(report: Report) -> Iterator[str]:
    if not report.systems:
        return
    yield "| system | members | states | accepted | findings |"
    yield "|---|--:|--:|--:|---|"
    for declared in report.systems:
        found = tuple(f for f in report.open if f.lifecycle == declared.name)
        accepted = sum(f.lifecycle == declared.name for f in report.accepted)
        cells = (
            escaped(declared.name),
            f"{len(declared.system.members):,}",
            states_of(declared).partition(" state")[0],
            f"{accepted:,}",
            in_words(found) if found else "none",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _sections(report: Report, shown: list[Finding]) -> Iterator[str]:
    lifecycles = {lifecycle.name: lifecycle for lifecycle in report.lifecycles}
    for name in dict.fromkeys(finding.lifecycle for finding in shown):
        found = [finding for finding in shown if finding.lifecycle == name]
        yield f"### {escaped(name)}"
        yield ""
        for finding in found:
            yield from _told(finding)
        yield ""
        if name in lifecycles:
            yield from _picture(lifecycles[name], found)


def _told(finding: Finding) -> Iterator[str]:
    place = place_of(finding)
    where = escaped(f"{place.path}:{place.line}")
    head = f"{_WORDS[finding.severity]} **{finding.check} {finding.slug}**"
    yield f"- {head}: {escaped(finding.message)}"
    yield f"  <br>at {where}"
    if finding.witness:
        yield f"  <br>run: {escaped(run(finding.witness))}"
    yield f"  <br>remedy: {escaped(finding.remedy)}"


_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def _picture(lifecycle: Lifecycle, found: list[Finding]) -> Iterator[str]:
    part = failing_part(lifecycle, found)
    if not part.transitions:
        return
    try:
        picture = mermaid(plan(part))
    except TooLarge:
        return
    yield "```mermaid"
    yield from picture.rstrip("\n").split("\n")
    yield "```"
    yield ""


def _left_out(report: Report, shown: list[Finding]) -> Iterator[str]:
    if more := len(report.open) - len(shown):
        yield f"{counted(more, 'finding')} more, of the least severe, are not told here."
