"""Where a lifecycle is declared."""

from __future__ import annotations

from wayout.analysis.lifecycle import Lifecycle


def files_of(lifecycle: Lifecycle) -> tuple[str, ...]:
    """Return the files where anything of it is declared, each once; as its locations spell them."""
    places = (
        lifecycle.location,
        *(state.location for state in lifecycle.states),
        *(compound.location for compound in lifecycle.compounds),
        *(step.location for step in (*lifecycle.transitions, *lifecycle.shadowed)),
    )
    return tuple(dict.fromkeys(place.path for place in places if place is not None))
