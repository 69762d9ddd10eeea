"""A line per finding, `path:line:col: WO202 lifecycle: message`, for editors and review bots.

The summary comes last; no pattern for places matches it.
"""

from wayout.analysis.finding import Finding, Report
from wayout.interfaces.layout import Line, Page, Screen, Span, paint
from wayout.interfaces.reporters.wording import summary


def render(report: Report, _screen: Screen | None) -> str:
    """Return the open findings and the summary. Never coloured and never wrapped."""
    page: Page = tuple(Line((Span(_line(finding)),)) for finding in report.open)
    return paint((*page, Line((Span(summary(report)),))), None)


def _line(finding: Finding) -> str:
    place = finding.location
    where = f"{place.path}:{place.line}:{place.column}" if place else f"{finding.lifecycle}:1:1"
    return f"{where}: {finding.check} {finding.lifecycle}: {finding.message}"
