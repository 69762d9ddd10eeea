"""Read the JSON values of a file: a line each, or one document that holds them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayout.interfaces.recordings.notifications import is_notification
from wayout.interfaces.recordings.packed import unpacked

MOST_DOCUMENT = 100_000_000
"""How many characters a document may have that is not one value a line: it is read as a whole."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be read."""

    path: str
    row: int
    what: str

    @property
    def place(self) -> str:
        """Where it is, and why it cannot be read."""
        return f"{self.path}:{self.row}: {self.what}"


Row = tuple[int, Mapping[str, object]]


def json_values(path: Path, shown: str) -> Iterator[Row | Broken]:
    """Yield each JSON object of a file with its row, from 1; in constant memory for lines.

    A document that is one value yields the notifications in it, wherever they are, or the
    objects of its list.

    Raises:
        LoadError: if the file cannot be read.
    """
    with unpacked(path, shown) as packed:
        # No line ends but \n: JSON writes what else ends lines of texts as it is.
        file = io.TextIOWrapper(packed, "utf-8-sig", "surrogateescape", newline="\n")
        by_line = _is_by_line(file)
        file.seek(0)
        if by_line:
            yield from _lines(file, shown)
            return
        text = file.read(MOST_DOCUMENT + 1)
        if len(text) > MOST_DOCUMENT:
            file.seek(0)
            yield from _lines(file, shown)
        else:
            yield from _document(text, shown)


def _is_by_line(lines: Iterable[str]) -> bool:
    filled = (line for line in lines if line.strip())
    try:
        value = json.loads(next(filled, "null"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, Mapping) and (next(filled, None) is not None or _is_row(value))


def _is_row(value: Mapping[str, object]) -> bool:
    """Whether an object is no document that holds notifications, or rows."""
    return is_notification(value) or not any(
        is_notification(each)
        or (isinstance(each, list) and any(isinstance(one, Mapping) for one in each))
        for each in value.values()
    )


def _lines(lines: Iterable[str], shown: str) -> Iterator[Row | Broken]:
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Broken(shown, row, f"not JSON: {getattr(error, 'msg', error)}")
            continue
        if isinstance(value, Mapping):
            yield row, value
        else:
            yield Broken(shown, row, "expected an object")


def _document(text: str, shown: str) -> Iterator[Row | Broken]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(io.StringIO(text, newline="\n"), shown)
        return
    if isinstance(value, list):
        for row, each in enumerate(value, 1):
            if isinstance(each, Mapping):
                yield from ((row, one) for one in list(_notifications(each)) or [each])
            else:
                yield Broken(shown, row, "expected an object")
    elif found := list(_notifications(value)):
        yield from enumerate(found, 1)
    elif isinstance(value, Mapping) and _is_row(value):
        yield 1, value
    else:
        yield Broken(shown, 1, "expected a list of objects, an object a line, or notifications")


def _notifications(value: object) -> Iterator[Mapping[str, object]]:
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, Mapping):
            if is_notification(each):
                yield each
            else:
                stack.extend(reversed(list(each.values())))
        elif isinstance(each, list):
            stack.extend(reversed(each))
