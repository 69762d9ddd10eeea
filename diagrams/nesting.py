"""Which compound states are around each state, and how they are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from wayout.analysis.lifecycle import Compound, Lifecycle, State


@dataclass(frozen=True, slots=True)
class Nesting:
    """The compound states around each state, and the names to show for them.

    `around` maps the ids of states to compound states, the innermost first. `inside` maps the
    ids of compound states to the states inside at any depth; those with none are left out.
    """

    around: Mapping[str, tuple[Compound, ...]]
    inside: Mapping[str, tuple[State, ...]]
    names: Mapping[str, str]


def nesting(lifecycle: Lifecycle) -> Nesting:
    """Return how the states of a lifecycle are nested. Linear in states times depth."""
    by_id = {compound.id: compound for compound in lifecycle.compounds}
    around = {state.id: _around(state.parent, by_id) for state in lifecycle.states}
    inside: dict[str, list[State]] = {}
    for state in lifecycle.states:
        for compound in around[state.id]:
            inside.setdefault(compound.id, []).append(state)
    ordered = {one: tuple(inside[one]) for one in by_id if one in inside}
    names = {one: _name(by_id[one], states) for one, states in ordered.items()}
    return Nesting(around, ordered, names)


def _around(parent: str | None, by_id: Mapping[str, Compound]) -> tuple[Compound, ...]:
    chain: list[Compound] = []
    while parent is not None and parent in by_id and by_id[parent] not in chain:
        chain.append(by_id[parent])
        parent = chain[-1].parent
    return tuple(chain)


def _name(compound: Compound, inside: tuple[State, ...]) -> str:
    """Return the first part that all states inside share, else the compound state's value."""
    firsts = {state.parts[0][1] if state.parts else None for state in inside}
    only = next(iter(firsts)) if len(firsts) == 1 else None
    return compound.value if only is None else only
