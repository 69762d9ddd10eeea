"""Lifecycles to draw: two tiny ones that show every feature, hostile ones, random ones."""

import json
from pathlib import Path

from hypothesis import strategies as st

from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.machines.vocabulary import Actor, Kind, Role

HOSTILE_TEXTS: list[str] = json.loads(
    Path(__file__).with_name("hostile_texts.json").read_text(encoding="utf-8")
)
LONE_SURROGATE = "a\ud800b"


def _state(name: str, role: Role, parent: str | None = None, **more: str) -> State:
    return State(id=name, value=more.pop("value", name), role=role, parent=parent, **more)


def _step(
    event: str | None, origin: str, target: str, kind: Kind | None, declared_on: str | None = None
) -> Transition:
    return Transition(
        event=event,
        from_state=origin,
        to_state=target,
        kind=kind,
        source=f"shop/api.py:{event}",
        declared_on=declared_on or origin,
    )


ORDER = Lifecycle(
    name="order",
    title="An order with nested compound states",
    target="shop.py:Order",
    initial=("new",),
    compounds=(Compound("open", "open"), Compound("paying", "paying", "open")),
    states=(
        _state("new", Role.STABLE, "open", meaning="waits for its buyer"),
        _state("card", Role.TRANSIENT, "paying"),
        _state("bank", Role.TRANSIENT, "paying"),
        _state("paid", Role.STABLE),
        _state("failed", Role.ERROR),
        _state("cancelled", Role.FINAL),
    ),
    transitions=(
        _step("pay", "new", "card", Kind.REQUEST),
        _step("give_up", "card", "new", Kind.REVERT),
        _step("retry", "card", "bank", Kind.PROGRESS),
        _step("settle", "card", "paid", Kind.SUCCESS),
        _step("settle", "bank", "paid", Kind.SUCCESS),
        *(
            _step("cancel", name, "cancelled", Kind.REQUEST, "open")
            for name in ("new", "card", "bank")
        ),
        *(_step("time_out", name, "failed", Kind.FAILURE, "paying") for name in ("card", "bank")),
        _step("again", "failed", "new", Kind.ADMIN),
        _step(None, "paid", "paid", None),
    ),
)

_LIVE = ("idle", "busy", "moving", "broken", "lost")

PARCEL = Lifecycle(
    name="parcel",
    title="A parcel with universal rules",
    target="shop.py:Parcel",
    initial=("absent",),
    states=(
        _state("absent", Role.STABLE, value="ABSENT", meaning="no record yet"),
        _state("idle", Role.STABLE),
        _state("busy", Role.TRANSIENT),
        _state("moving", Role.TRANSIENT),
        _state("broken", Role.ERROR, value="error_broken"),
        _state("lost", Role.ERROR, value="error_lost"),
        _state("deleted", Role.FINAL),
        _state("gone", Role.FINAL, value="GONE"),
    ),
    transitions=(
        _step("create", "absent", "idle", Kind.REQUEST),
        _step("pack", "idle", "busy", Kind.REQUEST),
        _step("packed", "busy", "idle", Kind.SUCCESS),
        _step("pack_failed", "busy", "broken", Kind.FAILURE),
        _step("spill", "busy", "broken", Kind.FAILURE),
        _step("drop", "busy", "broken", Kind.FAILURE),
        _step("burn", "busy", "broken", Kind.FAILURE),
        _step("send", "idle", "moving", Kind.REQUEST),
        _step("returned", "moving", "idle", Kind.REVERT),
        _step("stored", "moving", "idle", Kind.SUCCESS),
        _step("restarted", "moving", "idle", Kind.STARTUP),
        _step("look", "idle", "idle", Kind.REQUEST),
        _step("look", "busy", "busy", Kind.REQUEST),
        _step("count", "idle", "idle", Kind.PERIODIC),
        *(_step("delete", name, "deleted", Kind.REQUEST) for name in _LIVE if name != "moving"),
        *(_step("reset", name, target, Kind.ADMIN) for name in _LIVE for target in _LIVE),
        _step("purge", "deleted", "gone", Kind.PERIODIC),
    ),
)


def hostile(*texts: str) -> Lifecycle:
    """Return a lifecycle that has the texts in every place that a text can be in."""
    several = len(texts)
    states = tuple(
        State(
            id=f"s_{index}",
            value=text,
            role=list(Role)[index % 4],
            parent="c" if index % 5 == 0 else None,
            meaning=text,
        )
        for index, text in enumerate(texts)
    )
    steps = tuple(
        Transition(
            event=text,
            from_state=f"s_{(index + turn) % several}",
            to_state=f"s_{(index * turn + 1) % several}",
            kind=list(Kind)[index % 8],
            actor=Actor.USER,
            guard=text,
            source=text,
            note=text,
        )
        for index, text in enumerate(texts)
        for turn in range(min(several, 2))
    )
    return Lifecycle(
        name=texts[0],
        title=texts[0],
        target="x",
        initial=("s_0",),
        states=states,
        transitions=steps,
        compounds=(Compound("c", texts[-1]),),
    )


def hostile_rules(texts: list[str]) -> Lifecycle:
    """Return a lifecycle whose rules speak of the texts, as events and as states."""
    states = tuple(
        State(id=f"s_{index}", value=text, role=Role.STABLE) for index, text in enumerate(texts)
    )
    steps = tuple(
        Transition(event=text, from_state=origin.id, to_state=target.id, kind=Kind.ADMIN)
        for text, target in zip(texts, states, strict=True)
        for origin in states
    )
    return Lifecycle(
        name="rules",
        title="rules",
        target="x",
        initial=("s_0",),
        states=states,
        transitions=steps,
    )


@st.composite
def lifecycles(draw: st.DrawFn) -> Lifecycle:
    """Draw a lifecycle of up to nine states, in which few events lead to many places."""
    parents = {"c0": None, "c1": "c0", "c2": None}
    states = tuple(
        State(
            id=f"s{index}",
            value=draw(st.sampled_from(["ABSENT", "GONE", f"v{index}"])),
            role=draw(st.sampled_from(Role)),
            parent=draw(st.sampled_from([None, *parents])),
        )
        for index in range(draw(st.integers(1, 9)))
    )
    names = st.sampled_from([state.id for state in states])
    steps = st.builds(
        Transition,
        event=st.sampled_from([None, "a", "b", "c", "d"]),
        from_state=names,
        to_state=names,
        kind=st.sampled_from([None, *Kind]),
        declared_on=st.sampled_from([None, *parents, "s0"]),
    )
    everywhere = tuple(
        Transition(event="z", from_state=state.id, to_state=target, kind=Kind.ADMIN)
        for target in draw(st.lists(names, max_size=2, unique=True))
        for state in states
    )
    return Lifecycle(
        name="random",
        title="random",
        target="x",
        initial=tuple(draw(st.lists(names, max_size=2))),
        states=states,
        transitions=(*draw(st.lists(steps, max_size=40)), *everywhere),
        compounds=tuple(Compound(name, name, parent) for name, parent in parents.items()),
    )
