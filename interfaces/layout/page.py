"""A page is a sequence of lines and tables; a span is text with a tone.

Pages are painted by `plain` (files, pipes) or `terminal` (colours, wrapping). Labels from
users' machines go in as they are: the painters make control characters visible.
"""

import unicodedata
from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """How a span is meant; the terminal chooses a colour for it."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Span:
    """Text with a tone."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph that a terminal wraps. `indent` is in characters.

    Wrapped lines are indented by `hanging` more than the first.
    """

    spans: tuple[Span, ...] = ()
    indent: int = 0
    hanging: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. `right` are the indexes of the columns aligned to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()
    indent: int = 0


Page = tuple[Line | Table, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal: its width in characters, and whether it shows colours."""

    width: int
    colour: bool


def visible(text: str) -> str:
    r"""Spell out what would move a terminal's cursor, break a line or turn its direction.

    >>> print(visible("a\x1b[31mb\nc"))
    a\x1b[31mb\nc
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_harmless(char) else _spelt(char) for char in text)


def _is_harmless(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


def _spelt(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
