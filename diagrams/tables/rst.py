"""Tables as reStructuredText. The only place that escapes for it.

As `list-table`, in which a changed cell changes no other line.
https://docutils.sourceforge.io/docs/ref/rst/directives.html#list-table
"""

import re
from collections.abc import Iterator

from wayout.diagrams.escaping import spelt
from wayout.diagrams.tables.links import address
from wayout.diagrams.tables.measuring import width_of
from wayout.diagrams.tables.table import Cell, Line, Span, Table

_MARKUP = re.compile(r"[\\*`|<>\[\]@]|:(?!\s)|(?<![^\W_])_|_(?![^\W_])")
_ENUMERATOR = re.compile(r"(\(?\w+)([.)])(?=\s|$)")
_NO_LITERAL = re.compile(r"`|^\s|\s$|^$")
_INDENT = " " * 3


def rst(table: Table) -> str:
    """Return the table in reStructuredText; without rows a word that says so."""
    if not table.rows:
        return "None.\n"
    lines = [".. list-table::", f"{_INDENT}:header-rows: 1", f"{_INDENT}:widths: auto", ""]
    head = tuple(((head,),) for head in table.columns)
    for row in (head, *table.rows):
        lines += (f"{_INDENT}{line}".rstrip() for line in _row(row))
    return "\n".join(lines) + "\n"


def heading(title: str, sign: str = "-") -> str:
    """Return a section's title, with its line below."""
    text = escaped(title)
    return f"{text}\n{sign * max(width_of(text), 1)}\n"


def escaped(text: str) -> str:
    r"""Write text so that no sign of it is markup, also at the beginning of a line.

    >>> print(escaped("- a_ *b* in_use"))
    \- a\_ \*b\* in_use
    """
    shown = spelt(text).strip()
    written = _MARKUP.sub(lambda sign: f"\\{sign.group()}", shown)
    if enumerator := _ENUMERATOR.match(written):
        return f"{enumerator[1]}\\{written[enumerator.start(2) :]}"
    return written if written[:1].isalnum() or written[:1] in {"", "\\"} else f"\\{written}"


def _row(cells: tuple[Cell, ...]) -> Iterator[str]:
    bullet = "* "
    for cell in cells:
        lines = [line(each) for each in cell] or [""]
        bars = "| " if len(lines) > 1 else ""
        yield f"{bullet}- {bars}{lines[0]}"
        yield from (f"    {bars}{each}" for each in lines[1:])
        bullet = "  "


def line(spans: Line) -> str:
    """Join the spans; an escaped space ends markup where a letter follows, and is not shown."""
    written = ""
    for span in spans:
        shown = _span(span, begins=not written)
        marked = shown.startswith("`") or written[-2:] in {"``", "__"}
        apart = not written or written[-1:].isspace() or shown[:1].isspace() or shown[:1] == ","
        written += shown if apart or not marked else f"\\ {shown}"
    return written.strip()


def _span(span: Span, *, begins: bool) -> str:
    if span.link is not None and (target := address(span.link)):
        return f"`{escaped(span.text)} <{_target(target)}>`__"
    if span.code and not _NO_LITERAL.search(span.shown):
        return f"``{span.shown}``"
    if begins:
        return escaped(span.shown) + _trailing(span.text)
    return _MARKUP.sub(lambda sign: f"\\{sign.group()}", span.shown)


def _target(address: str) -> str:
    """Keep docutils from reading a path as a reference's name or as the address of a mail."""
    address = f"{address[:-1]}%5F" if address.endswith("_") else address
    return address if ":" in address.partition("/")[0] else address.replace("@", "%40")


def _trailing(text: str) -> str:
    return " " if text.rstrip() and text[-1:] == " " else ""
