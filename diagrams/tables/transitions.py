"""The table of the transitions."""

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.diagrams.tables.states import names_of
from wayout.diagrams.tables.table import Cell, Table, code, heads, plain, prose, references
from wayout.diagrams.wording import EVENTLESS

INFERRED_NOTE = "inferred, not read"


def transitions(lifecycle: Lifecycle) -> Table:
    """Return a row for each transition, in the order of the events."""
    columns = heads("event", "from", "to", "kind", "actor", "guard", "source", "note")
    order = {event: index for index, event in enumerate(lifecycle.events)}
    steps = sorted(lifecycle.transitions, key=lambda step: order.get(step.event or "", len(order)))
    names = names_of(lifecycle)
    rows = tuple(
        (
            event_cell(step.event),
            code(names[step.from_state]),
            code(names[step.to_state]),
            *traits(step),
        )
        for step in steps
    )
    return Table(f"Transitions of {lifecycle.name}", columns, rows).filled(("event", "from", "to"))


def event_cell(event: str | None) -> Cell:
    """Return the name of an event, or words where there is none."""
    return plain(EVENTLESS) if event is None else code(event)


def traits(step: Transition) -> tuple[Cell, ...]:
    """Return the cells from the kind to the note."""
    notes = (prose(step.note),) if step.note else ()
    return (
        plain(step.kind.value if step.kind else ""),
        plain(step.actor.value if step.actor else ""),
        code(step.guard) if step.guard else (),
        references(step.source or ""),
        (*notes, *plain(INFERRED_NOTE if step.unsure else "")),
    )
