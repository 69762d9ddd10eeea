"""What every state answers to every event: does it do something, nothing, or refuse?"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from wayout.analysis.lifecycle import Lifecycle, Transition


class Answer(Enum):
    """What a state does with an event.

    `handled`: a transition leads to another state. `ignored`, on purpose: there are
    transitions, and all lead back to the state itself. Where there is none, the event is
    `refused`, or `dropped` without a word in a lifecycle that drops events: nobody has said
    whether that is meant.
    """

    HANDLED = "handled"
    IGNORED = "ignored"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Cell:
    """The answer of one state to one event. `to` are the ids of the states it may lead to.

    `sure` says that one of its transitions has no guard.
    """

    answer: Answer
    to: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Completeness:
    """The answers, a row for each state and in it a cell for each event, in their order."""

    states: tuple[str, ...]
    events: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def completeness(
    lifecycle: Lifecycle,
    *,
    states: Collection[str] | None = None,
    events: Collection[str] | None = None,
) -> Completeness:
    """Return what the states answer to the events: to all of them, or to those given.

    Linear in states times events. Eventless transitions answer to nothing.
    """
    chosen = tuple(state.id for state in lifecycle.states if states is None or state.id in states)
    labels = tuple(event for event in events_of(lifecycle) if events is None or event in events)
    nothing = Cell(Answer.DROPPED if lifecycle.drops_events else Answer.REFUSED)
    rows = []
    for state in chosen:
        by_event: dict[str | None, list[Transition]] = {}
        for step in lifecycle.leaving(state):
            by_event.setdefault(step.event, []).append(step)
        cells = {event: _cell(steps) for event, steps in by_event.items()}
        rows.append(tuple(cells.get(event, nothing) for event in labels))
    return Completeness(chosen, labels, tuple(rows))


def events_of(lifecycle: Lifecycle) -> tuple[str, ...]:
    """Return all events, less the patterns such as `job.*`, which stand for others."""
    borne = (step.event for step in (*lifecycle.transitions, *lifecycle.shadowed) if step.event)
    labels = dict.fromkeys((*lifecycle.events, *borne))
    return tuple(event for event in labels if not event.endswith("*"))


def _cell(steps: list[Transition]) -> Cell:
    targets = tuple(dict.fromkeys(step.to_state for step in steps))
    stays = all(step.to_state == step.from_state for step in steps)
    return Cell(
        Answer.IGNORED if stays else Answer.HANDLED,
        targets,
        any(step.guard is None for step in steps),
    )
