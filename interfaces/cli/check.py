"""`wayout check`: run checks, report findings."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import output_file, targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.limits import limits
from wayout.interfaces.reporters import REPORTERS

if TYPE_CHECKING:
    from wayout.analysis.finding import Report
    from wayout.analysis.limits import Limits


@click.command()
@targets
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(["auto", *REPORTERS]),
    default="auto",
    show_default=True,
    help="auto is github in GitHub Actions, full on a terminal and concise elsewhere.",
)
@output_file
@click.option(
    "--report",
    "reports",
    metavar="FORMAT=FILE",
    multiple=True,
    help="Write a further report to a file. May be repeated.",
)
@click.option(
    "--select",
    metavar="CODES",
    multiple=True,
    help="Run these checks only: ids (WO202), their beginnings (WO2) or slugs, by commas.",
)
@click.option("--ignore", metavar="CODES", multiple=True, help="Leave these checks out.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 if there is a finding of this severity or above.",
)
@click.option("--no-accept", is_flag=True, help="Show accepted findings as open ones.")
@click.option(
    "--omit-accepted",
    is_flag=True,
    help="Leave accepted findings out of the reports, for readers that know no suppressions.",
)
@limits
def check(  # noqa: PLR0913 - one parameter per option
    *,
    targets: tuple[str, ...],
    output_format: str,
    output_file: str | None,
    reports: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    no_accept: bool,
    omit_accepted: bool,
    limits: "Limits",
) -> ExitCode:
    """Check lifecycles and report findings.

    All built-in ones, or those of the TARGETs. A class that python-statemachine refuses to
    define is always reported, whatever is selected. Where a limit is reached, the report names
    what is not finished, and the exit code is 3.
    """
    from wayout.interfaces.cli.selection import selected
    from wayout.interfaces.cli.sinks import add_job_summary, sinks

    ids = selected(select, ignore)
    outputs = sinks(output_format, output_file, reports)
    report = _report(targets, ids, limits)
    if no_accept:
        report = report.without_acceptance()
    if omit_accepted:
        report = report.without_accepted()
    for output in outputs:
        output.write(report)
    add_job_summary(report, outputs)
    return _verdict(report, fail_on)


def _report(targets: tuple[str, ...], ids: tuple[str, ...], limits: "Limits") -> "Report":
    from wayout.interfaces.loading import loading

    with loading(targets, limits=limits, contained=True) as load:
        from wayout.interfaces.verifying import report_on

        if targets:
            import networkx as nx  # noqa: F401 - while another process imports the TARGETs
        return report_on(load(), ids, seconds=limits.seconds)


def _verdict(report: "Report", fail_on: str) -> ExitCode:
    from wayout.interfaces.verifying import fails

    if report.unfinished:
        return ExitCode.UNDETERMINED
    failing = any(fails(finding, fail_on) for finding in report.findings)
    return ExitCode.FINDINGS if failing else ExitCode.CLEAN
