"""Paint a page as plain text: nothing is wrapped or cut, so that it can be searched."""

from wayout.interfaces.layout.page import Line, Page, Table, visible


def paint(page: Page) -> str:
    """Return the page as text that ends in a newline, or nothing for an empty page."""
    lines: list[str] = []
    for block in page:
        lines.extend([_line(block)] if isinstance(block, Line) else _table(block))
    return "".join(f"{line}\n" for line in lines)


def _line(line: Line) -> str:
    text = "".join(visible(span.text) for span in line.spans)
    return f"{' ' * line.indent}{text}".rstrip()


def _table(table: Table) -> list[str]:
    """Align the cells. The room of diagrams is heavy, and imported for pages with tables only."""
    from wayout.diagrams.tables.text import aligned

    rows = [tuple(visible(cell) for cell in row) for row in (table.head, *table.rows)]
    return [f"{' ' * table.indent}{line}" for line in aligned(rows, table.right)]
