"""Tables on paper: columns that fit on a page, and long names that are broken in them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from wayout.interfaces.sphinx_extension.grids import CLASS

_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[_:/.=&?-])(?=\w)")
"""Where a name may be broken: before a hump, and after a sign within it."""
_LONG = re.compile(r"(\S{16,})")
"""What is broken of prose: words such as `OpenStack` stay whole."""

_PAGE = 84
"""Characters of code on a line of an A4 page."""
_RULES = 3
"""Characters that are lost between the columns."""


class Broken(SphinxPostTransform):
    """Lets LaTeX break names in our tables, and gives each column room for a piece of one."""

    default_priority = 400
    """After references are resolved."""
    formats = ("latex",)

    def run(self, **_: Any) -> None:
        """Change the tables of a document. Linear in their texts."""
        for table in self.document.findall(nodes.table):
            if CLASS in table["classes"]:
                _fit(table)
                for text in list(table.findall(nodes.Text)):
                    text.parent.replace(text, list(_broken(text)))


def _broken(text: nodes.Text) -> Iterator[nodes.Node]:
    is_name = isinstance(text.parent, nodes.literal | nodes.reference | nodes.inline)
    words = ("", text.astext()) if is_name else _LONG.split(text.astext())
    for index, part in enumerate(words):
        yield from _seamed(part) if index % 2 else [nodes.Text(part)]


def _seamed(word: str) -> Iterator[nodes.Node]:
    for index, part in enumerate(_SEAM.split(word)):
        if index:
            yield nodes.raw("", r"\allowbreak{}", format="latex")
        yield nodes.Text(part)


def _fit(table: nodes.table) -> None:
    """Narrow the columns of a table that is wider than a page, those that can be broken most."""
    columns = list(table.findall(nodes.colspec))
    wanted = [column["colwidth"] for column in columns]
    if sum(wanted) <= _PAGE:
        return
    rows = [[entry.astext() for entry in row.children] for row in table.findall(nodes.row)]
    least = [_longest(texts) + _RULES for texts in zip(*rows, strict=True)]
    more = [max(0, width - need) for width, need in zip(wanted, least, strict=True)]
    share = max(0, _PAGE - sum(least)) / (sum(more) or 1)
    for column, need, extra in zip(columns, least, more, strict=True):
        column["colwidth"] = need + round(extra * share)


def _longest(texts: Sequence[str]) -> int:
    """Return the length of the longest piece that is never broken."""
    pieces = (piece for text in texts for word in text.split() for piece in _SEAM.split(word))
    return max(map(len, pieces), default=0)
