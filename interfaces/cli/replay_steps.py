"""The command that `wayout replay LOG...` is: every recorded step, judged."""

import sys
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import output_file
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.replay_follow import follow_log
from wayout.interfaces.cli.reporting import verdict
from wayout.interfaces.cli.settings import configured
from wayout.interfaces.recordings.spilling import DEFAULT_MB, LEAST_MB
from wayout.interfaces.reporters import REPORTERS

if TYPE_CHECKING:
    from wayout.interfaces.config import Config
    from wayout.interfaces.layout import Screen


class _Logs(click.Command):
    """The command of a group that has no name of its own."""

    class context_class(click.Context):  # noqa: N801 - as click calls it
        """Is called as its group is."""

        @property
        def command_path(self) -> str:
            return super().command_path.rstrip()


@click.command("", cls=_Logs, hidden=True)
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option(
    "-l",
    "--lifecycle",
    metavar="TARGET",
    help="What the logs are about.  [default: what notifications say that they are about]",
)
@click.option(
    "--columns",
    metavar="WHAT=NAME,...",
    multiple=True,
    help="Which columns say what: resource, time, state, task, told, told_task, event, "
    "sequence, message. Usual names are known.",
)
@click.option(
    "--alias",
    "aliases",
    metavar="RECORDED=STATE",
    multiple=True,
    help="A state that the log calls otherwise. May be repeated.",
)
@click.option("--complete", is_flag=True, help="The log holds every change: none may be skipped.")
@click.option(
    "--in-order", is_flag=True, help="The order of rows counts, and no time: they need none."
)
@click.option("--resource", metavar="ID", help="Show the steps of one resource.")
@click.option(
    "--stuck-after",
    metavar="[STATE=]DURATION",
    multiple=True,
    help="Report resources that stay longer: in a state, those of a role, or any transient one "
    "(30m, deleting=2h, error=1d). May be repeated.",
)
@click.option("--dwell", is_flag=True, help="Show how long resources stay in each state.")
@click.option(
    "--coverage", is_flag=True, help="Show which states and transitions were seen, and which never."
)
@click.option(
    "--candidates",
    type=click.IntRange(1),
    metavar="N",
    help="Show what is recorded N times or more and not declared, as rows for the machine.",
)
@click.option(
    "--draw",
    metavar="PATH",
    help="Draw how often each step was taken: a file (its suffix says the format), or a folder.",
)
@click.option("--page", metavar="FILE", help="Write all answers as a page, one file of HTML.")
@click.option("--now", metavar="TIME", help="When the log ends.  [default: its last time]")
@click.option("--follow", is_flag=True, help="Go on with what is appended to a log of JSON lines.")
@click.option(
    "--remember", metavar="FILE", help="With --follow: keep there what is known, for the next run."
)
@click.option(
    "--every",
    type=click.FloatRange(0.01),
    default=1.0,
    show_default=True,
    metavar="S",
    help="With --follow: look for what is new that often.",
)
@click.option("--once", is_flag=True, help="With --follow: stop at the end of the log.")
@click.option("--describe", is_flag=True, help="Show what the logs are recognised as.")
@click.option("--strict", is_flag=True, help="Refuse logs with rows that cannot be read.")
@click.option(
    "--memory-limit",
    "memory_mb",
    type=click.IntRange(LEAST_MB),
    metavar="MB",
    help=f"Spill to disk above.  [default: {DEFAULT_MB}; of Spark: what its settings say]",
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What reads the logs: DuckDB here, or Spark, on a cluster where they are large.",
)
@click.option(
    "--master", metavar="URL", help="The cluster of Spark.  [default: what its settings say]"
)
@click.option(
    "-f",
    "--output-format",
    type=click.Choice([*REPORTERS]),
    default="full",
    show_default=True,
)
@output_file
@click.option("--select", metavar="CODES", multiple=True, help="Report these checks only.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Leave these checks out.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 if there is a finding of this severity or above.",
)
@configured
def steps(  # noqa: PLR0913 - one parameter per option
    logs: tuple[str, ...],
    *,
    lifecycle: str | None,
    columns: tuple[str, ...],
    aliases: tuple[str, ...],
    complete: bool,
    in_order: bool,
    resource: str | None,
    stuck_after: tuple[str, ...],
    dwell: bool,
    coverage: bool,
    candidates: int | None,
    draw: str | None,
    page: str | None,
    now: str | None,
    follow: bool,
    remember: str | None,
    every: float,
    once: bool,
    describe: bool,
    strict: bool,
    memory_mb: int | None,
    engine: str,
    master: str | None,
    output_format: str,
    output_file: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    config: "Config",
) -> ExitCode:
    """Decide of every recorded step whether the lifecycle permits it.

    A LOG is a file, a glob, or - for stdin: Parquet, CSV (.csv, .tsv), or JSON, which is a value
    a line, or notifications of Nova, Cinder, Glance and Neutron wherever they are in it, in
    oslo.messaging's envelope or without. CSV and JSON may be gzipped. Rows that are no
    observation are counted, and named where they cannot be read.
    `wayout replay normalise LOG... -o FILE` writes JSON logs as Parquet once.
    """
    from wayout.analysis.checks.catalogue import ON_LOGS
    from wayout.interfaces.cli.output import deliver
    from wayout.interfaces.cli.selection import selected
    from wayout.interfaces.replaying.asked import (
        Asked,
        Followed,
        asked_lifecycles,
        opened_log,
        recorded_lifecycles,
    )
    from wayout.interfaces.replaying.refusing import (
        refuse_idle,
        refuse_unknown,
        tell_dropped,
        tell_odd,
        tell_unread,
    )

    refuse_idle(click.get_current_context())
    if draw is not None:
        from wayout.interfaces.cli.sheets import refuse_output

        refuse_output(draw, "--draw")
    asked = Asked(
        lifecycle,
        columns,
        aliases,
        complete=complete,
        in_order=in_order,
        stuck_after=stuck_after,
        dwell=dwell,
        now=now,
        memory_mb=memory_mb,
        engine=engine,
        master=master,
        coverage=coverage,
        candidates=candidates,
    )
    ids = selected(select, ignore or config.ignore, among=ON_LOGS)
    about = asked_lifecycles(asked, config)
    if follow:
        return follow_log(logs, about, asked, config, Followed(remember, every, once=once))
    screen = _screen(output_file)
    with opened_log(logs, asked, about) as log:
        from wayout.interfaces.replaying import answers

        tell_unread(log, strict=strict)
        if describe:
            deliver(answers.description_of(log, screen), output_file)
            return ExitCode.CLEAN
        about = recorded_lifecycles(log, about, config)
        refuse_unknown(asked.aliases, about)
        if resource is not None:
            steps_of = answers.timelines(log, about, resource, screen, in_order=in_order)
            deliver(steps_of, output_file)
            return ExitCode.CLEAN
        replayed = answers.replayed(log, about, asked)
        tell_odd(log, replayed)
    if output_format not in {"full", "json"}:
        tell_dropped(replayed)
    report = answers.report_of(replayed, ids, config)
    if draw is not None or page is not None:
        from wayout.interfaces.replaying.written import draw_all, write_page

        if draw is not None:
            draw_all(replayed, report, draw)
        if page is not None:
            write_page(replayed, report, page)
    deliver(answers.text_of(log, (replayed, report), asked, output_format, screen), output_file)
    return verdict(report, fail_on)


def _screen(output_file: str | None) -> "Screen | None":
    from wayout.interfaces.cli.output import screen_of

    return screen_of(sys.stdout) if output_file in {None, "-"} else None
