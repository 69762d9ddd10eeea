"""The events of a lifecycle, grouped by operation."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import PurePosixPath

from wayout.analysis.lifecycle import Lifecycle, Transition

_ALONE = "events on their own"
_ALL = "events"

_FEW = 8
"""No more events than these are one operation, where one module declares them."""


@dataclass(frozen=True, slots=True)
class Operation:
    """Events that belong together, each with its transitions, in declaration order.

    `path` is the module that declares them, where it declares no other operation.
    """

    name: str
    events: tuple[tuple[str, tuple[Transition, ...]], ...]
    path: str | None = None


def operations(lifecycle: Lifecycle) -> tuple[Operation, ...]:
    """Return the operations: the modules where there are several, else what has one first word.

    Events that share their first word with no other are together. Operations are in the order
    of their first events.
    """
    steps: dict[str, list[Transition]] = {}
    for step in lifecycle.transitions:
        if step.event is not None:
            steps.setdefault(step.event, []).append(step)
    events = {event: tuple(steps[event]) for event in lifecycle.events if event in steps}
    modules: dict[str, list[str]] = {}
    for event, taken in events.items():
        modules.setdefault(taken[0].location.path if taken[0].location else "", []).append(event)
    if len(modules) > 1:
        return tuple(
            Operation(
                PurePosixPath(path).stem.replace("_", " "),
                tuple((event, events[event]) for event in members),
                path,
            )
            for path, members in modules.items()
        )
    if len(events) <= _FEW:
        return (Operation(_ALL, tuple(events.items())),)
    return _by_first_word(events)


def _by_first_word(events: Mapping[str, tuple[Transition, ...]]) -> tuple[Operation, ...]:
    words: dict[str, list[str]] = {}
    for event in events:
        words.setdefault(event.partition("_")[0], []).append(event)
    groups: dict[str, list[str]] = {}
    for event in events:
        members = words[event.partition("_")[0]]
        groups.setdefault(_shared(members) if len(members) > 1 else _ALONE, []).append(event)
    return tuple(
        Operation(name, tuple((event, events[event]) for event in members))
        for name, members in groups.items()
    )


def _shared(members: list[str]) -> str:
    """Return the words that the names of all events begin with."""
    columns = zip(*(member.split("_") for member in members), strict=False)
    return " ".join(column[0] for column in takewhile(lambda words: len(set(words)) == 1, columns))
