"""Random lifecycles that use every field of the value, for round trips and writers."""

from datetime import date
from string import ascii_lowercase

from hypothesis import strategies as st

from wayout.analysis.lifecycle import (
    Compound,
    Lifecycle,
    Location,
    State,
    Transition,
    UnknownGuard,
)
from wayout.analysis.projection import Projection
from wayout.machines.vocabulary import Accepted, Actor, Constraints, Kind, Role

TEXTS = st.text(max_size=12)
LABELS = st.text(min_size=1, max_size=12)
NAMES = st.text(ascii_lowercase, min_size=1, max_size=6)
LOCATIONS = st.none() | st.builds(
    Location, path=LABELS, line=st.integers(1, 9999), column=st.integers(1, 200)
)
DATES = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))


def _states(ids: list[str], parents: list[str]) -> st.SearchStrategy[tuple[State, ...]]:
    return st.tuples(
        *(
            st.builds(
                State,
                id=st.just(name),
                value=TEXTS,
                role=st.sampled_from(Role),
                parent=st.sampled_from([None, *parents]),
                parts=st.none()
                | st.dictionaries(TEXTS, st.none() | TEXTS, max_size=2).map(
                    lambda parts: tuple(parts.items())
                ),
                meaning=TEXTS,
                inferred=st.booleans(),
                location=LOCATIONS,
            )
            for name in ids
        )
    )


def _transitions(ids: list[str]) -> st.SearchStrategy[tuple[Transition, ...]]:
    return st.lists(
        st.builds(
            Transition,
            event=st.none() | LABELS,
            from_state=st.sampled_from(ids),
            to_state=st.sampled_from(ids),
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
    ).map(tuple)


@st.composite
def lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Draw a lifecycle of one to five states, with whatever texts in it."""
    ids = draw(st.lists(LABELS, min_size=1, max_size=5, unique=True))
    parents = draw(st.lists(NAMES, max_size=2, unique=True))
    return Lifecycle(
        name=draw(LABELS),
        title=draw(TEXTS),
        target=draw(TEXTS),
        initial=tuple(draw(st.lists(st.sampled_from(ids), max_size=3))),
        states=draw(_states(ids, parents)),
        transitions=draw(_transitions(ids)),
        shadowed=draw(_transitions(ids)),
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
        events=tuple(draw(st.lists(LABELS, max_size=3))),
        assumptions=tuple(draw(st.lists(TEXTS, max_size=2))),
        accepted=tuple(draw(st.lists(_ACCEPTED, max_size=2))),
        description=draw(TEXTS),
        location=draw(LOCATIONS),
        projection=draw(st.none() | _projections(ids)),
        constraints=draw(_CONSTRAINTS),
        drops_events=draw(st.booleans()),
        unknown_guards=tuple(draw(st.lists(st.builds(UnknownGuard, TEXTS, TEXTS), max_size=2))),
    )


@st.composite
def _projections(draw: st.DrawFn, ids: list[str]) -> Projection:
    statuses = draw(st.lists(TEXTS, max_size=3, unique=True))
    fates = [None, *statuses, ""]
    fate_of = {state: draw(st.sampled_from(fates)) for state in ids}
    return Projection(
        name=draw(LABELS),
        source=draw(TEXTS),
        statuses=tuple(statuses),
        shown=tuple((state, fate) for state, fate in fate_of.items() if fate in statuses),
        hidden=tuple(state for state, fate in fate_of.items() if fate is None),
    )


_EXPRESSIONS = st.sampled_from(["a", "not b", "x == 'v'", "a ^ !b", "In('s')"])
_CONSTRAINTS = st.builds(
    Constraints,
    exclusive=st.lists(st.lists(_EXPRESSIONS, min_size=2, max_size=3).map(tuple), max_size=2).map(
        tuple
    ),
    implies=st.lists(st.tuples(_EXPRESSIONS, _EXPRESSIONS), max_size=2).map(tuple),
    always=st.lists(_EXPRESSIONS, max_size=2).map(tuple),
)
_ACCEPTED = st.builds(
    Accepted,
    check=LABELS,
    states=st.lists(TEXTS, max_size=2).map(tuple),
    reason=TEXTS,
    reference=TEXTS,
    events=st.lists(TEXTS, max_size=2).map(tuple),
    until=DATES,
    statuses=st.lists(TEXTS, max_size=2).map(tuple),
)
