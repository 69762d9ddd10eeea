"""The report as JSON Lines: an object per finding, as it is found in the JSON report.

The last line holds the version of the format and the summary, under keys that no finding has,
so that whoever reads it knows that the report is whole. https://jsonlines.org
"""

import json

from wayout.analysis.finding import Report
from wayout.interfaces.exchange.summaries import summary_value
from wayout.interfaces.exchange.versions import VERSION
from wayout.interfaces.exchange.writing import finding_value
from wayout.interfaces.layout import Screen


def render(report: Report, _screen: Screen | None) -> str:
    """Return a line per finding, the accepted ones marked, and a line that sums up."""
    last = {"version": VERSION, "summary": summary_value(report)}
    values = (*map(finding_value, report.findings), last)
    return "".join(f"{json.dumps(value)}\n" for value in values)
