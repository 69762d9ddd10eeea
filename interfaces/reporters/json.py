"""The report as JSON, for programs: the published format with its version."""

from wayout.analysis.finding import Report
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.writing import report_value
from wayout.interfaces.layout import Screen


def render(report: Report, _screen: Screen | None) -> str:
    """Return the document of `check -f json`; accepted findings are in it, marked."""
    return encode(report_value(report))
