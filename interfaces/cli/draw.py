"""`wayout draw`: diagrams."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import projected, targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured
from wayout.interfaces.cli.views import view_options

if TYPE_CHECKING:
    from wayout.interfaces.cli.sheets import Sheet
    from wayout.interfaces.config import Config


@click.command()
@targets
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    required=True,
    help="A file (its suffix says the format), or a folder for a file per lifecycle and format.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    metavar="FORMATS",
    multiple=True,
    help="svg, png, pdf, dot, mermaid or plantuml; several by commas, into a folder.  "
    "[default: svg]",
)
@view_options
@click.option("--each", type=click.Choice(["operation"]), help="Draw a picture for each operation.")
@projected
@configured
def draw(  # noqa: PLR0913 - one parameter per option
    targets: tuple[str, ...],
    *,
    output: str,
    formats: tuple[str, ...],
    given: Mapping[str, str],
    each: str | None,
    projected: bool,
    config: "Config",
) -> ExitCode:
    """Draw diagrams of lifecycles and systems.

    Of the TARGETs; without any of those of the config, else of all built-in ones, but of lifecycles
    alone where an option chooses what of these is shown. What is too large to be laid out is drawn
    with less detail, and the picture says so. What a view leaves out is counted in the picture. Of
    a system, the run of each claim that has one is drawn, with a lane for each member; --witness
    CLAIM chooses one.
    """
    from wayout.interfaces.cli.output import deliver, make_folder
    from wayout.interfaces.cli.seen import subjects
    from wayout.interfaces.cli.sheets import chosen_formats, sheets
    from wayout.interfaces.cli.views import shown
    from wayout.interfaces.errors import LimitError, OutputError, WayoutError
    from wayout.machines import BUILTIN
    from wayout.machines.systems import SYSTEMS

    chosen = chosen_formats(formats)
    every = BUILTIN if given or each or projected else (*BUILTIN, *SYSTEMS)
    wanted = targets or config.targets or tuple(every)
    lifecycles, systems = subjects(config, wanted, projected=projected, whole=not targets)
    drawn = shown(given, lifecycles, config, systems=systems, each=each)
    planned = sheets(drawn, output, chosen)
    if any(sheet.path != Path(output) for sheet in planned):
        make_folder(Path(output))
    paths: list[Path] = []
    failures: list[WayoutError] = []
    for sheet in planned:
        try:
            paths.append(draw_sheet(sheet))
        except WayoutError as error:
            failures.append(error)
    if failures:
        problems = dict.fromkeys(line for error in failures for line in error.problems)
        limits_only = all(error.undetermined for error in failures)
        raise (LimitError if limits_only else OutputError)(*problems)
    deliver("".join(f"{path}\n" for path in paths))
    return ExitCode.CLEAN


def draw_sheet(sheet: "Sheet") -> Path:
    """Draw a sheet, and return the file that it is in.

    Raises:
        WayoutError: it cannot be drawn or written.
    """
    from wayout.interfaces.cli.sheets import put

    return put(sheet.path, lambda: sheet.shown.drawn(sheet.form))
