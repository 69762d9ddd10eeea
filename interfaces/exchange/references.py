"""Whether the ids in a lifecycle from a file name something in it."""

from collections.abc import Iterable

from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.statuses import check_statuses


def check_references(lifecycle: Lifecycle, fields: Fields) -> None:
    """Report ids that stand twice, and references to states or compounds that are not there.

    Shadowed transitions may lead to configurations that nothing reaches, so they are not held
    against the states.
    """
    states = _unique(fields, "states", [state.id for state in lifecycle.states])
    compounds = _unique(fields, "compounds", [compound.id for compound in lifecycle.compounds])
    _known(fields, _references(lifecycle), states, "state")
    if lifecycle.projection is not None:
        hidden = enumerate(lifecycle.projection.hidden)
        places = ((f"projection.hidden[{index}]", state) for index, state in hidden)
        _known(fields, places, states, "state")
        check_statuses(lifecycle, lifecycle.projection, fields)
    _known(fields, _parents(lifecycle), compounds, "compound")
    _acyclic(lifecycle, fields)


def _unique(fields: Fields, key: str, ids: list[str]) -> dict[str, int]:
    first: dict[str, int] = {}
    for index, name in enumerate(ids):
        earlier = first.setdefault(name, index)
        if earlier != index and name:
            fields.wrong(f"{key}[{index}].id", f"{name!r} is the id of {key}[{earlier}] as well")
    return first


def _references(lifecycle: Lifecycle) -> Iterable[tuple[str, str]]:
    several = len(lifecycle.initial) > 1
    for index, state in enumerate(lifecycle.initial):
        yield (f"initial[{index}]" if several else "initial"), state
    for index, state in enumerate(lifecycle.refused):
        yield f"refused[{index}]", state
    for index, shared in enumerate(lifecycle.shared_values or ()):
        for place, state in enumerate(shared.states):
            yield f"shared_values[{index}].states[{place}]", state
    for index, transition in enumerate(lifecycle.transitions):
        yield f"transitions[{index}].from", transition.from_state
        yield f"transitions[{index}].to", transition.to_state


def _parents(lifecycle: Lifecycle) -> Iterable[tuple[str, str]]:
    for index, state in enumerate(lifecycle.states):
        if state.parent is not None:
            yield f"states[{index}].parent", state.parent
    for index, compound in enumerate(lifecycle.compounds):
        if compound.parent is not None:
            yield f"compounds[{index}].parent", compound.parent


def _known(
    fields: Fields, references: Iterable[tuple[str, str]], ids: dict[str, int], what: str
) -> None:
    for place, name in references:
        if name and name not in ids:
            hint = fields.problems.hint(name, tuple(ids))
            fields.wrong(place, f"no {what} has the id {name!r}{hint}")


def _acyclic(lifecycle: Lifecycle, fields: Fields) -> None:
    parents = {compound.id: compound.parent for compound in lifecycle.compounds}
    seen: set[str] = set()
    for compound in lifecycle.compounds:
        chain: dict[str, None] = {}
        here: str | None = compound.id
        while here is not None and here in parents and here not in seen and here not in chain:
            chain[here] = None
            here = parents[here]
        if here in chain:
            fields.wrong("compounds", f"{here!r} lies inside itself")
        seen.update(chain)
