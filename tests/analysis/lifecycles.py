"""Lifecycles written by hand in few words, and random ones."""

from collections.abc import Iterable, Mapping
from itertools import product

from hypothesis import strategies as st

from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.analysis.projection import Projection
from wayout.machines.vocabulary import Actor, Kind, Role


def step(  # noqa: PLR0913 - the last two by keyword
    event: str | None,
    from_state: str,
    to_state: str,
    kind: Kind | None = None,
    *,
    actor: Actor | None = None,
    guard: str | None = None,
) -> Transition:
    return Transition(
        event,
        from_state,
        to_state,
        kind,
        actor or (kind.usual_actor if kind else None),
        guard,
        declared_on=from_state,
    )


def projection(
    shown: Mapping[str, str], hidden: Iterable[str] = (), unused: Iterable[str] = ()
) -> Projection:
    """Build a projection; `unused` are further statuses."""
    statuses = tuple(dict.fromkeys((*shown.values(), *unused)))
    return Projection("status", "api.py:view", statuses, tuple(shown.items()), tuple(hidden))


def lifecycle(
    roles: Mapping[str, Role], steps: Iterable[Transition], **changes: object
) -> Lifecycle:
    """Build a lifecycle that begins in the first of the states."""
    taken, shadowed = _without_shadowed(steps)
    return Lifecycle(
        **{
            "name": "tiny",
            "title": "Tiny",
            "target": "tiny.py:Tiny",
            "initial": tuple(roles)[:1],
            "states": tuple(State(name, name.upper(), role) for name, role in roles.items()),
            "transitions": taken,
            "shadowed": shadowed,
            "events": taken_events((*taken, *shadowed)),
            **changes,
        }
    )


def _without_shadowed(
    steps: Iterable[Transition],
) -> tuple[tuple[Transition, ...], tuple[Transition, ...]]:
    """Set apart what an earlier transition without guard always beats, as reading does."""
    taken, shadowed, decided = [], [], set()
    for each in steps:
        key = (each.from_state, each.event)
        (shadowed if key in decided else taken).append(each)
        if each.guard is None:
            decided.add(key)
    return tuple(taken), tuple(shadowed)


_LABELS = list(product([None, *"abcd"], [None, None, "g", "h"]))
_KINDS = [
    (None, None),
    *((kind, kind.usual_actor) for kind in Kind),
    *((kind, kind.usual_actor) for kind in Kind),
    *product([Kind.REQUEST, Kind.SUCCESS, Kind.PERIODIC], Actor),
]
_MARKS = [(False, False)] * 4 + [(False, True), (True, False)]


@st.composite
def lifecycles(draw: st.DrawFn, *, roles: Iterable[Role] = tuple(Role)) -> Lifecycle:
    """Draw a lifecycle of two to seven states; any of its parts may be defective."""
    names = [f"s{number}" for number in range(draw(st.integers(2, 7)))]
    compounds = draw(st.sampled_from([[], [], ["c0"], ["c0", "c1"]]))
    kinds_of_state = list(product(roles, [None, *compounds], [False, False, True]))
    states = tuple(
        State(name, "shared" if is_shared else name, role, parent)
        for name in names
        for role, parent, is_shared in [draw(st.sampled_from(kinds_of_state))]
    )
    count = draw(st.sampled_from([3, 6, 9, 12, 15]))
    steps = draw(st.lists(_steps(states), min_size=count, max_size=count))
    taken, shadowed = _without_shadowed(steps)
    return Lifecycle(
        name="random",
        title="Random",
        target="random",
        initial=tuple(draw(st.sampled_from([["s0"]] * 8 + [[], ["s0", "s1"]]))),
        states=states,
        transitions=taken,
        shadowed=shadowed,
        compounds=tuple(
            Compound(name, draw(st.sampled_from([name, "shared"]))) for name in compounds
        ),
        events=draw(st.sampled_from([tuple("abcde"), taken_events(steps)])),
        projection=draw(st.none() | projections(names)),
    )


def taken_events(steps: Iterable[Transition]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.event for each in steps if each.event))


@st.composite
def projections(draw: st.DrawFn, ids: list[str], *, statuses: str = "ABC") -> Projection:
    """Draw a projection of some states; a few statuses stand for many states each."""
    fates = [*statuses, *statuses, "hidden", "forgotten"]
    fate_of = {state: draw(st.sampled_from(fates)) for state in ids}
    return Projection(
        name="status",
        source="random",
        statuses=(*statuses, "UNUSED"),
        shown=tuple((state, fate) for state, fate in fate_of.items() if fate in statuses),
        hidden=tuple(state for state, fate in fate_of.items() if fate == "hidden"),
    )


def _steps(states: tuple[State, ...]) -> st.SearchStrategy[Transition]:
    """Draw thrice for each step: draws cost more than all else in a test.

    Of more than 127 values Hypothesis prefers the outermost, so that one draw would not do.
    """
    ends = st.sampled_from(list(product(states, states)))
    return st.tuples(ends, _LABELS_AND_MARKS, _KINDS_AND_ACTORS).map(
        lambda drawn: _transition(*drawn[0], *drawn[1], drawn[2])
    )


_LABELS_AND_MARKS = st.sampled_from(list(product(_LABELS, _MARKS)))
_KINDS_AND_ACTORS = st.sampled_from(_KINDS)


def _transition(
    origin: State,
    target: State,
    label: tuple[str | None, str | None],
    marks: tuple[bool, bool],
    nature: tuple[Kind | None, Actor | None],
) -> Transition:
    of_compound, internal = marks
    return Transition(
        event=label[0],
        from_state=origin.id,
        to_state=target.id,
        kind=nature[0],
        actor=nature[1],
        guard=label[1],
        internal=internal,
        declared_on=(origin.parent if of_compound else None) or origin.id,
    )
