"""Public statuses in data files: each stands with its state, what there are in the projection."""

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.projection import Projection
from wayout.interfaces.exchange.fields import Fields


def read_projection(
    fields: Fields, states: tuple[tuple[State, str | None], ...]
) -> Projection | None:
    """Read the projection; which state shows which status stands with the states."""
    shown = tuple((state.id, status) for state, status in states if status is not None)

    def read(inner: Fields) -> Projection:
        inner.require("statuses")
        return Projection(
            name=inner.label("name", "status"),
            source=inner.text("source", ""),
            statuses=inner.texts("statuses"),
            shown=shown,
            hidden=inner.texts("hidden"),
        )

    projection = fields.inner("projection", read)
    if shown and projection is None:
        fields.wrong("projection", f"is missing, though state {shown[0][0]!r} has a status")
    return projection


def check_statuses(lifecycle: Lifecycle, projection: Projection, fields: Fields) -> None:
    """Report statuses that are not declared, or stand twice, and hidden states that have one."""
    known = frozenset(projection.statuses)
    if len(known) < len(projection.statuses):
        fields.wrong("projection.statuses", "a status stands more than once in the list")
    for index, state in enumerate(lifecycle.states):
        status = projection.status_of.get(state.id)
        if status is not None and status not in known:
            hint = fields.problems.hint(status, projection.statuses)
            fields.wrong(
                f"states[{index}].status", f"{status!r} is none of projection.statuses{hint}"
            )
    for index, hidden in enumerate(projection.hidden):
        if hidden in projection.status_of:
            fields.wrong(f"projection.hidden[{index}]", f"{hidden!r} has a status")
