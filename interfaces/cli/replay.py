"""`wayout replay`: recorded logs against the lifecycles."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.replay_steps import steps
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.interfaces.config import Config

_DEFAULT = ""


class _WithLogs(click.Group):
    """A group whose arguments are logs, unless the first names what else to do with logs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in self.commands:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return self.commands[_DEFAULT].get_help(ctx)


@click.group(cls=_WithLogs, no_args_is_help=False)
def replay() -> None:
    """Hold recorded logs against the lifecycles."""


replay.add_command(steps, _DEFAULT)


@replay.command()
@click.argument("logs", metavar="LOG...", nargs=-1, required=True)
@click.option("-o", "--output-file", metavar="FILE", required=True, help="Write Parquet there.")
@click.option("-l", "--lifecycle", metavar="NAME", help="What rows that do not say it are about.")
@click.option("--columns", metavar="WHAT=NAME,...", multiple=True, help="As of `wayout replay`.")
@configured
def normalise(
    logs: tuple[str, ...],
    output_file: str,
    lifecycle: str | None,
    columns: tuple[str, ...],
    config: "Config",
) -> ExitCode:
    """Write what JSON logs record as Parquet, which is read ten times as fast.

    The file is there whole or not at all.
    """
    from wayout.interfaces.layout import visible
    from wayout.interfaces.replaying.asked import Asked, asked_lifecycles, normalised

    about = asked_lifecycles(Asked(lifecycle), config)
    account = normalised(logs, output_file, columns, about)
    for each in account.broken:
        click.echo(f"wayout: {visible(each.place)}", err=True)
    click.echo(
        f"{visible(output_file)}: {account.rows:,} observations; {account.others:,} rows say "
        f"nothing of a state, {account.broken_rows:,} cannot be read",
        err=True,
    )
    return ExitCode.CLEAN
