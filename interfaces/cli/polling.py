"""The public statuses of a lifecycle as a table: which are to be polled on, and why."""

from collections import Counter

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.statuses import Phase, Status, statuses
from wayout.diagrams.tables.statuses import statuses as table_of_statuses
from wayout.interfaces.layout import Line, Page, Span, Tone
from wayout.interfaces.layout.tabular import laid_out


def polling(lifecycle: Lifecycle) -> Page:
    """Return the page: a line for each status, by declaration, and how many are of each phase."""
    found = statuses(lifecycle)
    projection = lifecycle.projection
    field = "values of its states" if projection is None else f"values of its {projection.name}"
    source = f", by {projection.source}" if projection and projection.source else ""
    return (
        Line((Span(lifecycle.name, Tone.STRONG), Span(f": the {field}{source}"))),
        Line(),
        laid_out(table_of_statuses(lifecycle)),
        Line(),
        Line((Span(_summary(found), Tone.FAINT),)),
    )


def _summary(found: tuple[Status, ...]) -> str:
    counts = Counter(status.phase for status in found)
    phases = ", ".join(f"{counts[phase]} {phase.value}" for phase in Phase if counts[phase])
    hiding = sum(bool(status.resting and status.working) for status in found)
    return f"{phases}; work hides behind {hiding} of them"
