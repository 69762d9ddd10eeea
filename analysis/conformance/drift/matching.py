"""Lifecycles in the terms of sources: values, parts, pairs of values."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import Binding, Bound
from wayout.analysis.conformance.drift.facts import Literal, Unresolved
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle, Location, State, Transition
from wayout.analysis.wording import listed

_NO_RECORD = frozenset({"ABSENT", "GONE"})
"""The values of states in which there is no record, so that no source has a string for them."""

_Kind = TypeVar("_Kind", bound=Binding)


def bound(lifecycle: Lifecycle, kind: type[_Kind]) -> Iterator[tuple[Bound, _Kind]]:
    """Yield what is bound to a lifecycle by bindings of a kind."""
    for each in lifecycle.facts:
        if isinstance(each.binding, kind):
            yield each, each.binding


def recorded(lifecycle: Lifecycle) -> Iterator[State]:
    """Yield the states in which there is a record."""
    return (state for state in lifecycle.states if state.value not in _NO_RECORD)


def part_of(state: State, part: str | None) -> Literal:
    """Return the value of a state, or that of a part of it."""
    return dict(state.parts or ()).get(part) if part else state.value


def by_value(lifecycle: Lifecycle, part: str | None) -> Mapping[Literal, list[State]]:
    """Return the states with a record, by their value or that of a part."""
    found: dict[Literal, list[State]] = {}
    for state in recorded(lifecycle):
        if not part or state.parts is not None:
            found.setdefault(part_of(state, part), []).append(state)
    return found


def pairs(
    lifecycle: Lifecycle, part: str | None = None
) -> Mapping[tuple[Literal, Literal], list[Transition]]:
    """Return the transitions between two states with a record whose values, or parts, differ."""
    states = (s for s in recorded(lifecycle) if not part or part_of(s, part) is not None)
    values = {state.id: part_of(state, part) for state in states}
    found: dict[tuple[Literal, Literal], list[Transition]] = {}
    for step in lifecycle.transitions:
        if step.from_state in values and step.to_state in values:
            pair = (values[step.from_state], values[step.to_state])
            if pair[0] != pair[1]:
                found.setdefault(pair, []).append(step)
    return found


def at(place: Location) -> str:
    """Return a place in a source as messages name it."""
    return f"{place.path}:{place.line}"


def unread(check: Check, lifecycle: Lifecycle, fact: Unresolved, source: str) -> Finding:
    """Report that a bound fact, or a part of one, cannot be read."""
    return check.finding(
        lifecycle,
        f"{source} cannot be held against it: {fact.what} {fact.reason} ({at(fact.place)})",
        statuses=(fact.what,),
        source=fact.place,
    )


def shown(values: Iterable[Literal], joint: str = "and") -> str:
    """Return values in quotes, cut where there are many; None is `none`.

    >>> shown(["active", None])
    "'active' and none"
    """
    return listed(("none" if value is None else repr(value) for value in values), joint)


def place_of_event(lifecycle: Lifecycle, event: str) -> Location | None:
    """Return where an event is declared."""
    found = (step.location for step in lifecycle.transitions if step.event == event)
    return next((place for place in found if place), None)
