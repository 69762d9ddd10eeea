"""What a document itself holds of a lifecycle, in its markup: tables, diagrams, pages."""

from collections.abc import Iterable, Iterator

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import dot, draw, plan
from wayout.diagrams.escaping import prose
from wayout.diagrams.tables import WRITERS
from wayout.diagrams.tables.markdown import cell
from wayout.diagrams.tables.markdown import escaped as for_markdown
from wayout.diagrams.tables.rst import escaped as for_rst
from wayout.diagrams.tables.rst import line
from wayout.diagrams.tables.table import prose as spans
from wayout.diagrams.tables.viewing import Tables, tables_of
from wayout.diagrams.viewing import part_of
from wayout.interfaces.refreshing.marks import Markup
from wayout.interfaces.tabling import SECTIONS
from wayout.interfaces.viewing import Wanted


def tables(found: Tables, markup: Markup) -> str:
    """Return tables, and below them what they leave out."""
    return "\n".join((*map(WRITERS[markup], found.tables), *said(found.notes, markup)))


def diagram(lifecycle: Lifecycle, wanted: Wanted, markup: Markup) -> str:
    """Return DOT for Sphinx in RST; in Markdown Mermaid, simplified as `wayout draw` does it."""
    if markup == "rst":
        drawing = plan(lifecycle, wanted.detail, wanted.view)
        lines = "".join(f"   {each}".rstrip() + "\n" for each in dot(drawing).splitlines())
        return f".. graphviz::\n   :alt: {prose(drawing.title)}\n\n{lines}"
    picture = draw(lifecycle, "mermaid", detail=wanted.detail, view=wanted.view)
    text = picture.data.decode()
    return text if picture.form == "markdown" else f"```mermaid\n{text}```\n"


def page(lifecycle: Lifecycle, wanted: Wanted, markup: Markup) -> str:
    """Return title, description, diagram, states, events and accepted findings, under headings."""
    return "\n".join(_page(lifecycle, wanted, markup))


def _page(lifecycle: Lifecycle, wanted: Wanted, markup: Markup) -> Iterator[str]:
    for paragraph in (f"{lifecycle.title}.", *filter(None, lifecycle.description.split("\n\n"))):
        yield f"{spoken(paragraph, markup)}\n"
    yield from said(part_of(lifecycle, wanted.view).notes, markup)
    yield heading("Diagram", markup)
    yield diagram(lifecycle, wanted, markup)
    for name, title in SECTIONS:
        found = [one for one in tables_of(name, lifecycle, wanted.view).tables if one.rows]
        if found:
            yield heading(title, markup)
            yield from map(WRITERS[markup], found)


def spoken(paragraph: str, markup: Markup) -> str:
    """Return a paragraph of a docstring on one line; its code stays such."""
    said = spans(" ".join(paragraph.split()))
    return cell((said,)) if markup == "markdown" else line(said)


def heading(title: str, markup: Markup) -> str:
    """Return a heading; in RST one that fits wherever a document has its sections."""
    is_markdown = markup == "markdown"
    return f"## {for_markdown(title)}\n" if is_markdown else f".. rubric:: {for_rst(title)}\n"


def said(notes: Iterable[str], markup: Markup) -> Iterator[str]:
    """Yield sentences as a paragraph, if there are any."""
    text = " ".join(notes)
    if text:
        yield f"{for_markdown(text) if markup == 'markdown' else for_rst(text)}\n"
