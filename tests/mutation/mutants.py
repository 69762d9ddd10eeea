"""Lifecycles with one thing wrong: a declaration forgotten, or leading elsewhere."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum

from statemachine import StateMachine
from statemachine.transition import Transition as Arrow

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reading.tree import Node, tree_of


class How(Enum):
    """`DELETE` loses all that an event does in a state, `REDIRECT` one target of it."""

    DELETE = "delete"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Place:
    """What is mutated: an event in one state."""

    how: How
    event: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A lifecycle without the steps `lost`; redirected, the lost one leads to `to` instead."""

    lifecycle: Lifecycle
    lost: tuple[Transition, ...]
    to: str | None = None


def places(lifecycle: Lifecycle) -> list[Place]:
    """Every place there is, in declaration order."""
    pairs = dict.fromkeys((step.event, step.from_state) for step in lifecycle.transitions)
    return [Place(how, *pair) for how in How for pair in pairs]


def sample(lifecycle: Lifecycle, count: int) -> list[Place]:
    """Choose some places: always the same ones, as long as the lifecycle is the same."""
    every = places(lifecycle)
    return random.Random(lifecycle.name).sample(every, min(count, len(every)))  # noqa: S311 - repeatable


def mutant(lifecycle: Lifecycle, place: Place) -> Mutant:
    """Mutate one place. Linear in the transitions."""
    steps = tuple(s for s in lifecycle.leaving(place.state) if s.event == place.event)
    if place.how is How.DELETE:
        return Mutant(_without(lifecycle, steps), steps)
    seed = f"{lifecycle.name} {place.event} {place.state}"
    chance = random.Random(seed)  # noqa: S311 - a mutant stays the same when others are added
    step = chance.choice(steps)
    to = chance.choice([state.id for state in lifecycle.states if state.id != step.to_state])
    return Mutant(redirected(lifecycle, step, to), (step,), to)


def redirected(lifecycle: Lifecycle, step: Transition, to: str) -> Lifecycle:
    """Let one transition lead to another state."""
    return replace(
        lifecycle,
        transitions=tuple(
            replace(each, to_state=to) if each is step else each for each in lifecycle.transitions
        ),
    )


def _without(lifecycle: Lifecycle, lost: tuple[Transition, ...]) -> Lifecycle:
    """Leave out steps of one event; whoever forgets its only state forgets the event too."""
    gone = {id(step) for step in lost}
    left = tuple(step for step in lifecycle.transitions if id(step) not in gone)
    event = lost[0].event
    is_borne = any(step.event == event for step in (*left, *lifecycle.shadowed))
    events = tuple(name for name in lifecycle.events if name != event or is_borne)
    return replace(lifecycle, transitions=left, events=events)


@contextmanager
def edited(machine: type[StateMachine], found: Mutant) -> Iterator[None]:
    """Make the same mistake in the class itself, and take it back at the end.

    A declaration on a compound state is lost, or leads elsewhere, in each state inside it.
    """
    nodes = {node.id: node for node in tree_of(machine).nodes}
    lost = found.lost[0]
    node = nodes[lost.declared_on or lost.from_state]
    declared = node.state.transitions.transitions
    arrows, events = list(declared), dict(machine._events)
    changed = [arrow for arrow in arrows if str(lost.event) in map(str, arrow.events)]
    if found.to is not None:
        changed = [_arrow_of(lost, changed, node)]
    targets = [arrow._targets for arrow in changed]
    try:
        if found.to is None:
            declared[:] = [arrow for arrow in arrows if arrow not in changed]
            for event in [e for e in events if str(e) not in found.lifecycle.events]:
                del machine._events[event]
        else:
            changed[0]._targets = [nodes[found.to].state]
        yield
    finally:
        declared[:] = arrows
        for arrow, before in zip(changed, targets, strict=True):
            arrow._targets = before
        machine._events.clear()
        machine._events.update(events)


def _arrow_of(step: Transition, arrows: list[Arrow], node: Node) -> Arrow:
    guards = {arrow.transition: arrow.guard and arrow.guard.text for arrow in node.arrows}
    return next(arrow for arrow in arrows if guards[arrow] == step.guard)
