"""`wayout show`: lifecycles as tables."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import one_target, projected
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.interfaces.config import Config


@click.command()
@one_target
@click.option("--matrix", is_flag=True, help="Show what every state answers to every event.")
@click.option(
    "--state",
    "states",
    metavar="GLOB",
    multiple=True,
    help="With --matrix: these states only. May be repeated.",
)
@click.option(
    "--event",
    "events",
    metavar="GLOB",
    multiple=True,
    help="With --matrix: these events only. May be repeated.",
)
@click.option(
    "-f",
    "--output-format",
    type=click.Choice(["text", "markdown", "rst", "csv", "json"]),
    help="markdown and rst are for documents; csv and json need --matrix.  [default: text]",
)
@projected
@configured
def show(  # noqa: PLR0913 - one parameter per option
    *,
    target: str,
    matrix: bool,
    states: tuple[str, ...],
    events: tuple[str, ...],
    output_format: str | None,
    projected: bool,
    config: "Config",
) -> ExitCode:
    """Show lifecycles as tables.

    States with their roles, transitions by event, what is assumed, what is accepted.
    With --matrix, what every state answers to every event: where it leads, that it is ignored
    on purpose (every transition leads back to the state), refused, or dropped without a word.
    """
    import sys

    from wayout.interfaces.cli.group_portrait import group_portrait
    from wayout.interfaces.cli.output import deliver, screen_of
    from wayout.interfaces.cli.portrait import portrait
    from wayout.interfaces.cli.seen import subjects
    from wayout.interfaces.errors import UsageError
    from wayout.interfaces.layout import paint

    if not matrix and (states or events):
        message = "--state and --event choose what --matrix shows; add --matrix"
        raise UsageError(message)
    if not matrix and output_format in {"csv", "json"}:
        message = (
            f"--output-format: {output_format} is for --matrix; add it, or use `wayout export` for "
            "a lifecycle as data"
        )
        raise UsageError(message)
    lifecycles, systems = subjects(config, (target,), projected=projected)
    screen = screen_of(sys.stdout)
    if systems and (matrix or output_format in {"markdown", "rst"}):
        message = f"{systems[0].name}: a system is shown as text alone; name a lifecycle"
        raise UsageError(message)
    if matrix:
        from wayout.interfaces.cli.matrix import chosen, written

        selected = chosen(lifecycles, states, events)
        deliver(written(selected, output_format or "text", screen))
        return ExitCode.CLEAN
    if output_format in {"markdown", "rst"}:
        from wayout.diagrams.tables.documents import documents, everything

        tables = (table for lifecycle in lifecycles for table in everything(lifecycle))
        deliver(documents(output_format, tables))
        return ExitCode.CLEAN
    pages = (*map(portrait, lifecycles), *map(group_portrait, systems))
    deliver("\n".join(paint(page, screen) for page in pages))
    return ExitCode.CLEAN
