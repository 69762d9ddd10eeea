"""The tables of a part of a lifecycle: of what a view shows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from wayout.analysis.completeness import completeness
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.tables.accepted import accepted
from wayout.diagrams.tables.matrix import matrix
from wayout.diagrams.tables.planning import TABLES
from wayout.diagrams.tables.states import names_of, states
from wayout.diagrams.tables.table import Table
from wayout.diagrams.viewing import Part, part_of
from wayout.diagrams.views import View
from wayout.machines.vocabulary import Accepted

VIEWED = ("states", "transitions", "events", "matrix", "accepted")
"""The tables that can be of a part: a public status is shown by states outside of it, too."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables of one kind; `notes` say in sentences what they leave out."""

    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def tables_of(name: str, lifecycle: Lifecycle, view: View) -> Tables:
    """Return the tables of this name, of what the view shows.

    A state stands there with all its ways out, and with all its answers to the events that are
    shown: it is the rows and columns that are chosen.

    Raises:
        KeyError: no table is called so, or it is not in `VIEWED` and the view is no whole one.
        ViewError: as `part_of`.
    """
    if view.is_whole:
        return Tables(TABLES[name](lifecycle))
    part = part_of(lifecycle, view)
    shown = {state.id for state in part.lifecycle.states}
    titled = (
        replace(table, title=f"{table.title}, {part.words}")
        for table in _of_part(name, lifecycle, part, _events(part, view), shown)
    )
    return Tables(tuple(titled), part.notes)


def _of_part(
    name: str,
    lifecycle: Lifecycle,
    part: Part,
    events: Collection[str],
    shown: Collection[str],
) -> tuple[Table, ...]:
    match name:
        case "states":
            return (_only_states(states(lifecycle), lifecycle, shown),)
        case "matrix":
            answers = completeness(lifecycle, states=shown, events=events)
            return matrix(f"Answers of {lifecycle.name}", answers, names_of(lifecycle))
        case "accepted":
            facts = tuple(one for one in lifecycle.accepted if _is_on(one, shown))
            return (accepted(replace(lifecycle, accepted=facts)),)
        case "transitions" | "events":
            return TABLES[name](part.lifecycle)
        case _:
            raise KeyError(name)


def _only_states(table: Table, lifecycle: Lifecycle, shown: Collection[str]) -> Table:
    rows = zip(lifecycle.states, table.rows, strict=True)
    return replace(table, rows=tuple(row for state, row in rows if state.id in shown))


def _is_on(one: Accepted, shown: Iterable[str]) -> bool:
    return any(fnmatchcase(state, name) for state in shown for name in one.states)


def _events(part: Part, view: View) -> frozenset[str]:
    """Return the events that are shown; those of a run without the numbers of its steps."""
    run = (*view.witness.stem, *view.witness.cycle) if view.witness else part.lifecycle.transitions
    return frozenset(step.event for step in run if step.event is not None)
