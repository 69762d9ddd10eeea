"""What verbs that report findings have in common: their options, and how they end."""

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, TypeVar

import click

from wayout.interfaces.cli.arguments import output_file
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.reporters import REPORTERS

if TYPE_CHECKING:
    from wayout.analysis.finding import Report
    from wayout.interfaces.cli.sinks import Sink

_Verb = TypeVar("_Verb", bound=Callable[..., object])

_OPTIONS = (
    click.option(
        "-f",
        "--output-format",
        type=click.Choice(["auto", *REPORTERS]),
        help="auto is github in GitHub Actions, full on a terminal and concise elsewhere.  "
        "[default: auto]",
    ),
    output_file,
    click.option(
        "--report",
        "reports",
        metavar="FORMAT=FILE",
        multiple=True,
        help="Write a further report to a file. May be repeated.",
    ),
    click.option(
        "--select",
        metavar="CODES",
        multiple=True,
        help="Run these checks only: ids (WO202), their beginnings (WO2) or slugs, by commas.",
    ),
    click.option("--ignore", metavar="CODES", multiple=True, help="Leave these checks out."),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", "never"]),
        help="Exit with 1 if there is a finding of this severity or above.  [default: warning]",
    ),
    click.option("--no-accept", is_flag=True, help="Show accepted findings as open ones."),
)


def reporting(verb: _Verb) -> _Verb:
    """Give a verb the options of those that report findings."""
    return reduce(lambda given, option: option(given), reversed(_OPTIONS), verb)


def ended(report: "Report", outputs: "list[Sink]", fail_on: str) -> ExitCode:
    """Write a report to all its places, and return the exit code that it means."""
    from wayout.interfaces.cli.sinks import add_job_summary

    for output in outputs:
        output.write(report)
    add_job_summary(report, outputs)
    return verdict(report, fail_on)


def verdict(report: "Report", fail_on: str) -> ExitCode:
    """Return the exit code of a report."""
    from wayout.interfaces.verifying import fails

    if report.unfinished:
        return ExitCode.UNDETERMINED
    failing = any(fails(finding, fail_on) for finding in report.findings)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN
