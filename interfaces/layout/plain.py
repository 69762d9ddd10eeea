"""Paint a page as plain text: nothing is wrapped or cut, so that it can be searched."""

from wayout.interfaces.layout.page import Line, Page, Table, visible

_GAP = "  "


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
    rows = [tuple(visible(cell) for cell in row) for row in (table.head, *table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if column in table.right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"{' ' * table.indent}{_GAP.join(cells)}".rstrip())
    return lines
