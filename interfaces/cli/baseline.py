"""`wayout baseline`: adopt wayout on machines that have findings already."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.analysis.finding import Known, Report
    from wayout.interfaces.config import Config

DEFAULT = "wayout-baseline.json"


@click.group(no_args_is_help=False)
def baseline() -> None:
    """Let old findings pass.

    A baseline holds what was found when it was created; `wayout check --baseline FILE` fails
    for new findings alone.
    """


@baseline.command()
@targets
@click.option(
    "-o",
    "--output-file",
    metavar="FILE",
    help=f"Write there.  [default: that of the config, or {DEFAULT}]",
)
@configured
def create(targets: tuple[str, ...], output_file: str | None, config: "Config") -> ExitCode:
    """Write the findings that there are into a new baseline.

    Accepted findings are no part of it.
    """
    from wayout.analysis.baseline import baseline_of
    from wayout.interfaces.errors import OutputError

    path = Path(output_file or config.baseline or DEFAULT)
    if path.exists():
        message = (
            f"{path}: is there already, and stays as it is; `wayout baseline prune` takes out what "
            "is fixed, and to begin anew remove it first"
        )
        raise OutputError(message)
    known = baseline_of(_report(targets, config))
    _write(path, known)
    _say(f"{path}: {_counted(known)}; `wayout check --baseline {path}` fails for new ones alone")
    return ExitCode.CLEAN


@baseline.command()
@targets
@click.option(
    "--baseline",
    "file",
    metavar="FILE",
    help=f"The baseline.  [default: that of the config, or {DEFAULT}]",
)
@configured
def prune(targets: tuple[str, ...], file: str | None, config: "Config") -> ExitCode:
    """Take out of a baseline what is found no more.

    What other TARGETs and checks may find stays.
    """
    from wayout.analysis.baseline import compared, pruned
    from wayout.interfaces.exchange.baselines import read_baseline

    path = file or config.baseline or DEFAULT
    known = read_baseline(path)
    fixed = compared(_report(targets, config), known, whole=not targets).fixed or ()
    left = pruned(known, fixed)
    if fixed:
        _write(Path(path), left)
    _say(f"{path}: {_counted(fixed)} taken out, {sum(one.count for one in left):,} left")
    return ExitCode.CLEAN


def _report(targets: tuple[str, ...], config: "Config") -> "Report":
    from wayout.interfaces.cli.check import checked
    from wayout.interfaces.cli.selection import selected

    return checked(targets, selected(config.select, config.ignore), config)


def _write(path: Path, known: "tuple[Known, ...]") -> None:
    from wayout.interfaces.cli.output import write_whole
    from wayout.interfaces.exchange.baselines import baseline_text

    write_whole(path, baseline_text(known).encode())


def _counted(known: "tuple[Known, ...]") -> str:
    from wayout.interfaces.reporters.wording import counted

    return counted(sum(one.count for one in known), "finding")


def _say(text: str) -> None:
    from wayout.interfaces.cli.output import deliver

    deliver(f"{text}\n")
