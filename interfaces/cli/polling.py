"""The public statuses of a lifecycle as a table: which are to be polled on, and why."""

from collections import Counter

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.statuses import Phase, Status, statuses
from wayout.interfaces.layout import Line, Page, Span, Table, Tone

_SHOWN = 3


def polling(lifecycle: Lifecycle) -> Page:
    """Return the page: a line for each status, by declaration, and how many are of each phase."""
    found = statuses(lifecycle)
    projection = lifecycle.projection
    field = "values of its states" if projection is None else f"values of its {projection.name}"
    source = f", by {projection.source}" if projection and projection.source else ""
    return (
        Line((Span(lifecycle.name, Tone.STRONG), Span(f": the {field}{source}"))),
        Line(),
        Table(
            head=("STATUS", "PHASE", "AT REST IN", "AT WORK IN"),
            rows=tuple(_row(status) for status in found),
        ),
        Line(),
        Line((Span(_summary(found), Tone.FAINT),)),
    )


def _row(status: Status) -> tuple[str, ...]:
    return (
        status.name,
        status.phase.value,
        _few(status.resting),
        _few(status.working),
    )


def _few(states: tuple[State, ...]) -> str:
    names = [state.value for state in states]
    more = len(names) - _SHOWN
    if more <= 1:
        return ", ".join(names)
    return f"{', '.join(names[:_SHOWN])} and {more} more"


def _summary(found: tuple[Status, ...]) -> str:
    counts = Counter(status.phase for status in found)
    phases = ", ".join(f"{counts[phase]} {phase.value}" for phase in Phase if counts[phase])
    hiding = sum(bool(status.resting and status.working) for status in found)
    return f"{phases}; work hides behind {hiding} of them"
