"""A lifecycle as a page of the docs, in Markdown."""

from collections.abc import Iterator

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, TooLarge, mermaid, plan
from wayout.diagrams.tabled import tabled
from wayout.diagrams.tables.accepted import accepted
from wayout.diagrams.tables.markdown import code, escaped, line, markdown, prose
from wayout.diagrams.tables.states import states
from wayout.interfaces.documenting.events import section_of_operations
from wayout.interfaces.documenting.links import linked, page_of
from wayout.interfaces.documenting.missing import MissingName, missing_names
from wayout.interfaces.documenting.subject import Subject
from wayout.interfaces.reporters.wording import counted


def page(subject: Subject) -> str:
    """Return the page: purpose, diagram, states, operations, known defects, missing names."""
    lifecycle = subject.lifecycle
    lines = (
        *_head(lifecycle),
        *_diagram(lifecycle),
        *_states(lifecycle),
        *section_of_operations(subject),
        *_defects(lifecycle),
        *_missing(subject.missing),
        *_assumptions(lifecycle),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(lifecycle: Lifecycle) -> Iterator[str]:
    yield f"# {line(lifecycle.name)}"
    yield ""
    yield f"{prose(lifecycle.title)}."
    yield ""
    if lifecycle.description:
        yield prose(lifecycle.description)
        yield ""
    size = (
        f"{counted(len(lifecycle.states), 'state')}, "
        f"{counted(len(lifecycle.transitions), 'transition')}"
    )
    place = lifecycle.location
    declared = f", declared in {linked(place.path)}" if place else ""
    yield f"{size}{declared}. [Concepts](../../concepts.md) explains the words."
    yield "This page is generated from the code."
    yield ""


def _diagram(lifecycle: Lifecycle) -> Iterator[str]:
    yield "## Diagram"
    yield ""
    drawing = plan(lifecycle)
    how = f"`wayout draw {lifecycle.name} -o {lifecycle.name}.svg`"
    try:
        picture = mermaid(drawing)
    except TooLarge as error:
        yield f"It is too large for a picture in a page: {how} draws it."
        yield ""
        yield tabled(lifecycle, error)
        return
    if drawing.detail is Detail.GROUPS:
        yield "An overview, with a box for each group of states. With `--detail full`"
        yield f"{how} draws every state."
    else:
        yield f"{how} draws it as a file."
    yield ""
    yield from _block(f"{lifecycle.name} diagram", f"```mermaid\n{picture}```\n")


def _states(lifecycle: Lifecycle) -> Iterator[str]:
    yield "## States"
    yield ""
    projection = lifecycle.projection
    if projection:
        by = f", by {code(projection.source)}" if projection.source else ""
        yield f"Users see its {escaped(projection.name)}{by}."
        yield ""
    yield from _block(f"{lifecycle.name} table states", markdown(states(lifecycle)))


def _block(request: str, text: str) -> Iterator[str]:
    """Put text between the marks that let `wayout docs --check` hold it, too."""
    yield f"<!-- wayout:begin {request} -->"
    yield ""
    yield text
    yield "<!-- wayout:end -->"
    yield ""


def _defects(lifecycle: Lifecycle) -> Iterator[str]:
    if not lifecycle.accepted:
        return
    yield "## Known defects"
    yield ""
    yield "Findings on the real system that are accepted as facts."
    yield f"`wayout check {lifecycle.name} --no-accept` shows each, with a run if one leads there."
    yield ""
    yield markdown(accepted(lifecycle, page_of))


def _missing(missing: tuple[MissingName, ...]) -> Iterator[str]:
    if not missing:
        return
    yield "## Names that do not exist"
    yield ""
    yield "Guides and scripts [use these names](../names-that-do-not-exist.md), and nothing writes"
    yield "them."
    yield ""
    columns = ("field", "name", "what is there instead")
    yield markdown(missing_names(missing).only(columns))


def _assumptions(lifecycle: Lifecycle) -> Iterator[str]:
    if lifecycle.assumptions:
        yield "## Assumptions"
        yield ""
        yield from (f"- {escaped(text)}" for text in lifecycle.assumptions)
