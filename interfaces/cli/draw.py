"""`wayout draw`: diagrams."""

from collections.abc import Iterator, Mapping
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
    from wayout.interfaces.errors import WayoutError


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
    """Draw diagrams of lifecycles.

    Of the TARGETs; without any of those of the config, else of all built-in ones. What is too
    large to be laid out is drawn with less detail, and the picture says so. What a view leaves
    out is counted in the picture.
    """
    from wayout.interfaces.cli.output import deliver, make_folder
    from wayout.interfaces.cli.seen import seen
    from wayout.interfaces.cli.sheets import chosen_formats, sheets
    from wayout.interfaces.cli.views import shown
    from wayout.interfaces.errors import LimitError, OutputError

    chosen = chosen_formats(formats)
    drawn = shown(given, seen(config, targets, projected=projected), config, each=each)
    planned = sheets(drawn, output, chosen)
    if any(sheet.path != Path(output) for sheet in planned):
        make_folder(Path(output))
    failures = [error for sheet in planned for error in _failures(sheet)]
    if failures:
        problems = dict.fromkeys(line for error in failures for line in error.problems)
        limits_only = all(error.undetermined for error in failures)
        raise (LimitError if limits_only else OutputError)(*problems)
    deliver("".join(f"{sheet.path}\n" for sheet in planned))
    return ExitCode.CLEAN


def _failures(sheet: "Sheet") -> "Iterator[WayoutError]":
    """Draw a sheet, and yield what went wrong."""
    from wayout.diagrams import DiagramError, LimitReached, NoRenderer
    from wayout.diagrams import draw as draw_lifecycle
    from wayout.interfaces.cli.output import write_whole
    from wayout.interfaces.errors import LimitError, OutputError

    wanted = sheet.shown.wanted
    try:
        picture = draw_lifecycle(
            sheet.shown.lifecycle,
            sheet.form,
            detail=wanted.detail,
            view=wanted.view,
            links=wanted.links,
        )
        write_whole(sheet.path, picture.data)
    except OutputError as error:
        yield error
    except NoRenderer as error:
        yield OutputError(str(error))
    except LimitReached as error:
        yield LimitError(f"{sheet.path}: {error}")
    except DiagramError as error:
        yield OutputError(f"{sheet.path}: {error}")
