"""Read the JSON values of a file: a line each, or one document that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.notifications import is_notification

MOST_DOCUMENT = 100_000_000
"""How many bytes a document may have that is not one value a line: it is read as a whole."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be read."""

    path: str
    row: int
    what: str


Row = tuple[int, Mapping[str, object]]


def json_values(path: Path, shown: str) -> Iterator[Row | Broken]:
    """Yield each JSON object of a file with its row, from 1; in constant memory for lines.

    A document that is one value yields the notifications in it, wherever they are, or the
    objects of its list.

    Raises:
        LoadError: if the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            if _is_by_line(file.readline(), path):
                file.seek(0)
                yield from _lines(file, shown)
                return
        text = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    except OSError as error:
        message = f"{shown}: cannot be read: {error.strerror or error}"
        raise LoadError(message) from error
    yield from _document(text, shown)


def _is_by_line(first: str, path: Path) -> bool:
    if path.stat().st_size > MOST_DOCUMENT:
        return True
    try:
        value = json.loads(first)
    except ValueError:
        return False
    return isinstance(value, Mapping) and (len(first) < path.stat().st_size or _is_row(value))


def _is_row(value: Mapping[str, object]) -> bool:
    return is_notification(value) or not any(map(is_notification, value.values()))


def _lines(lines: Iterator[str], shown: str) -> Iterator[Row | Broken]:
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
        yield from _lines(iter(text.splitlines()), shown)
        return
    found = list(_notifications(value))
    if not found and isinstance(value, list):
        found = [each for each in value if isinstance(each, Mapping)]
    yield from enumerate(found, 1)


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
