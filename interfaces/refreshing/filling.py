"""What stands in a block."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.verification import verify
from wayout.diagrams import lanes_of, plan
from wayout.diagrams.escaping import prose
from wayout.diagrams.tables import WRITERS, Table
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.markdown import escaped as for_markdown
from wayout.diagrams.tables.overview import overview
from wayout.diagrams.tables.systems import systems as list_of_systems
from wayout.interfaces.config import Config
from wayout.interfaces.refreshing.asking import Request
from wayout.interfaces.refreshing.inline import diagram, page, tables
from wayout.interfaces.refreshing.marks import Markup
from wayout.interfaces.refreshing.pictures import Drawn, drawn, drawn_lanes
from wayout.interfaces.refreshing.systems import inline_system, proof_shown
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
    request: Request, subjects: tuple[Lifecycle | DeclaredSystem, ...], place: Place, config: Config
) -> Filling:
    """Return what a block is to hold.

    Raises:
        UsageError: for an option that means nothing, or fits nothing in what it is about.
        DiagramError: a picture cannot be drawn.
    """
    given, markup = request.options, place.markup
    if request.kind == "list":
        found = [with_columns(table, given) for table in _lists(subjects, given.get("pages", ""))]
        return Filling(_framed("\n".join(map(WRITERS[markup], found))))
    (lifecycle,) = subjects
    if isinstance(lifecycle, DeclaredSystem):
        return _of_system(request, lifecycle, place)
    if request.kind == "table":
        tabulated = tabled(request.what, given, lifecycle, config)
        return Filling(_framed(tables(tabulated, markup)))
    asked_for = wanted(given, lifecycle, config)
    match request.kind:
        case "diagram":
            return Filling(_framed(diagram(lifecycle, asked_for, markup)))
        case "page":
            return Filling(_framed(page(lifecycle, asked_for, markup)))
        case _:
            return _picture(request, lifecycle, asked_for, place)


def _lists(subjects: tuple[Lifecycle | DeclaredSystem, ...], pages: str) -> Iterator[Table]:
    """Yield a table of the lifecycles and one of the systems, of what there is."""
    lifecycles = [each for each in subjects if isinstance(each, Lifecycle)]
    systems = [each for each in subjects if isinstance(each, DeclaredSystem)]
    if lifecycles or not systems:
        # On no day is an acceptance expired: the same lifecycles make the same list.
        yield overview(verify(lifecycles, checks(), today=date.min), pages)
    if systems:
        yield list_of_systems(systems, pages)


def _of_system(request: Request, declared: DeclaredSystem, place: Place) -> Filling:
    if request.kind != "picture":
        return Filling(_framed(inline_system(request, declared, place.markup)))
    lanes = lanes_of(declared, proof_shown(request, declared))
    path = place.document.parent / request.what
    picture = drawn_lanes(lanes, path, place.before, draws=place.draws)
    return _shown(request, picture, lanes.title, place)


def _framed(text: str) -> str:
    """Set content apart from the marks: next to one it would be part of the comment."""
    return f"\n{text}\n"


def _picture(request: Request, lifecycle: Lifecycle, asked_for: Wanted, place: Place) -> Filling:
    path = place.document.parent / request.what
    picture = drawn(lifecycle, asked_for, path, place.before, draws=place.draws)
    title = plan(lifecycle, asked_for.detail, asked_for.view).title
    return _shown(request, picture, title, place)


def _shown(request: Request, picture: Drawn, title: str, place: Place) -> Filling:
    path = place.document.parent / request.what
    said = request.options.get("alt", title)
    file = (path, picture.data) if picture.data is not None else None
    where = address(request.what)
    if place.markup == "rst":
        image = f".. image:: {where}\n   :alt: {prose(said)}\n"
        return Filling(_framed(f".. wayout:drawn {picture.digests}\n\n{image}"), file)
    image = f"![{for_markdown(said)}]({where})\n"
    return Filling(_framed(f"<!-- wayout:drawn {picture.digests} -->\n\n{image}"), file)
