"""Paint a page for a terminal with rich: colours, and lines wrapped at its width."""

from collections.abc import Mapping
from io import StringIO
from types import MappingProxyType

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from wayout.interfaces.layout.page import Line, Page, Screen, Span, Table, Tone, visible

_STYLES: Mapping[Tone, str] = MappingProxyType(
    {
        Tone.PLAIN: "",
        Tone.STRONG: "bold",
        Tone.FAINT: "dim",
        Tone.GOOD: "green",
        Tone.ERROR: "bold red",
        Tone.WARNING: "yellow",
        Tone.INFO: "cyan",
    }
)


def paint(page: Page, screen: Screen) -> str:
    """Return the page as text for a terminal.

    Markup in labels is not interpreted: they travel as rich `Text`.
    """
    console = Console(
        file=StringIO(),
        width=screen.width,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
    )
    with console.capture() as captured:
        for block in page:
            if isinstance(block, Table):
                console.print(_table(block))
            else:
                _print_line(console, block, screen.width)
    return captured.get()


def _print_line(console: Console, line: Line, width: int) -> None:
    room = max(width - line.indent - line.hanging, _NARROWEST)
    wrapped = _text(line.spans).wrap(console, room) or [Text()]
    for number, part in enumerate(wrapped):
        part.rstrip()
        indent = line.indent + (line.hanging if number else 0)
        console.print(Text(" " * indent) + part, soft_wrap=True)


def _table(table: Table) -> Padding:
    rich_table = RichTable(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column, title in enumerate(table.head):
        rich_table.add_column(
            title, justify="right" if column in table.right else "left", overflow="fold"
        )
    for row in table.rows:
        rich_table.add_row(*(Text(visible(cell)) for cell in row))
    return Padding(rich_table, (0, 0, 0, table.indent))


def _text(spans: tuple[Span, ...]) -> Text:
    text = Text()
    for span in spans:
        text.append(visible(span.text), style=_STYLES[span.tone])
    return text


_NARROWEST = 20
