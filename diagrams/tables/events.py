"""The table of the events."""

from collections.abc import Iterable, Sequence

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.diagrams.tables.effects import effects
from wayout.diagrams.tables.table import Cell, Table, heads, plain, prose, references
from wayout.diagrams.tables.transitions import INFERRED_NOTE, event_cell


def events(lifecycle: Lifecycle) -> Table:
    """Return a row for each event that a transition bears, in the order of the events."""
    steps: dict[str | None, list[Transition]] = {event: [] for event in lifecycle.events}
    for step in lifecycle.transitions:
        steps.setdefault(step.event, []).append(step)
    borne = ((event, taken) for event, taken in steps.items() if taken)
    return events_table(lifecycle, borne)


def events_table(
    lifecycle: Lifecycle, borne: Iterable[tuple[str | None, Sequence[Transition]]]
) -> Table:
    """Return a row for each of these events, which bear these transitions."""
    columns = heads("event", "kind", "actor", "effect", "source")
    rows = tuple(_row(lifecycle, event, steps) for event, steps in borne)
    return Table(f"Events of {lifecycle.name}", columns, rows)


def _row(lifecycle: Lifecycle, event: str | None, steps: Sequence[Transition]) -> tuple[Cell, ...]:
    sources = dict.fromkeys(step.source for step in steps if step.source)
    notes = dict.fromkeys(step.note for step in steps if step.note)
    return (
        event_cell(event),
        _each(step.kind.value if step.kind else "" for step in steps),
        _each(step.actor.value if step.actor else "" for step in steps),
        tuple(effects(lifecycle, steps)),
        (
            *(line for source in sources for line in references(source)),
            *map(prose, notes),
            *plain(INFERRED_NOTE if any(step.unsure for step in steps) else ""),
        ),
    )


def _each(words: Iterable[str]) -> Cell:
    return plain(", ".join(word for word in dict.fromkeys(words) if word))
