"""The table of the states, and the names that all tables give them."""

from collections import Counter
from collections.abc import Mapping

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.wording import role_in_words
from wayout.diagrams.tables.table import Cell, Table, code, heads, plain, prose
from wayout.machines.vocabulary import Role


def names_of(lifecycle: Lifecycle) -> Mapping[str, str]:
    """Return what each state is called: its value, or its id where states share the value."""
    values = Counter(state.value for state in lifecycle.states)
    return {
        state.id: state.value if values[state.value] == 1 else state.id
        for state in lifecycle.states
    }


def states(lifecycle: Lifecycle) -> Table:
    """Return the states: what each is called and means, and how many transitions lead out.

    Those that lead back to the same state do not count. The id is shown where it is another.
    """
    columns = heads("state", "id", "value", "users see", "role", "inside", "meaning", "ways out")
    names = names_of(lifecycle)
    rows = tuple(_row(state, lifecycle, names[state.id]) for state in lifecycle.states)
    table = Table(f"States of {lifecycle.name}", columns, rows, frozenset({"ways out"}))
    return table.filled(("state", "role", "ways out"))


def _row(state: State, lifecycle: Lifecycle, name: str) -> tuple[Cell, ...]:
    out = sum(step.to_state != state.id for step in lifecycle.leaving(state.id))
    return (
        code(name),
        code(state.id) if state.id != name else (),
        code(state.value) if state.value != name else (),
        _status(state, lifecycle),
        plain(role_in_words(state, lifecycle)),
        code(state.parent) if state.parent else (),
        (prose(state.meaning),) if state.meaning else (),
        plain("-" if state.role is Role.FINAL and not out else f"{out:,}"),
    )


def _status(state: State, lifecycle: Lifecycle) -> Cell:
    projection = lifecycle.projection
    if projection is None:
        return ()
    if (status := projection.status_of.get(state.id)) is not None:
        return code(status)
    return plain("hidden" if state.id in projection.hidden else "")
