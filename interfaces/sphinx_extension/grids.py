"""Tables of `wayout.diagrams.tables` as docutils nodes."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from docutils import nodes
from sphinx.addnodes import pending_xref

from wayout.diagrams.tables import Cell, Line, Span, Table
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.table import prose

Anchor = Callable[[str], list[nodes.Node]]
"""From a name in the first column to the anchor before it."""

_KINDS: Mapping[str, str] = MappingProxyType(
    {"state": "state", "from": "state", "to": "state", "event": "event"}
)
"""The columns whose names are those of states or events."""

CLASS = "wayout-table"
"""What tells our tables from others."""

OPTIONAL = "wayout_optional"
"""The attribute of references that need not lead anywhere."""

_NARROWEST, _WIDEST = 6, 40
_QUOTES = 2
"""Columns of text around code, where a builder knows no other face."""


def grid(table: Table, machine: str, anchor: Anchor | None = None) -> nodes.table:
    """Return a table in which states and events link to where they are declared.

    Columns are as wide as their texts, within limits, so that paper has room for all; on paper
    a table goes on over the end of a page.
    """
    whole = nodes.table(classes=[CLASS, "colwidths-given", "longtable"])
    group = nodes.tgroup(cols=len(table.columns))
    whole += group
    for index in range(len(table.columns)):
        group += nodes.colspec(colwidth=_width(table, index))
    group += nodes.thead(
        "", _row([nodes.paragraph("", "", *_inline((column,))) for column in table.columns])
    )
    body = nodes.tbody()
    group += body
    for row in table.rows:
        body += _row(
            [
                _entry(cell, table.columns[index].text, machine, anchor if index == 0 else None)
                for index, cell in enumerate(row)
            ]
        )
    return whole


def _row(cells: list[list[nodes.Node]] | list[nodes.paragraph]) -> nodes.row:
    return nodes.row(
        "", *(nodes.entry("", *(cell if isinstance(cell, list) else [cell])) for cell in cells)
    )


def _entry(cell: Cell, column: str, machine: str, anchor: Anchor | None) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    kind = _KINDS.get(column)
    for line in cell:
        declared = anchor(line[0].text) if anchor and line[0].code else []
        reference = f"{kind}:{machine}" if kind and not declared else None
        made.append(nodes.paragraph("", "", *declared, *_inline(line, reference)))
    return made


def paragraphs(text: str) -> Iterator[nodes.paragraph]:
    """Yield the paragraphs of a docstring, in which backticks mark code."""
    for paragraph in filter(None, text.split("\n\n")):
        yield nodes.paragraph("", "", *_inline(prose(" ".join(paragraph.split()))))


def _inline(line: Line, reference: str | None = None) -> Iterator[nodes.Node]:
    for span in line:
        shown = _shown(span)
        if span.link and (uri := address(span.link)):
            yield nodes.reference("", "", shown, refuri=uri, internal=False)
        elif span.code and reference:
            kind, _, machine = reference.partition(":")
            yield optional_reference(kind, f"{machine}.{span.text}", shown)
        else:
            yield shown


def optional_reference(kind: str, name: str, shown: nodes.Node) -> pending_xref:
    """Return a link to what may be declared nowhere; then it is just shown."""
    return pending_xref(
        "",
        shown,
        refdomain="wayout",
        reftype=kind,
        reftarget=name,
        refwarn=False,
        **{OPTIONAL: True},
    )


def _shown(span: Span) -> nodes.Node:
    return nodes.literal("", span.shown) if span.code else nodes.inline("", span.shown)


def _width(table: Table, index: int) -> int:
    texts = [table.columns[index].shown]
    for row in table.rows:
        texts += ["".join(span.shown for span in line) for line in row[index]]
    return max(_NARROWEST, min(_WIDEST, max(map(len, texts)) + _QUOTES))
