"""Compound states that are alike are drawn once, and only these; nothing is lost by it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.diagrams.test_accounting import account_for

from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.diagrams import Detail, Drawing, dot, mermaid, plan
from wayout.diagrams.likeness import alike
from wayout.diagrams.nesting import nesting
from wayout.machines.vocabulary import Actor, Kind, Role

BASES = ("active", "paused", "stopped")


def state(base: str, task: str | None) -> State:
    return State(
        id=f"{base}_{task}" if task else base,
        value=f"{base}/{task}" if task else base,
        role=Role.TRANSIENT if task else Role.STABLE,
        parent=f"in_{base}",
        parts=(("state", base), ("task", task)),
    )


def step(event: str, tail: str, head: str, kind: Kind = Kind.REQUEST) -> Transition:
    return Transition(event, tail, head, kind, kind.usual_actor, source=f"api.py:{event}_{tail}")


SERVER = Lifecycle(
    name="server",
    title="server",
    target="server",
    initial=("absent",),
    states=(
        State("absent", "absent", Role.STABLE),
        *(state(base, task) for base in BASES for task in (None, "saving")),
        State("broken", "broken", Role.ERROR),
    ),
    compounds=tuple(Compound(f"in_{base}", f"in:{base}") for base in BASES),
    transitions=tuple(
        each
        for base in BASES
        for each in (
            step("save", base, f"{base}_saving"),
            step("saved", f"{base}_saving", base, Kind.SUCCESS),
            step("break", f"{base}_saving", "broken", Kind.FAILURE),
        )
    ),
)


def groups(lifecycle: Lifecycle) -> list[tuple[str, ...]]:
    return list(alike(lifecycle, nesting(lifecycle)))


def boxes(drawing: Drawing) -> set[tuple[str, ...]]:
    return {node.states for node in drawing.nodes if node.states}


def test_what_differs_in_its_name_only_is_alike_whatever_its_sources() -> None:
    assert groups(SERVER) == [("in_active", "in_paused", "in_stopped")]


def changed(change: Callable[[Transition], Transition]) -> Lifecycle:
    steps = tuple(
        change(one) if one.from_state == "paused_saving" else one for one in SERVER.transitions
    )
    return replace(SERVER, transitions=steps)


@pytest.mark.parametrize(
    "other",
    [
        changed(lambda one: replace(one, guard="is_admin")),
        changed(lambda one: replace(one, kind=Kind.PROGRESS)),
        changed(lambda one: replace(one, actor=Actor.TIMER)),
        changed(lambda one: replace(one, event=f"{one.event}_late")),
        changed(lambda one: replace(one, unsure=True)),
        changed(lambda one: replace(one, to_state="paused_saving")),
        replace(SERVER, transitions=(*SERVER.transitions, step("x", "paused", "broken"))),
        replace(SERVER, transitions=(*SERVER.transitions, step("x", "broken", "paused"))),
        replace(SERVER, initial=("paused",)),
        replace(SERVER, states=(*SERVER.states, state("paused", "resuming"))),
        replace(
            SERVER,
            states=tuple(
                replace(one, role=Role.ERROR) if one.id == "paused_saving" else one
                for one in SERVER.states
            ),
        ),
    ],
)
def test_any_other_difference_sets_apart(other: Lifecycle) -> None:
    assert groups(other) == [("in_active", "in_stopped"), ("in_paused",)]
    account_for(other, plan(other))


def test_steps_between_them_set_both_apart() -> None:
    steps = (*SERVER.transitions, step("pause", "active", "paused"))
    assert len(groups(replace(SERVER, transitions=steps))) == 3
    assert len(groups(changed(lambda one: replace(one, to_state="active")))) == 3


def test_without_parts_nothing_is_alike() -> None:
    bare = replace(SERVER, states=tuple(replace(one, parts=None) for one in SERVER.states))
    assert len(groups(bare)) == 3


def test_they_are_drawn_once_and_the_picture_says_so() -> None:
    drawing = plan(SERVER)
    account_for(SERVER, drawing)
    assert ("active", "paused", "stopped") in boxes(drawing)
    assert ("active_saving", "paused_saving", "stopped_saving") in boxes(drawing)
    assert [cluster.label for cluster in drawing.clusters] == ["active, paused and stopped"]
    said = "Drawn once, since they are alike: active, paused and stopped."
    assert said in drawing.summary
    assert "Drawn once" in mermaid(drawing)
    (saving,) = (node for node in drawing.nodes if node.label == "saving")
    assert all(base in saving.title for base in ("active/saving", "paused/saving"))
    assert Counter(state for states in boxes(drawing) for state in states) == Counter(
        state.id for state in SERVER.states
    )


def test_every_state_is_drawn_where_that_is_asked_for() -> None:
    drawing = plan(SERVER, Detail.FULL)
    account_for(SERVER, drawing)
    assert all(len(states) == 1 for states in boxes(drawing))
    assert "Drawn once" not in dot(drawing)


def test_all_names_are_listed_however_long_and_none_is_hidden() -> None:
    long = "a_compound_state_with_a_name_that_is_long\u202e"
    names = dict(zip(BASES, (f"{base}_{long}" for base in BASES), strict=True))
    states = tuple(
        replace(
            one,
            value=one.value.replace(one.parts[0][1] or "", names[one.parts[0][1] or ""]),
            parts=(("state", names[one.parts[0][1] or ""]), one.parts[1]),
        )
        if one.parts
        else one
        for one in SERVER.states
    )
    drawing = plan(replace(SERVER, states=states))
    (said,) = (text for text in drawing.summary if text.startswith("Drawn once"))
    shown = [f"{name[:-1]}\\u202E" for name in names.values()]
    assert all(name in said for name in shown)
    assert "\u202e" not in dot(drawing)
    (saving,) = (node for node in drawing.nodes if node.label == "saving")
    assert all(f"{name}/saving, transient." in saving.title for name in shown)
