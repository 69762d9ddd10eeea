"""Tables of lifecycles: planned once, then written as Markdown, reStructuredText or text."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wayout.diagrams.tables.markdown import markdown
from wayout.diagrams.tables.planning import TABLES
from wayout.diagrams.tables.rst import rst
from wayout.diagrams.tables.table import Cell, Line, NoColumn, Span, Table
from wayout.diagrams.tables.text import text

WRITERS: Mapping[str, Callable[[Table], str]] = MappingProxyType(
    {"markdown": markdown, "rst": rst, "text": text}
)
"""What writes a table in each format. The same table has the same bytes."""

__all__ = [
    "TABLES",
    "WRITERS",
    "Cell",
    "Line",
    "NoColumn",
    "Span",
    "Table",
    "markdown",
    "rst",
    "text",
]
