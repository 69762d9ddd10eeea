"""Tables as plain text: columns of equal width, nothing wrapped or cut."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from wayout.diagrams.tables.measuring import padded, width_of
from wayout.diagrams.tables.table import Cell, Line, Span, Table

_GAP = "  "


def text(table: Table) -> str:
    """Return the table as text; without rows a word that says so."""
    if not table.rows:
        return "None.\n"
    right = frozenset(index for index, head in enumerate(table.columns) if head.text in table.right)
    rows = [tuple(map(head_of, table.columns))]
    for row in table.rows:
        rows += zip_longest(*(tuple(map(line_of, cell)) or ("",) for cell in row), fillvalue="")
    return "".join(f"{line}\n" for line in aligned(rows, right))


def aligned(rows: Iterable[tuple[str, ...]], right: frozenset[int]) -> Iterator[str]:
    """Yield rows of visible texts as lines. `right` are indexes of columns."""
    rows = tuple(rows)
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            padded(cell, width, right=index in right)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield _GAP.join(cells).rstrip()


def head_of(head: Span) -> str:
    """Return the name of a column: in capitals, unless it is a name of the lifecycle."""
    return head.shown if head.code else head.shown.upper()


def flat(cell: Cell) -> str:
    """Return a cell on one line."""
    return "; ".join(map(line_of, cell))


def line_of(line: Line) -> str:
    """Return the text of a line; of a link its text alone."""
    return "".join(span.shown for span in line)
