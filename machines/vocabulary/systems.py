"""Declare a system: several machines, and what they do together.

Nothing happens in a system but what it declares. A `Together` is one step of several members: each
`does` an event of its own machine, is looked at by `is_in`, or is left alone.

>>> from wayout.machines.vocabulary import Final, Machine, Request, Stable
>>> class Door(Machine):
...     shut = Stable("shut", initial=True)
...     gone = Final("gone")
...     scrap = Request(shut.to(gone), source="door.py:scrap")
>>> class House(System):
...     '''A house with two doors.'''
...
...     door = Member(Door, copies=2)
...
...     scrap = Together(door.does("scrap"), door.others.are_in("shut"), source="house.py:scrap")
>>> [member.names for member in House.members]
[('door1', 'door2')]
>>> House.steps["scrap"].source
'house.py:scrap'
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from statemachine import StateChart

from wayout.machines.vocabulary.claims import Claim
from wayout.machines.vocabulary.declaration import Accepted, Place, place_of_declaration
from wayout.machines.vocabulary.words import Actor, Kind, Role

Named = str | Role
"""A state by its id or value, or all states of a role."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a step asks of a member, and does to it.

    `of` says of which copies: the one at hand, the others, each, or any one of them. Without
    `events` it only looks. `states` are those before the step, `targets` those after it; None is
    any. `stays`: it may stay as it is instead. `then_events` follow in the same step.
    """

    member: "Member"
    of: str = "one"
    events: tuple[str, ...] = ()
    states: tuple[Named, ...] | None = None
    targets: tuple[Named, ...] | None = None
    excluded: bool = False
    stays: bool = False
    then_events: tuple[str, ...] = ()

    def to(self, *states: Named) -> "Clause":
        """Return it with what it may lead to: what a guard of the machine leaves open."""
        return replace(self, targets=states)

    def then(self, *events: str) -> "Clause":
        """Return it with events that follow at once, so that nobody sees what lies between."""
        return replace(self, then_events=events)

    def while_in(self, *states: Named) -> "Clause":
        """Return it for some of the states that the event can be taken in."""
        return replace(self, states=states)

    @property
    def or_stays(self) -> "Clause":
        """It, or nothing: whatever the member is in, it may stay as it is."""
        return replace(self, stays=True)


@dataclass(frozen=True, slots=True)
class Copies:
    """Some copies of a member, seen from the one at hand."""

    member: "Member"
    of: str

    def does(self, *events: str) -> Clause:
        """Each of them takes one of these events."""
        return Clause(self.member, self.of, events)

    def are_in(self, *states: Named) -> Clause:
        """Each of them is in one of these states; true where there is none."""
        return Clause(self.member, self.of, states=states)

    def are_not_in(self, *states: Named) -> Clause:
        """None of them is in one of these states."""
        return Clause(self.member, self.of, states=states, excluded=True)

    def include(self, *states: Named) -> Clause:
        """One of them, at least, is in one of these states."""
        return Clause(self.member, f"some {self.of}", states=states)


@dataclass(eq=False, slots=True)
class Member:
    """A machine inside of a system, under the name of the attribute.

    Of several `copies` each is numbered: `attachment1`, `attachment2`. A step that speaks of the
    member speaks of the copy at hand, any of them. The events in `alone` it takes by itself.
    """

    machine: type[StateChart[Any]]
    copies: int = 1
    alone: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no member.

        Raises:
            TypeError: with every argument that is not of its type.
        """
        if problems := tuple(_problems(self)):
            message = f"Member({_called(self.machine)}): {'; '.join(problems)}"
            raise TypeError(message)

    def __set_name__(self, _owner: type, name: str) -> None:
        """Take the name of the attribute."""
        self.name = name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its copies; its own where it is alone."""
        if self.copies == 1:
            return (self.name,)
        return tuple(f"{self.name}{number}" for number in range(1, self.copies + 1))

    def does(self, *events: str) -> Clause:
        """It takes one of these events, where it can."""
        return Clause(self, events=events)

    def is_in(self, *states: Named) -> Clause:
        """It is in one of these states."""
        return Clause(self, states=states)

    def is_not_in(self, *states: Named) -> Clause:
        """It is in none of these states."""
        return Clause(self, states=states, excluded=True)

    @property
    def others(self) -> Copies:
        """The copies but the one at hand."""
        return Copies(self, "others")

    @property
    def each(self) -> Copies:
        """All copies."""
        return Copies(self, "each")


@dataclass(frozen=True, slots=True)
class Together:
    """One step of several members. Whoever is not named stays as it is.

    `source` is the upstream path and function that makes it. Kind and actor are those of the
    first event that a clause names, unless they are given.
    """

    clauses: tuple[Clause, ...]
    source: str
    note: str = ""
    kind: Kind | None = None
    actor: Actor | None = None
    place: Place = field(default_factory=place_of_declaration, compare=False)

    def __init__(
        self,
        *clauses: Clause,
        source: str,
        note: str = "",
        kind: Kind | None = None,
        actor: Actor | None = None,
    ) -> None:
        """Refuse a step that names no event: nothing would happen in it.

        Raises:
            TypeError: if no clause does anything, or one is none.
        """
        for clause in clauses:
            if not isinstance(clause, Clause):
                message = f"Together(...): {_called(clause)} {_SAYS_NOTHING}"
                raise TypeError(message)
        if not any(clause.events for clause in clauses):
            message = "Together(...) does nothing; name an event by member.does('event')"
            raise TypeError(message)
        values = (clauses, source, note, kind, actor, place_of_declaration())
        names = ("clauses", "source", "note", "kind", "actor", "place")
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)


def invariant(name: str, formula: str, meaning: str, *, source: str) -> Claim:
    """Return the claim that a formula of states holds always; `source` is who sees to it."""
    return Claim(name, f"AG ({formula})", f"{meaning} ({source})")


class System:
    """The base of systems. `members` and `steps` are what a class declares, in its order."""

    claims: tuple[Claim, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    members: tuple[Member, ...] = ()
    steps: Mapping[str, Together] = MappingProxyType({})
    declared_at: Place

    def __init_subclass__(cls) -> None:
        """Gather what is declared, here and in the bases.

        Raises:
            TypeError: for a member or step that hides what every system has.
        """
        for name in ("accepted", "claims", "declared_at", "members", "steps"):
            if isinstance(vars(cls).get(name), Member | Together):
                message = f"{cls.__name__}.{name}: every system has {name}; call it otherwise"
                raise TypeError(message)
        cls.members = tuple(_declared(cls, Member).values())
        cls.steps = MappingProxyType(_declared(cls, Together))
        cls.declared_at = place_of_declaration()


_Declared = TypeVar("_Declared", Member, Together)


def _declared(cls: type[System], sort: type[_Declared]) -> dict[str, _Declared]:
    found = {name: value for base in reversed(cls.__mro__) for name, value in vars(base).items()}
    return {name: value for name, value in found.items() if isinstance(value, sort)}


def _problems(member: Member) -> Iterator[str]:
    machine, copies, alone = member.machine, member.copies, member.alone
    if not (isinstance(machine, type) and issubclass(machine, StateChart)):
        yield "is no machine; name a class derived from StateMachine or StateChart"
    if not isinstance(copies, int) or isinstance(copies, bool) or copies < 1:
        yield f"copies={copies!r} is no number of copies; write copies=2"
    if not (isinstance(alone, tuple) and all(isinstance(event, str) for event in alone)):
        yield f'alone={alone!r} is no tuple of events; write alone=("one", "another")'


def _called(value: object) -> str:
    if isinstance(value, Member | Copies):
        member = value if isinstance(value, Member) else value.member
        return f"a member of {member.machine.__name__}"
    return value.__name__ if isinstance(value, type) else repr(value)


_SAYS_NOTHING = "says nothing of a member; write member.does('event') or member.is_in('state')"
