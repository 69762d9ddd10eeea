"""The table of the accepted findings."""

from collections.abc import Callable

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.tables.states import names_of
from wayout.diagrams.tables.table import Cell, Line, Span, Table, coded, heads, prose, references
from wayout.machines.vocabulary import Accepted

PageOf = Callable[[str], str | None]
"""From the id of a check to where its page is, if there is one."""


def accepted(lifecycle: Lifecycle, page_of: PageOf = lambda _: None) -> Table:
    """Return the findings that are accepted as facts, each with its reason."""
    columns = heads("check", "where", "reason", "reference")
    rows = tuple(_row(each, lifecycle, page_of) for each in lifecycle.accepted)
    return Table(f"Accepted findings of {lifecycle.name}", columns, rows).filled(
        ("check", "where", "reason")
    )


def _row(one: Accepted, lifecycle: Lifecycle, page_of: PageOf) -> tuple[Cell, ...]:
    from wayout.analysis.checks.catalogue import SLUGS

    names = names_of(lifecycle)
    slug = f" {SLUGS[one.check]}" if one.check in SLUGS else ""
    check: Line = (Span(one.check, link=page_of(one.check)), Span(slug))
    until = (Span(f" Until {one.until}."),) if one.until else ()
    where = (
        coded(names.get(state, state) for state in one.states),
        _after("by ", coded(one.events)),
        _after("shown as ", coded(one.statuses)),
    )
    return (
        (tuple(span for span in check if span.text),),
        tuple(line for line in where if line),
        ((*prose(one.reason), *until),),
        references(one.reference),
    )


def _after(words: str, line: Line) -> Line:
    return (Span(words), *line) if line else ()
