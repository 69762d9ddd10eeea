"""The lifecycle that users see: public statuses for states. A pure function."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.projection import Projection
from wayout.analysis.statuses import Phase, Status, statuses
from wayout.machines.vocabulary import Role

_Same = TypeVar("_Same")

_SEVERAL = "a status stands for several states: what leads out of it may be refused in some of them"


class NothingToProjectError(ValueError):
    """Raised where there is no projection, or no state that a run reaches."""


def project(lifecycle: Lifecycle) -> Lifecycle:
    """Return the lifecycle as its public statuses show it, named `NAME_status`.

    Its states are the statuses that reachable states show, and as they are the reachable states
    that users do not see. A status is in the place of the first state that shows it; its role is
    transient where it is in progress, error where it is failed, final where all its states are,
    else stable.
    Transitions of one event between the same two become one. What they say of themselves is
    kept where they agree, the guard only if all have one: else nothing can refuse the event. A
    transition that does not change the status stays, from the status to itself.

    Linear in the states and transitions.

    Raises:
        NothingToProjectError: if there is no projection, or no initial state.
    """
    if lifecycle.projection is None:
        message = "no projection is declared: the values of its states are what users see"
        raise NothingToProjectError(message)
    if not lifecycle.reached:
        message = "no state is initial, so that users see nothing"
        raise NothingToProjectError(message)
    ids = _ids(lifecycle, lifecycle.projection)
    several = len(set(ids.values())) < len(ids)
    return Lifecycle(
        name=f"{lifecycle.name}_{lifecycle.projection.name}",
        title=f"{lifecycle.title}, as its {lifecycle.projection.name} shows it",
        target=lifecycle.target,
        initial=tuple(dict.fromkeys(ids[state] for state in lifecycle.initial)),
        states=tuple(_states(lifecycle, lifecycle.projection, ids)),
        transitions=tuple(_transitions(lifecycle, ids)),
        events=lifecycle.events,
        assumptions=(*lifecycle.assumptions, *((_SEVERAL,) if several else ())),
        location=lifecycle.location,
    )


def _ids(lifecycle: Lifecycle, projection: Projection) -> dict[str, str]:
    """Map the reachable states to the ids of the states that stand for them."""
    reached = [state.id for state in lifecycle.states if state.id in lifecycle.reached]
    taken = {state for state in reached if state not in projection.status_of}
    id_of: dict[str, str] = {}
    for state in reached:
        status = projection.status_of.get(state)
        if status is not None and status not in id_of:
            id_of[status] = _identifier(status, taken)
            taken.add(id_of[status])
    return {
        state: id_of[projection.status_of[state]] if state in projection.status_of else state
        for state in reached
    }


def _identifier(status: str, taken: Collection[str]) -> str:
    name = re.sub(r"\W+", "_", status).strip("_")
    base = name if name.isidentifier() else f"status_{name}"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}_{count}", count + 1
    return name


def _states(lifecycle: Lifecycle, projection: Projection, ids: dict[str, str]) -> Iterable[State]:
    public = {status.name: status for status in statuses(lifecycle)}
    found: dict[str, State] = {}
    for state in lifecycle.states:
        if state.id not in ids or ids[state.id] in found:
            continue
        status = projection.status_of.get(state.id)
        found[ids[state.id]] = (
            replace(state, parent=None) if status is None else _state(ids[state.id], public[status])
        )
    return found.values()


def _state(identity: str, status: Status) -> State:
    return State(
        id=identity,
        value=status.name,
        role=_role(status),
        meaning=_agreed(state.meaning for state in status.states) or "",
        inferred=any(state.inferred for state in status.states),
        location=status.states[0].location,
    )


def _role(status: Status) -> Role:
    if all(state.role is Role.FINAL for state in status.states):
        return Role.FINAL
    return {Phase.IN_PROGRESS: Role.TRANSIENT, Phase.FAILED: Role.ERROR}.get(
        status.phase, Role.STABLE
    )


def _transitions(lifecycle: Lifecycle, ids: dict[str, str]) -> Iterable[Transition]:
    merged: dict[tuple[str | None, str, str], list[Transition]] = {}
    for step in lifecycle.transitions:
        if step.from_state in ids:
            key = step.event, ids[step.from_state], ids[step.to_state]
            merged.setdefault(key, []).append(step)
    for (event, origin, target), steps in merged.items():
        yield Transition(
            event=event,
            from_state=origin,
            to_state=target,
            kind=_agreed(step.kind for step in steps),
            actor=_agreed(step.actor for step in steps),
            guard=_guard(steps),
            source=_agreed(step.source for step in steps),
            note=_agreed(step.note for step in steps) or "",
            unsure=all(step.unsure for step in steps),
            location=_agreed(step.location for step in steps),
        )


def _agreed(said: Iterable[_Same]) -> _Same | None:
    """Return what all say, or None where they differ."""
    first, *others = dict.fromkeys(said)
    return None if others else first


def _guard(steps: Iterable[Transition]) -> str | None:
    guards = list(dict.fromkeys(step.guard for step in steps))
    texts = [guard for guard in guards if guard is not None]
    if len(texts) < len(guards):
        return None
    return texts[0] if len(texts) == 1 else " or ".join(f"({guard})" for guard in texts)
