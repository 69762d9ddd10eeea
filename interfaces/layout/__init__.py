"""Pages of text: what is said, apart from how a terminal or a file shows it."""

from wayout.interfaces.layout.page import Line, Page, Screen, Span, Table, Tone, visible
from wayout.interfaces.layout.painting import paint

__all__ = ["Line", "Page", "Screen", "Span", "Table", "Tone", "paint", "visible"]
