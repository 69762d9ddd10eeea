"""A line per finding, `path:line:col: WO202 lifecycle: message`, for editors and review bots.

What a limit left undone and the summary come last; no pattern for places matches them.
"""

from wayout.analysis.finding import Finding, Report
from wayout.interfaces.layout import Line, Page, Screen, Span, paint
from wayout.interfaces.reporters.wording import fixed, summary, undetermined


def render(report: Report, _screen: Screen | None) -> str:
    """Return findings, what is undone or fixed, and the summary. Neither coloured nor wrapped."""
    lines = [_line(finding) for finding in report.open]
    lines.extend(undetermined(unfinished) for unfinished in report.unfinished)
    last = [line for line in (fixed(report), summary(report)) if line]
    page: Page = tuple(Line((Span(line),)) for line in (*lines, *last))
    return paint(page, None)


def _line(finding: Finding) -> str:
    place = finding.location
    where = f"{place.path}:{place.line}:{place.column}" if place else f"{finding.lifecycle}:1:1"
    return f"{where}: {finding.check} {finding.lifecycle}: {finding.message}"
