"""The table of several lifecycles."""

from collections import Counter
from collections.abc import Iterator

from wayout.analysis.finding import Report
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.tables.table import Cell, Span, Table, heads, plain, prose

_NUMBERS = ("states", "transitions", "accepted")


def overview(report: Report, pages: str = "") -> Table:
    """Return a row for each lifecycle: its size, and how many findings are accepted in it.

    One acceptance may cover several. `pages` is the address of its page, in which `{name}` stands
    for its name.
    """
    known = Counter(finding.lifecycle for finding in report.accepted)
    return Table(
        "Lifecycles",
        heads("lifecycle", "what it models", *_NUMBERS),
        tuple(
            tuple(_row(lifecycle, known[lifecycle.name], pages)) for lifecycle in report.lifecycles
        ),
        right=frozenset(_NUMBERS),
    )


def _row(lifecycle: Lifecycle, accepted: int, pages: str) -> Iterator[Cell]:
    link = pages.replace("{name}", lifecycle.name) if pages else None
    yield ((Span(lifecycle.name, code=link is None, link=link),),)
    yield (prose(lifecycle.title),) if lifecycle.title else ()
    yield plain(f"{len(lifecycle.states):,}")
    yield plain(f"{len(lifecycle.transitions):,}")
    yield plain(f"{accepted:,}")
