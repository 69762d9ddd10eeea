"""Tables, definition lists and DOT blocks of reStructuredText, with the lines they stand on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SIMPLE = re.compile(r"=+(?: +=+)+\s*$")
_GRID = re.compile(r"\+(?:[-=]+\+)+\s*$")
_GRAPHVIZ = re.compile(r"(\s*)\.\. (?:graphviz|digraph)::")


@dataclass(frozen=True, slots=True)
class TableRow:
    """The cells of a row; lines count from 1."""

    cells: tuple[str, ...]
    line: int


def find_line(lines: Sequence[str], text: str) -> int | None:
    """Return the index of the first line that holds a text; that of the first for no text."""
    return next((index for index, line in enumerate(lines) if text in line), None)


def rows(lines: Sequence[str], start: int) -> Iterator[TableRow]:
    """Yield the rows of the first table after a line, the heading first. Linear."""
    for index in range(start, len(lines)):
        line = lines[index].strip()
        if _SIMPLE.match(line):
            yield from _simple(lines, index)
            return
        if _GRID.match(line):
            yield from _grid(lines, index)
            return


def terms(lines: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """Yield the terms of definition lists after a line, with their lines."""
    for index in range(start, len(lines) - 1):
        line, after = lines[index], lines[index + 1]
        if not (line[:1].isalpha() or line[:1] == "`") or (index and lines[index - 1].strip()):
            continue
        if after.startswith("  ") and after.strip():
            yield line.strip(), index + 1


def dot_block(lines: Sequence[str], start: int) -> tuple[str, int] | None:
    """Return the first DOT block after a line, and the line it begins on."""
    for index in range(start, len(lines)):
        if match := _GRAPHVIZ.match(lines[index]):
            indent = len(match[1])
            block = []
            for line in lines[index + 1 :]:
                if line.strip() and len(line) - len(line.lstrip()) <= indent:
                    break
                block.append(line)
            return "\n".join(block), index + 2
    return None


def _simple(lines: Sequence[str], start: int) -> Iterator[TableRow]:
    border = lines[start]
    columns = [(m.start(), m.end()) for m in re.finditer(r"=+", border)]
    spans = [
        (begin, columns[number + 1][0] if number + 1 < len(columns) else None)
        for number, (begin, _) in enumerate(columns)
    ]
    row: list[str] | None = None
    at, borders = start, 1
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if _SIMPLE.match(line.strip()) or not line.strip():
            if row is not None:
                yield TableRow(tuple(row), at)
                row = None
            borders += bool(line.strip())
            if borders > _BORDERS - 1 and line.strip():
                return
            continue
        cells = [line[begin:end].strip() for begin, end in spans]
        if cells[0] or row is None:
            if row is not None:
                yield TableRow(tuple(row), at)
            row, at = cells, index + 1
        else:
            row = [f"{old} {new}".strip() for old, new in zip(row, cells, strict=True)]


def _grid(lines: Sequence[str], start: int) -> Iterator[TableRow]:
    row: list[str] | None = None
    at = start
    for index in range(start + 1, len(lines)):
        line = lines[index].strip()
        if line.startswith("+"):
            if row is not None:
                yield TableRow(tuple(row), at)
            row = None
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if row is None:
                row, at = cells, index + 1
            else:
                pairs = zip(row, cells, strict=False)
                row = [f"{old} {new}".strip() for old, new in pairs]
        else:
            return


_BORDERS = 3
"""A simple table has three: above its heading, below it, and at its end."""
