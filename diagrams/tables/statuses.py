"""The table of the public statuses: which to poll on."""

from collections.abc import Mapping

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.statuses import Status
from wayout.analysis.statuses import statuses as statuses_of
from wayout.diagrams.tables.states import names_of
from wayout.diagrams.tables.table import Cell, Span, Table, code, coded, heads, plain

_SHOWN = 3


def statuses(lifecycle: Lifecycle) -> Table:
    """Return each public status: whether to poll on, and which states show it."""
    names = names_of(lifecycle)
    return Table(
        f"Statuses of {lifecycle.name}",
        heads("status", "phase", "at rest in", "at work in"),
        tuple(_row(status, names) for status in statuses_of(lifecycle)),
    )


def _row(status: Status, names: Mapping[str, str]) -> tuple[Cell, ...]:
    return (
        code(status.name),
        plain(status.phase.value),
        _few(status.resting, names),
        _few(status.working, names),
    )


def _few(states: tuple[State, ...], names: Mapping[str, str]) -> Cell:
    called = [names[state.id] for state in states]
    more = len(called) - _SHOWN
    if more <= 1:
        return code(*called)
    return ((*coded(called[:_SHOWN]), Span(f" and {more} more")),)
