"""A table of a lifecycle on a page."""

from wayout.diagrams.tables import Table as Planned
from wayout.diagrams.tables.text import flat, head_of
from wayout.interfaces.layout.page import Table


def laid_out(table: Planned, indent: int = 0) -> Table:
    """Return a planned table as a page's: each cell on one line."""
    return Table(
        head=tuple(map(head_of, table.columns)),
        rows=tuple(tuple(map(flat, row)) for row in table.rows),
        right=frozenset(
            index for index, head in enumerate(table.columns) if head.text in table.right
        ),
        indent=indent,
    )
