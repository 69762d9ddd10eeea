"""A run of a system member by member: its witness names each configuration by one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from wayout.analysis.logic.structure import Action
from wayout.analysis.systems.system import Step, System

if TYPE_CHECKING:
    from wayout.analysis.finding import Witness

Configuration = tuple[int, ...]
"""The state of each member, by number."""


class NoRunError(ValueError):
    """A witness that is no run of the system."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of a run. `moved` are the members that it changes, `asked` those it only looks at."""

    action: Action
    states: Configuration
    moved: tuple[int, ...]
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run begins, and its steps; those from `again` on are repeated for ever."""

    begins: Configuration
    steps: tuple[Taken, ...]
    again: int | None = None


def run_of(system: System, witness: Witness) -> Run:
    """Return the run that a witness names. Linear in its steps times those of their events.

    Where several steps of an event lead to the same states, the first is meant.

    Raises:
        NoRunError: if the system cannot go this way.
    """
    told = (*witness.stem, *witness.cycle)
    here = [_configuration(system, step.state) for step in told]
    by_event: dict[str | None, list[Step]] = {}
    for step in system.steps:
        by_event.setdefault(step.action.event, []).append(step)
    taken = [
        _taken(by_event.get(one.event, ()), before, after)
        for one, (before, after) in zip(told[1:], pairwise(here), strict=True)
    ]
    again = len(witness.stem) - 1 if witness.cycle else None
    return Run(here[0], tuple(taken), again)


def _taken(steps: Iterable[Step], before: Configuration, after: Configuration) -> Taken:
    for step in steps:
        touched = {move.member for move in step.moves}
        others = (member for member in range(len(before)) if member not in touched)
        if all((before[m.member], after[m.member]) in m.pairs for m in step.moves) and all(
            before[member] == after[member] for member in others
        ):
            moved = tuple(m.member for m in step.moves if before[m.member] != after[m.member])
            asked = tuple(m.member for m in step.moves if before[m.member] == after[m.member])
            return Taken(step.action, after, moved, asked)
    message = "the system has no such step"
    raise NoRunError(message)


def _configuration(system: System, text: str) -> Configuration:
    """Read `volume.in_use attachment.attached`, where states may have spaces in their names."""
    stack: list[tuple[int, Configuration]] = [(0, ())]
    while stack:
        place, states = stack.pop()
        if len(states) == len(system.members):
            if place == len(text) + 1:
                return states
            continue
        stack.extend((end, (*states, state)) for end, state in _next(system, text, place, states))
    message = f"the system has no states {text!r}"
    raise NoRunError(message)


def _next(
    system: System, text: str, place: int, states: Sequence[int]
) -> Iterator[tuple[int, int]]:
    member = system.members[len(states)]
    begin = place + len(member.name) + 1
    if text[place:begin] != f"{member.name}.":
        return
    for number, state in enumerate(member.states):
        end = begin + len(state)
        if text[begin:end] == state and text[end : end + 1] in {"", " "}:
            yield end + 1, number
