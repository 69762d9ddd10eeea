"""Compound states that look the same but for their names, so that one box can show them all."""

from collections.abc import Iterable, Mapping

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.diagrams.nesting import Nesting

_Signature = tuple[frozenset[object], frozenset[object]]


def alike(lifecycle: Lifecycle, nested: Nesting) -> tuple[tuple[str, ...], ...]:
    """Return the compound states in groups, those that are alike together, each in one group.

    Alike are those that differ only in the first part of their states: with the same other
    parts, in the same roles, and with the same steps among themselves and to the same states
    outside. Sources and notes of steps may differ. Linear in states and transitions.
    """
    groups: dict[object, list[str]] = {}
    signatures = _signatures(lifecycle, nested)
    for compound in nested.inside:
        groups.setdefault(signatures.get(compound, compound), []).append(compound)
    return tuple(map(tuple, groups.values()))


def rest_of(state: State) -> tuple[tuple[str, str | None], ...]:
    """Return the parts of a state but for the first, which its compound state has given it."""
    return (state.parts or ())[1:]


def _signatures(lifecycle: Lifecycle, nested: Nesting) -> Mapping[str, _Signature]:
    """Return what alike compound states have in common; of those without parts, nothing."""
    own = {
        state.id: compound
        for compound, states in nested.inside.items()
        if _has_parts(states, nested)
        for state in states
    }
    inside = {
        compound: frozenset(
            (rest_of(state), state.role, state.id in lifecycle.initial)
            for state in nested.inside[compound]
        )
        for compound in own.values()
    }
    steps: dict[str, set[object]] = {compound: set() for compound in own.values()}
    for step in lifecycle.transitions:
        ends = lifecycle.by_id[step.from_state], lifecycle.by_id[step.to_state]
        traits = step.event, step.kind, step.actor, step.guard, step.unsure
        for compound in dict.fromkeys(own[end.id] for end in ends if end.id in own):
            at = tuple(rest_of(end) if own.get(end.id) == compound else end.id for end in ends)
            steps[compound].add((*traits, *at))
    return {compound: (inside[compound], frozenset(steps[compound])) for compound in steps}


def _has_parts(states: Iterable[State], nested: Nesting) -> bool:
    """Whether the states of an outermost compound state are told apart by their other parts."""
    rests = [rest_of(state) for state in states]
    outermost = all(len(nested.around[state.id]) == 1 for state in states)
    return outermost and all(rests) and len(set(rests)) == len(rests)
