"""Random lifecycles that use every field of the value, for round trips and writers."""

from dataclasses import replace
from datetime import date
from functools import cache
from string import ascii_lowercase

from hypothesis import strategies as st

from wayout.analysis.lifecycle import (
    Compound,
    Lifecycle,
    Location,
    SharedValue,
    State,
    Transition,
    UnknownGuard,
)
from wayout.analysis.projection import Projection
from wayout.machines.vocabulary import Accepted, Actor, Constraints, Kind, Origin, Place, Role

TEXTS = st.text(max_size=12)
LABELS = st.text(min_size=1, max_size=12)
NAMES = st.text(ascii_lowercase, min_size=1, max_size=6)
LOCATIONS = st.none() | st.builds(
    Location, path=LABELS, line=st.integers(1, 9999), column=st.integers(1, 200)
)
DATES = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


_STATE = st.builds(
    State,
    id=st.just(""),
    value=TEXTS,
    role=st.sampled_from(Role),
    parts=st.none()
    | st.dictionaries(TEXTS, st.none() | TEXTS, max_size=2).map(lambda parts: tuple(parts.items())),
    meaning=TEXTS,
    inferred=st.booleans(),
    location=LOCATIONS,
    leaves=st.lists(LABELS, max_size=2).map(tuple),
)


@cache
def _transitions(count: int) -> st.SearchStrategy[list[Transition]]:
    """Draw up to six, between the numbers of `count` states, so that strategies are made once.

    To make them anew for the ids of each lifecycle takes longer than to draw from them.
    """
    numbers = st.sampled_from(range(count))
    return st.lists(
        st.builds(
            Transition,
            event=st.none() | LABELS,
            from_state=numbers,
            to_state=numbers,
            kind=st.none() | st.sampled_from(Kind),
            actor=st.none() | st.sampled_from(Actor),
            guard=st.none() | LABELS,
            source=st.none() | LABELS,
            note=TEXTS,
            unsure=st.booleans(),
            internal=st.booleans(),
            declared_on=st.none() | LABELS,
            location=LOCATIONS,
        ),
        max_size=6,
    )


_IDS = st.lists(LABELS, min_size=1, max_size=5, unique=True)
_PARENTS = st.lists(NAMES, max_size=2, unique=True)
_EVENTS = st.lists(LABELS, max_size=3)
_ASSUMPTIONS = st.lists(TEXTS, max_size=2)


@st.composite
def lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Draw a lifecycle of one to five states, with whatever texts in it."""
    ids = draw(_IDS)
    parents = draw(_PARENTS)

    def steps() -> tuple[Transition, ...]:
        return tuple(
            replace(each, from_state=ids[each.from_state], to_state=ids[each.to_state])
            for each in draw(_transitions(len(ids)))
        )

    return Lifecycle(
        name=draw(LABELS),
        title=draw(TEXTS),
        target=draw(TEXTS),
        initial=tuple(draw(st.lists(st.sampled_from(ids), max_size=3))),
        states=tuple(
            replace(draw(_STATE), id=name, parent=draw(st.sampled_from([None, *parents])))
            for name in ids
        ),
        transitions=steps(),
        shadowed=steps(),
        compounds=tuple(
            Compound(
                id=name,
                value=draw(TEXTS),
                parent=draw(st.sampled_from([None, *parents[:index]])),
                parallel=draw(st.booleans()),
                location=draw(LOCATIONS),
            )
            for index, name in enumerate(parents)
        ),
        events=tuple(draw(_EVENTS)),
        assumptions=tuple(draw(_ASSUMPTIONS)),
        accepted=tuple(draw(_ACCEPTED)),
        description=draw(TEXTS),
        location=draw(LOCATIONS),
        projection=draw(st.none() | _projections(ids)),
        constraints=draw(_CONSTRAINTS),
        drops_events=draw(st.booleans()),
        unknown_guards=tuple(draw(_UNKNOWN_GUARDS)),
        refused=tuple(draw(st.lists(st.sampled_from(ids), max_size=2))),
        shared_values=draw(st.none() | _shared_values(ids)),
    )


def _shared_values(ids: list[str]) -> st.SearchStrategy[tuple[SharedValue, ...]]:
    labels = st.lists(LABELS, max_size=2).map(tuple)
    states = st.lists(st.sampled_from(ids), max_size=2).map(tuple)
    shared = st.builds(
        SharedValue,
        value=TEXTS,
        leaves=labels,
        compounds=labels,
        states=states,
        location=LOCATIONS,
    )
    return st.lists(shared, max_size=2).map(tuple)


@st.composite
def _projections(draw: st.DrawFn, ids: list[str]) -> Projection:
    statuses = draw(_STATUSES)
    fates = [None, *statuses, ""]
    fate_of = {state: draw(st.sampled_from(fates)) for state in ids}
    return Projection(
        name=draw(LABELS),
        source=draw(TEXTS),
        statuses=tuple(statuses),
        shown=tuple((state, fate) for state, fate in fate_of.items() if fate in statuses),
        hidden=tuple(state for state, fate in fate_of.items() if fate is None),
    )


_STATUSES = st.lists(TEXTS, max_size=3, unique=True)
_EXPRESSIONS = st.sampled_from(["a", "not b", "x == 'v'", "a ^ !b", "In('s')"])
_CONSTRAINTS = st.builds(
    Constraints,
    exclusive=st.lists(st.lists(_EXPRESSIONS, min_size=2, max_size=3).map(tuple), max_size=2).map(
        tuple
    ),
    implies=st.lists(st.tuples(_EXPRESSIONS, _EXPRESSIONS), max_size=2).map(tuple),
    always=st.lists(_EXPRESSIONS, max_size=2).map(tuple),
)
_UNKNOWN_GUARDS = st.lists(st.builds(UnknownGuard, TEXTS, TEXTS), max_size=2)
SAID = TEXTS.filter(str.strip)


def _accepted(origin: Origin, problem: str) -> st.SearchStrategy[Accepted]:
    """A declaration says why and where it is known; others may have a problem instead."""
    is_outside = origin is not Origin.SOURCE
    return st.builds(
        Accepted,
        check=TEXTS if problem else SAID,
        states=st.lists(TEXTS, max_size=2).map(tuple),
        reason=TEXTS if problem else SAID,
        reference=TEXTS if problem or is_outside else SAID,
        events=st.lists(TEXTS, max_size=2).map(tuple),
        until=DATES,
        statuses=st.lists(TEXTS, max_size=2).map(tuple),
        covers=st.none() | st.integers(1, 99),
        origin=st.just(origin),
        place=st.none()
        | st.builds(
            Place, st.just(""), path=LABELS, line=st.integers(1, 9999), column=st.integers(1, 200)
        ),
        problem=st.just(problem),
    )


_ACCEPTED = st.lists(
    st.one_of(_accepted(origin, problem) for origin in Origin for problem in ("", "a\nb")),
    max_size=2,
)
