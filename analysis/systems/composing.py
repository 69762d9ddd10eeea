"""Compose members on the events that they share: alphabetised parallel.

C. A. R. Hoare, Communicating Sequential Processes, 1985, section 2.3: an event that several
members know is taken by all of them together, any other by its member alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.structure import Action
from wayout.analysis.systems.system import Member, Move, Pair, Step, System

MOST_STEPS = 1_000_000
"""How many steps a system may have: guards differ from transition to transition."""


@dataclass(frozen=True, slots=True)
class LocalStep:
    """A transition of one member, by the numbers of its states.

    `when` restricts it to some states of members, read before the step. An event of None is
    taken by the member alone.
    """

    event: str | None
    from_state: int
    to_state: int
    kind: str | None = None
    actor: str | None = None
    when: Mapping[int, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A member with its transitions. `events` are all that it takes part in.

    An event that a part knows and has no transition for is never taken by anybody.
    """

    member: Member
    steps: tuple[LocalStep, ...]
    events: tuple[str, ...] = ()

    @property
    def alphabet(self) -> tuple[str, ...]:
        """All events that it takes part in, each once."""
        named = (step.event for step in self.steps if step.event is not None)
        return tuple(dict.fromkeys((*self.events, *named)))


_Guard = tuple[tuple[int, frozenset[int]], ...]
_Group = tuple[tuple[str | None, str | None, _Guard], frozenset[Pair]]


def compose(name: str, parts: Sequence[Part]) -> System:
    """Return the system of these parts; its steps come by event, in the order of their places.

    Transitions of a member that differ in their states only become one step. What kind a joint
    step is of, and who makes it, the first part says that says so. The number of steps is at
    most the product of the differing guards of an event's members.

    Raises:
        LimitReachedError: above `MOST_STEPS` steps.
    """
    taking: dict[str, list[int]] = {}
    for index, part in enumerate(parts):
        for event in part.alphabet:
            taking.setdefault(event, []).append(index)
    steps: list[Step] = []
    for step in _all(parts, taking):
        if len(steps) == MOST_STEPS:
            message = f"the system {name!r} has more than {MOST_STEPS} steps"
            raise LimitReachedError(message)
        steps.append(step)
    return System(name, tuple(part.member for part in parts), tuple(steps), tuple(taking))


def _all(parts: Sequence[Part], taking: Mapping[str, Sequence[int]]) -> Iterator[Step]:
    groups = [_grouped(part.steps) for part in parts]
    for index in range(len(parts)):
        for group in groups[index].get(None, ()):
            yield from _joint(None, ((index, group),))
    for event, members in taking.items():
        for chosen in product(*(groups[index].get(event, ()) for index in members)):
            yield from _joint(event, zip(members, chosen, strict=True))


def _grouped(steps: Iterable[LocalStep]) -> Mapping[str | None, Sequence[_Group]]:
    """Group transitions by event; in it, by all but their states."""
    found: dict[str | None, dict[tuple[str | None, str | None, _Guard], set[Pair]]] = {}
    for step in steps:
        key = step.kind, step.actor, tuple(sorted(step.when.items(), key=lambda each: each[0]))
        pairs = found.setdefault(step.event, {}).setdefault(key, set())
        pairs.add((step.from_state, step.to_state))
    return {
        event: tuple((key, frozenset(pairs)) for key, pairs in groups.items())
        for event, groups in found.items()
    }


def _joint(event: str | None, chosen: Iterable[tuple[int, _Group]]) -> Iterator[Step]:
    """Yield the step of these transitions together, unless their guards contradict them."""
    pairs: dict[int, frozenset[Pair]] = {}
    taking: set[int] = set()
    guards: dict[int, frozenset[int]] = {}
    kinds, actors = [], []
    for index, ((kind, actor, when), own) in chosen:
        pairs[index] = own
        taking.add(index)
        kinds.append(kind)
        actors.append(actor)
        for member, allowed in when:
            guards[member] = guards.get(member, allowed) & allowed
    for member, allowed in guards.items():
        moving = pairs.get(member)
        pairs[member] = (
            frozenset((state, state) for state in allowed)
            if moving is None
            else frozenset(pair for pair in moving if pair[0] in allowed)
        )
    if all(pairs.values()):
        moves = (Move(m, tuple(sorted(pairs[m])), m in taking) for m in sorted(pairs))
        yield Step(Action(event, _said(kinds), _said(actors)), tuple(moves))


def _said(words: Sequence[str | None]) -> str | None:
    return next((word for word in words if word is not None), None)
