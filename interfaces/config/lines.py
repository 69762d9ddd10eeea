"""On which lines the tables and keys of a TOML text stand; tomllib does not tell."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

_TABLE = re.compile(r"\[(\[)?([^\]]+)\]")
_KEY = re.compile(r"""((?:"[^"]*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")
_PART = re.compile(r'"([^"]*)"|\'([^\']*)\'|([A-Za-z0-9_-]+)')
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}\n]',
    re.DOTALL,
)


class Lines:
    """The lines of one text, in time linear in it. Paths are those of `Fields`."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, path: str) -> int | None:
        """Return the line of a path, or of the nearest table or list around it."""
        while path and path not in self._lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._lines.get(path)

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        every = [(around, line) for path, line in _lines(self._text) for around in _around(path)]
        return dict(reversed(every))


def _around(path: str) -> Iterator[str]:
    """Yield a path and the tables around it, which may have no line of their own.

    Only the outermost of them: a config has no deeper ones, and a hostile file thousands.
    """
    parts = path.split(".", _DEEPEST)
    yield path
    for count in range(len(parts) - 1, 0, -1):
        yield ".".join(parts[:count])


_DEEPEST = 8


def _lines(text: str) -> Iterator[tuple[str, int]]:
    table, counts = "", Counter[str]()
    for number, whole in _statements(text):
        statement = whole.strip()
        if header := _TABLE.match(statement):
            table = _path(header[2])
            if header[1]:
                yield table, number
                counts[table] += 1
                table = f"{table}[{counts[table] - 1}]"
            yield table, number
        elif key := _KEY.match(statement):
            yield f"{table}.{_path(key[1])}".lstrip("."), number


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each statement begins, and its text up to its end, over several lines."""
    depth, start, number, begun = 0, 0, 1, 1
    for token in _TOKEN.finditer(text):
        mark = token[0]
        number += mark.count("\n")
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        elif mark == "\n" and depth <= 0:
            yield begun, text[start : token.start()]
            start, begun, depth = token.end(), number, 0
    yield begun, text[start:]


def _path(key: str) -> str:
    return ".".join(next(filter(None, part), "") for part in _PART.findall(key))
