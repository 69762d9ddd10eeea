"""`wayout replay`: recorded logs against the lifecycles."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.replay_steps import steps

if TYPE_CHECKING:
    pass

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
def normalise(
    logs: tuple[str, ...], output_file: str, lifecycle: str | None, columns: tuple[str, ...]
) -> ExitCode:
    """Write what JSON logs record as Parquet, which is read ten times as fast.

    The file is there whole or not at all.
    """
    from wayout.interfaces.recordings.columns import read_map
    from wayout.interfaces.recordings.finding import log_files
    from wayout.interfaces.recordings.normalising import normalise as write

    account = write(log_files(logs), Path(output_file), read_map(columns), lifecycle)
    for each in account.broken:
        click.echo(f"wayout: {each.path}:{each.row}: {each.what}", err=True)
    click.echo(
        f"{output_file}: {account.rows:,} observations; {account.others:,} rows say nothing of a "
        f"state, {account.broken_rows:,} cannot be read",
        err=True,
    )
    return ExitCode.CLEAN
