"""`wayout check`: run checks, report findings."""

from contextlib import closing
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.reporting import ended, reporting
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.analysis.finding import Report
    from wayout.interfaces.config import Config


@click.command()
@targets
@reporting
@click.option(
    "--omit-accepted",
    is_flag=True,
    help="Leave accepted findings out of the reports, for readers that know no suppressions.",
)
@click.option(
    "--baseline", metavar="FILE", help="Report what is new since `wayout baseline create`."
)
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 1_000),
    help="Check in so many processes at once; on Linux only.  [default: one per processor]",
)
@click.option("--show-settings", is_flag=True, help="Show what holds, and where it is said.")
@configured
def check(  # noqa: PLR0913 - one parameter per option
    *,
    targets: tuple[str, ...],
    output_format: str | None,
    output_file: str | None,
    reports: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    no_accept: bool,
    omit_accepted: bool,
    show_settings: bool,
    baseline: str | None,
    jobs: int | None,
    config: "Config",
) -> ExitCode:
    """Check lifecycles and report findings.

    Those of the TARGETs, and their systems; without any those of the config, else all built-in
    ones. Where a limit is reached, the report names what is not finished, and the exit code is 3.
    """
    from wayout.interfaces.cli.selection import selected
    from wayout.interfaces.cli.sinks import sinks
    from wayout.interfaces.working.processors import processors

    ids = selected(select or config.select, ignore or config.ignore)
    if show_settings:
        given = {"targets": targets, "select": select, "ignore": ignore, "baseline": baseline}
        return _show(config, given | {"output-format": output_format, "fail-on": fail_on})
    outputs = sinks(output_format or config.output_format or "auto", output_file, reports)
    report = checked(targets, ids, config, jobs or processors())
    if no_accept:
        report = report.without_acceptance()
    if known := baseline or config.baseline:
        from wayout.interfaces.verifying import against

        report = against(report, known, whole=not targets)
    if omit_accepted:
        report = report.without_accepted()
    return ended(report, outputs, fail_on or config.fail_on or "warning")


def _show(config: "Config", given: "dict[str, tuple[str, ...] | str | None]") -> ExitCode:
    from wayout.interfaces.cli.output import deliver
    from wayout.interfaces.config.showing import settings

    deliver(settings(config, given))
    return ExitCode.CLEAN


def checked(
    targets: tuple[str, ...], ids: tuple[str, ...], config: "Config", jobs: int = 1
) -> "Report":
    """Run checks on what TARGETs hold, or those of the config, as the config describes it.

    Where there are none, on all that is built in. In so many processes at once.
    """
    from wayout.interfaces.loading import loading
    from wayout.machines import BUILTIN
    from wayout.machines.systems import SYSTEMS

    wanted = targets or config.targets or (*BUILTIN, *SYSTEMS)
    with loading(wanted, limits=config.limits, contained=True) as load:
        from wayout.interfaces import verifying

        with closing(verifying.workers(ids, config, jobs)) as workers:
            loaded = load(workers.begin)
            return verifying.checked(loaded, ids, config, whole=not targets, runner=workers.run)
