"""`wayout draw`: diagrams."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wayout.interfaces.cli.arguments import projected, targets
from wayout.interfaces.cli.exits import ExitCode
from wayout.interfaces.cli.settings import configured

if TYPE_CHECKING:
    from wayout.interfaces.cli.sheets import Sheet
    from wayout.interfaces.config import Config
    from wayout.interfaces.errors import WayoutError

DETAILS = ("full", "quiet", "folded", "groups")
"""What can be asked for of `wayout.diagrams.Detail`; named here so that --help is fast."""


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
    help="svg, png, pdf, dot or mermaid; several by commas, into a folder.  [default: svg]",
)
@click.option(
    "--detail",
    type=click.Choice(DETAILS),
    help="How much to show.  [default: as much as stays readable]",
)
@projected
@configured
def draw(  # noqa: PLR0913 - one parameter per option
    targets: tuple[str, ...],
    *,
    output: str,
    formats: tuple[str, ...],
    detail: str | None,
    projected: bool,
    config: "Config",
) -> ExitCode:
    """Draw diagrams of lifecycles.

    Of the TARGETs; without any of those of the config, else of all built-in ones. What is too
    large to be laid out is drawn with less detail, and the picture says so.
    """
    from wayout.interfaces.cli.output import deliver, make_folder
    from wayout.interfaces.cli.seen import seen
    from wayout.interfaces.cli.sheets import chosen_formats, sheets
    from wayout.interfaces.errors import LimitError, OutputError

    wanted = chosen_formats(formats)
    planned = sheets(seen(config, targets, projected=projected), output, wanted)
    if any(sheet.path != Path(output) for sheet in planned):
        make_folder(Path(output))
    failures = [error for sheet in planned for error in _failures(sheet, detail)]
    if failures:
        problems = dict.fromkeys(line for error in failures for line in error.problems)
        limits_only = all(error.undetermined for error in failures)
        raise (LimitError if limits_only else OutputError)(*problems)
    deliver("".join(f"{sheet.path}\n" for sheet in planned))
    return ExitCode.CLEAN


def _failures(sheet: "Sheet", detail: str | None) -> "Iterator[WayoutError]":
    """Draw a sheet, and yield what went wrong."""
    from wayout.diagrams import Detail, DiagramError, LimitReached, NoRenderer
    from wayout.diagrams import draw as draw_lifecycle
    from wayout.interfaces.cli.output import write_whole
    from wayout.interfaces.errors import LimitError, OutputError

    try:
        picture = draw_lifecycle(
            sheet.lifecycle, sheet.form, detail=Detail(detail) if detail else None
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
