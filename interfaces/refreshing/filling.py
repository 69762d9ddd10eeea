"""What stands in a block."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.verification import verify
from wayout.diagrams import plan
from wayout.diagrams.escaping import prose
from wayout.diagrams.tables import WRITERS
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.markdown import escaped as for_markdown
from wayout.diagrams.tables.overview import overview
from wayout.interfaces.config import Config
from wayout.interfaces.refreshing.asking import Request
from wayout.interfaces.refreshing.inline import diagram, page, tables
from wayout.interfaces.refreshing.marks import Markup
from wayout.interfaces.refreshing.pictures import drawn
from wayout.interfaces.tabling import tabled, with_columns
from wayout.interfaces.viewing import Wanted, wanted


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands, and what it holds. `draws` says whether pictures are to be drawn."""

    document: Path
    markup: Markup
    before: str
    draws: bool


@dataclass(frozen=True, slots=True)
class Filling:
    """The content of a block, and the file of its picture where that is to be written."""

    text: str
    file: tuple[Path, bytes] | None = None


def filling(
    request: Request, lifecycles: tuple[Lifecycle, ...], place: Place, config: Config
) -> Filling:
    """Return what a block is to hold.

    Raises:
        UsageError: for an option that means nothing, or fits nothing in the lifecycles.
        DiagramError: a picture cannot be drawn.
    """
    given, markup = request.options, place.markup
    if request.kind == "list":
        # On no day is an acceptance expired: the same lifecycles make the same list.
        report = verify(lifecycles, checks(), today=date.min)
        table = overview(report, given.get("pages", ""))
        return Filling(_framed(WRITERS[markup](with_columns(table, given))))
    (lifecycle,) = lifecycles
    if request.kind == "table":
        found = tabled(request.what, given, lifecycle, config)
        return Filling(_framed(tables(found, markup)))
    asked_for = wanted(given, lifecycle, config)
    match request.kind:
        case "diagram":
            return Filling(_framed(diagram(lifecycle, asked_for, markup)))
        case "page":
            return Filling(_framed(page(lifecycle, asked_for, markup)))
        case _:
            return _picture(request, lifecycle, asked_for, place)


def _framed(text: str) -> str:
    """Set content apart from the marks: next to one it would be part of the comment."""
    return f"\n{text}\n"


def _picture(request: Request, lifecycle: Lifecycle, asked_for: Wanted, place: Place) -> Filling:
    path = place.document.parent / request.what
    picture = drawn(lifecycle, asked_for, path, place.before, draws=place.draws)
    title = plan(lifecycle, asked_for.detail, asked_for.view).title
    said = request.options.get("alt", title)
    file = (path, picture.data) if picture.data is not None else None
    where = address(request.what)
    if place.markup == "rst":
        image = f".. image:: {where}\n   :alt: {prose(said)}\n"
        return Filling(_framed(f".. wayout:drawn {picture.digests}\n\n{image}"), file)
    image = f"![{for_markdown(said)}]({where})\n"
    return Filling(_framed(f"<!-- wayout:drawn {picture.digests} -->\n\n{image}"), file)
