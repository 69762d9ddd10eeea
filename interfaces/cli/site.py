"""`wayout site`: a static site to explore lifecycles in."""

from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from pathlib import Path

    from wayout.analysis.finding import Report
    from wayout.interfaces.config import Config

_INDEX = "index"


@click.command()
@targets
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    required=True,
    help="The folder for the pages; it is made where it is missing.",
)
@configured
def site(targets: tuple[str, ...], *, output: str, config: "Config") -> ExitCode:
    """Write static pages to explore lifecycles in.

    Of the TARGETs; without any of those of the config, else of all built-in ones. An index shows
    their health, and the page of a system its claims and runs. Each page is one file that asks for
    nothing over the network, so that it works from a disk, too. Where a limit is reached, the index
    says what is not finished, and the exit code is 3.
    """
    from pathlib import Path

    from wayout.interfaces.cli.check import checked
    from wayout.interfaces.cli.output import deliver, make_folder
    from wayout.interfaces.cli.selection import selected
    from wayout.interfaces.errors import UsageError

    if output in {"", "-"}:
        message = f"--output: {output!r} names no folder; the pages of a site are files in one"
        raise UsageError(message)
    report = checked(targets, selected(config.select, config.ignore), config)
    folder = Path(output)
    make_folder(folder)
    written = _write(report, folder)
    deliver("".join(f"{path}\n" for path in written))
    return ExitCode.UNDETERMINED if report.unfinished else ExitCode.CLEAN


def _write(report: "Report", folder: "Path") -> "list[Path]":
    """Write the pages and then the index, so that it links to nothing that is not there."""
    from wayout.diagrams.explorer import explorer, index, system_page
    from wayout.interfaces.cli.output import write_whole
    from wayout.interfaces.cli.sheets import file_stems

    home = f"{_INDEX}.html"
    names = [f"{stem}.html" for stem in file_stems((s.name for s in report.subjects), [_INDEX])]
    pages = list(zip(report.lifecycles, names, strict=False))
    systems = list(zip(report.systems, names[len(pages) :], strict=True))
    for lifecycle, name in pages:
        write_whole(folder / name, explorer(lifecycle, report, home=home).encode())
    for declared, name in systems:
        write_whole(folder / name, system_page(declared, report, home=home).encode())
    front = folder / home
    write_whole(front, index(pages, report, systems).encode())
    return [front, *(folder / name for name in names)]
