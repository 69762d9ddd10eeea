"""What stands in a block."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.completeness import events_of
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.verification import verify
from wayout.diagrams import Detail, TooLarge, dot, mermaid, plan
from wayout.diagrams.escaping import prose
from wayout.diagrams.tables import TABLES, WRITERS, NoColumn, Table
from wayout.diagrams.tables import markdown as in_markdown
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.markdown import escaped as for_markdown
from wayout.diagrams.tables.overview import overview
from wayout.interfaces.errors import UsageError
from wayout.interfaces.refreshing.asking import Request
from wayout.interfaces.refreshing.marks import Markup
from wayout.interfaces.refreshing.pictures import drawn


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


def filling(request: Request, lifecycles: tuple[Lifecycle, ...], place: Place) -> Filling:
    """Return what a block is to hold.

    Raises:
        UsageError: for an option that fits nothing in the lifecycles.
        DiagramError: a picture cannot be drawn.
    """
    markup = place.markup
    if request.kind == "list":
        # On no day is an acceptance expired: the same lifecycles make the same list.
        report = verify(lifecycles, checks(), today=date.min)
        table = overview(report, request.options.get("pages", ""))
        return Filling(_framed(WRITERS[markup](_chosen(table, request))))
    (lifecycle,) = lifecycles
    match request.kind:
        case "table":
            return Filling(_framed("\n".join(_tables(request, lifecycle, markup))))
        case "diagram":
            return Filling(_framed(_diagram(lifecycle, _detail(request), markup)))
        case _:
            return _picture(request, lifecycle, place)


def _framed(text: str) -> str:
    """Set content apart from the marks: next to one it would be part of the comment."""
    return f"\n{text}\n"


def _tables(request: Request, lifecycle: Lifecycle, markup: Markup) -> Iterator[str]:
    if "event" in request.options:
        lifecycle = _of_events(lifecycle, request.listed("event"))
    for table in TABLES[request.what](lifecycle):
        yield WRITERS[markup](_chosen(table, request))


def _chosen(table: Table, request: Request) -> Table:
    if "columns" not in request.options:
        return table
    try:
        return table.only(request.listed("columns"))
    except NoColumn as error:
        known = ", ".join(error.known)
        hint = did_you_mean(error.name, error.known)
        message = f"there is no column {error.name!r}; there are {known}{hint}"
        raise UsageError(message) from error


def _of_events(lifecycle: Lifecycle, patterns: Iterable[str]) -> Lifecycle:
    known = events_of(lifecycle)
    kept: set[str] = set()
    for pattern in patterns:
        found = [event for event in known if fnmatchcase(event, pattern)]
        if not found:
            hint = did_you_mean(pattern, known)
            message = f"event={pattern}: {lifecycle.name} has no such event{hint}"
            raise UsageError(message)
        kept.update(found)
    return replace(
        lifecycle,
        events=tuple(event for event in lifecycle.events if event in kept),
        transitions=tuple(step for step in lifecycle.transitions if step.event in kept),
        shadowed=tuple(step for step in lifecycle.shadowed if step.event in kept),
    )


def _detail(request: Request) -> Detail | None:
    detail = request.options.get("detail")
    return Detail(detail) if detail else None


def _diagram(lifecycle: Lifecycle, detail: Detail | None, markup: Markup) -> str:
    """Return Mermaid, or DOT for Sphinx; the events as a table where a page cannot show it."""
    drawing = plan(lifecycle, detail)
    if markup == "rst":
        lines = "".join(f"   {line}".rstrip() + "\n" for line in dot(drawing).splitlines())
        return f".. graphviz::\n   :alt: {prose(drawing.title)}\n\n{lines}"
    try:
        return f"```mermaid\n{mermaid(drawing)}```\n"
    except TooLarge:
        (table,) = TABLES["events"](lifecycle)
        return in_markdown(table)


def _picture(request: Request, lifecycle: Lifecycle, place: Place) -> Filling:
    path = place.document.parent / request.what
    picture = drawn(lifecycle, _detail(request), path, place.before, draws=place.draws)
    said = request.options.get("alt", plan(lifecycle, _detail(request)).title)
    file = (path, picture.data) if picture.data is not None else None
    where = address(request.what)
    if place.markup == "rst":
        image = f".. image:: {where}\n   :alt: {prose(said)}\n"
        return Filling(_framed(f".. wayout:drawn {picture.digests}\n\n{image}"), file)
    image = f"![{for_markdown(said)}]({where})\n"
    return Filling(_framed(f"<!-- wayout:drawn {picture.digests} -->\n\n{image}"), file)
