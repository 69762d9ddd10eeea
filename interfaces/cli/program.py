"""The program: how errors are shown, and what it exits with.

A verb returns its exit code. What it cannot do it raises as `WayoutError`; anything else that is
raised is a defect of wayout, and the only thing that shows a traceback.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from pkgutil import resolve_name
from types import MappingProxyType
from typing import Any, NoReturn

import click

from wayout import __version__
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.errors import WayoutError
from wayout.interfaces.layout import visible

_HOMES = MappingProxyType(
    {
        "check": "wayout.interfaces.cli.check:check",
        "list": "wayout.interfaces.cli.listing:list_lifecycles",
        "show": "wayout.interfaces.cli.show:show",
        "prove": "wayout.interfaces.cli.prove:prove",
        "replay": "wayout.interfaces.cli.replay:replay",
        "explain": "wayout.interfaces.cli.explain:explain",
        "draw": "wayout.interfaces.cli.draw:draw",
        "site": "wayout.interfaces.cli.site:site",
        "docs": "wayout.interfaces.cli.docs:docs",
        "export": "wayout.interfaces.cli.export:export",
        "statuses": "wayout.interfaces.cli.statuses:statuses",
        "drift": "wayout.interfaces.cli.drift:drift",
        "init": "wayout.interfaces.cli.init:init",
        "baseline": "wayout.interfaces.cli.baseline:baseline",
    }
)


class Verbs(Mapping[str, click.Command]):
    """The verbs in the order in which people meet them. Each is imported when asked for."""

    def __getitem__(self, name: str) -> click.Command:
        """Import a verb."""
        verb: click.Command = resolve_name(_HOMES[name])
        return verb

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(_HOMES)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(_HOMES)


class Program(click.Group):
    """A group of verbs whose errors are one line each on stderr."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.commands = Verbs()  # type: ignore[assignment]  # none is added, so it need not change

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run a verb, and end the process with its exit code."""
        sys.exit(int(self._exit_code(*args, **extra | {"standalone_mode": False})))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; Ctrl-C ends it with one line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("wayout: interrupted", err=True)
            return ExitCode.INTERRUPTED

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Name the verbs in the order in which people meet them."""
        return list(self.commands)

    def _exit_code(self, *args: Any, **extra: Any) -> int:
        try:
            returned = super().main(*args, **extra)
        except WayoutError as error:
            return _refuse(
                *error.problems,
                excerpt=error.excerpt,
                code=ExitCode.UNDETERMINED if error.undetermined else ExitCode.CANNOT_RUN,
            )
        except click.exceptions.Abort:
            return ExitCode.INTERRUPTED
        except click.ClickException as error:
            return _refuse(_usage(error))
        except OSError as error:
            return _refuse(f"{error.filename or 'stdout'}: {error.strerror or error}")
        except Exception:  # noqa: BLE001 - a defect must not look like findings, which exit 1
            import traceback

            traceback.print_exc()
            return _refuse("this is a defect of wayout; please report it with the lines above")
        return returned if isinstance(returned, int) else ExitCode.CLEAN


@click.group(
    "wayout",
    cls=Program,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 clean, 1 findings at or above --fail-on, 2 cannot run, "
    "3 undetermined (a limit was reached), 130 interrupted.",
)
@click.version_option(__version__, "-V", "--version", message="wayout %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """Prove that every state of a resource's lifecycle has a way out.

    A TARGET is a built-in lifecycle (volume), package.module or package.module:Class,
    path/to/file.py or path/to/file.py:Class, or a data file (.json) as `wayout export` and
    `wayout check -f json` write it. Modules and files of Python are imported, which runs them
    in a process of its own, with limits, and without a sandbox.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(ExitCode.CANNOT_RUN)
    if not _has_working_directory():
        ctx.exit(_refuse("the working directory does not exist any more; change to another"))


def main() -> NoReturn:
    """Run the command line with the arguments of the process."""
    program.main(prog_name="wayout")


def _has_working_directory() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def _refuse(
    *problems: str, excerpt: tuple[str, ...] = (), code: ExitCode = ExitCode.CANNOT_RUN
) -> ExitCode:
    with suppress(OSError):  # stderr may be full or closed: the exit code still tells
        for problem in problems:
            click.echo(f"wayout: error: {visible(problem)}", err=True)
        for line in excerpt:
            click.echo(f"  {visible(line)}", err=True)
    return code


def _usage(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split()).rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f" (see `{context.command_path} --help`)" if context else ""
    return f"{message[:1].lower()}{message[1:]}{hint}"
