"""Text as Markdown shows it and never reads it. The only place that escapes for Markdown.

GitHub Flavored Markdown, https://github.github.com/gfm/.
"""

import re
from collections.abc import Iterable

from wayout.diagrams.escaping import spelt
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.table import Cell, Line, Span, Table

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_HARMLESS = frozenset("'(),./:;%\"?=")
_BACKTICKS = re.compile(r"`+")
_ESCAPED_BAR = r"\|"
"""A bar ends a cell even in a code span, unless a backslash stands before it."""

_SPAN = re.compile(r"(`[^`\n]+`)")
_INLINE = re.compile(r"[\\<>&*\[\]|#~$`{}@]|(?<![^\W_])_|_(?![^\W_])")
_MARKUP = re.compile(r"[\\<>&*\[\]|#~$]|(?<![^\W_])_|_(?![^\W_])")


def escaped(text: str) -> str:
    r"""Write text so that no sign of it is Markdown or HTML.

    >>> print(escaped("a_b, <c>"))
    a\_b, \<c\>
    """

    def escape(match: re.Match[str]) -> str:
        sign = match.group()
        return sign if sign in _HARMLESS else f"\\{sign}"

    return _PUNCTUATION.sub(escape, spelt(text))


def code(text: str) -> str:
    r"""Write text as a code span.

    >>> print(code("a_b"), code("`"))
    `a_b` `` ` ``
    """
    shown = spelt(text)
    runs = _BACKTICKS.findall(shown)
    stripped = shown.startswith(" ") and shown.endswith(" ") and not shown.isspace()
    if not runs:
        return f"` {shown} `" if stripped else f"`{shown}`"
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
    `a_b` \<c\>\\u000A
    """
    return prose(spelt(text))


def markdown(table: Table) -> str:
    """Return the table in GitHub Flavored Markdown; without rows a word that says so."""
    if not table.rows:
        return "None.\n"
    rules = ("--:" if head.text in table.right else "---" for head in table.columns)
    lines = [_row(map(_span, table.columns)), f"|{'|'.join(rules)}|"]
    lines += (_row(map(cell, row)) for row in table.rows)
    return "\n".join(lines) + "\n"


def cell(lines: Cell) -> str:
    """Write the lines of a cell; HTML's `<br>` is the only break that a cell can have."""
    return "<br>".join(map(_line, lines))


def inline(text: str) -> str:
    r"""Write text so that no sign of it is Markdown or HTML, where a line does not begin.

    >>> print(inline("half-done in a_b, *so* a|b"))
    half-done in a_b, \*so\* a\|b
    """
    return _INLINE.sub(lambda sign: f"\\{sign.group()}", spelt(text))


def _line(line: Line) -> str:
    return "".join(map(_span, line)).strip()


def _span(span: Span) -> str:
    if span.code:
        return code(span.shown).replace("|", _ESCAPED_BAR)
    target = address(span.link) if span.link is not None else None
    if target is None:
        return inline(span.shown)
    return f"<{target}>" if target == span.text else f"[{inline(span.shown)}]({target})"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
