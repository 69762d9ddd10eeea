"""What a table consists of, before any format: frozen values that the writers share."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from wayout.diagrams.escaping import spelt, visible

_CODE = re.compile(r"(`[^`\n]+`)")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text. `code`: a name that programs know. `link`: where it leads to."""

    text: str
    code: bool = False
    link: str | None = None

    @property
    def shown(self) -> str:
        """The text with what cannot be seen spelt out; an empty name is a pair of quotes."""
        return visible(self.text) if self.code else spelt(self.text)


Line = tuple[Span, ...]
Cell = tuple[Line, ...]
"""The lines of text in a cell; none in an empty one."""


class NoColumn(ValueError):  # noqa: N818 - it says what is missing
    """A table has no column of this name; `known` are those that it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of columns, which are code where they are names of the lifecycle.

    `right` names the columns that are aligned to the right.
    """

    title: str
    columns: tuple[Span, ...]
    rows: tuple[tuple[Cell, ...], ...]
    right: frozenset[str] = frozenset()

    def only(self, columns: Iterable[str]) -> "Table":
        """Return these columns in this order, and without repetitions. `-` stands for a space.

        Raises:
            NoColumn: for the first that it does not have.
        """
        at = {head.text.replace(" ", "-"): index for index, head in enumerate(self.columns)}
        names = tuple(dict.fromkeys(name.replace(" ", "-") for name in columns))
        if missing := [name for name in names if name not in at]:
            raise NoColumn(missing[0], tuple(at))
        return self._taken(tuple(at[name] for name in names))

    def filled(self, always: Collection[str] = ()) -> "Table":
        """Return it without the columns that are empty in every row, but for those named."""
        return self._taken(
            tuple(
                index
                for index, head in enumerate(self.columns)
                if head.text in always or any(row[index] for row in self.rows)
            )
        )

    def _taken(self, indexes: tuple[int, ...]) -> "Table":
        return replace(
            self,
            columns=tuple(self.columns[index] for index in indexes),
            rows=tuple(tuple(row[index] for index in indexes) for row in self.rows),
        )


def heads(*names: str) -> tuple[Span, ...]:
    """Return the names of columns that are no names of the lifecycle."""
    return tuple(map(Span, names))


def plain(*texts: str) -> Cell:
    """Return a cell with a line for each text that is not empty."""
    return tuple((Span(text),) for text in texts if text)


def code(*names: str) -> Cell:
    """Return a cell with names, one after the other on one line."""
    return (coded(names),) if names else ()


def coded(names: Iterable[str]) -> Line:
    """Return names with commas between them."""
    spans = [span for name in names for span in (Span(", "), Span(name, code=True))]
    return tuple(spans[1:])


def prose(text: str) -> Line:
    """Return a sentence of a docstring, in which backticks mark code, as one line.

    >>> prose("sets `a_b`")
    (Span(text='sets ', code=False, link=None), Span(text='a_b', code=True, link=None))
    """
    parts = _CODE.split(text)
    return tuple(
        Span(part[1:-1], code=True) if _CODE.fullmatch(part) else Span(part)
        for part in parts
        if part
    )


def references(text: str) -> Cell:
    """Return what is separated by semicolons on lines of its own: functions, addresses, words."""
    return tuple(_reference(part) for part in text.split("; ") if part)


def _reference(text: str) -> Line:
    if " " in text:
        return prose(text)
    return (Span(text, link=text) if text.startswith("https://") else Span(text, code=True),)
