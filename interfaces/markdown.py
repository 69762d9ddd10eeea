"""Text as Markdown shows it and never reads it. The only place that escapes for Markdown.

GitHub Flavored Markdown, https://github.github.com/gfm/.
"""

import re
from collections.abc import Iterable, Iterator

from wayout.interfaces.layout import visible

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_HARMLESS = frozenset("'(),./:;%\"?=")
_BACKTICKS = re.compile(r"`+")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED_BAR = r"\\|"
_SPAN = re.compile(r"(`[^`\n]+`)")
_MARKUP = re.compile(r"[\\<>&*\[\]|#~$]|(?<![^\W_])_|_(?![^\W_])")


def escaped(text: str) -> str:
    r"""Write text so that no sign of it is Markdown or HTML.

    >>> print(escaped("a_b, <c>"))
    a\_b, \<c\>
    """

    def escape(match: re.Match[str]) -> str:
        sign = match.group()
        return sign if sign in _HARMLESS else f"\\{sign}"

    return _PUNCTUATION.sub(escape, visible(text))


def code(text: str) -> str:
    r"""Write text as a code span.

    >>> print(code("a_b"), code("`"))
    `a_b` `` ` ``
    """
    shown = visible(text)
    runs = _BACKTICKS.findall(shown)
    if not runs:
        return f"`{shown}`"
    fence = "`" * (1 + max(map(len, runs)))
    return f"{fence} {shown} {fence}"


def prose(text: str) -> str:
    r"""Write a docstring: its code spans, lists and paragraphs stay, no other sign is Markdown.

    >>> print(prose("the columns `_a_b`, c_d and __e"))
    the columns `_a_b`, c_d and \_\_e
    """
    return "".join(
        part if _SPAN.fullmatch(part) else _MARKUP.sub(lambda sign: f"\\{sign.group()}", part)
        for part in _SPAN.split(text)
    )


def line(text: str) -> str:
    r"""Write prose on one line.

    >>> print(line("`a_b` <c>\n"))
    `a_b` \<c\>\\n
    """
    return prose(visible(text))


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    r"""Yield the lines of a table, whose cells are Markdown already, and an empty one.

    A bar ends a cell even in a code span, unless a backslash stands before it.

    >>> print(*table(["a"], [["`b|c`"]]), sep="\n", end="")
    | a |
    |---|
    | `b\|c` |
    """
    names = tuple(head)
    yield _row(names)
    yield f"|{'---|' * len(names)}"
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_BAR.sub(_ESCAPED_BAR, cell) for cell in cells)} |"
