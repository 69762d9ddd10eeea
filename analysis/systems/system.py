"""What a system is: members that step alone or together, in the form that engines work on.

Every step is a product of one relation per member that it touches, and leaves all others alone:
the Kronecker form of Brigitte Plateau, On the stochastic structure of parallelism and
synchronization models for distributed algorithms, 1985. A guard is a relation that keeps what it
reads. So no engine needs to build the product in order to know its steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wayout.analysis.logic.structure import Action

Pair = tuple[int, int]
"""A state of one member before a step and after it, by number."""


@dataclass(frozen=True, slots=True)
class Member:
    """A lifecycle inside of a system. States are 0 to `len(states) - 1`; `states` are their ids.

    `names` are what formulas may call them by (ids and values) and `roles` the states of each
    role, both by number and without the member's name. All of them count, reached or not.
    """

    name: str
    states: tuple[str, ...]
    initial: tuple[int, ...]
    names: Mapping[str, frozenset[int]]
    roles: Mapping[str, frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """What a step asks of one member and does to it: the states before and after it.

    `pairs` are sorted and each once. A pair of a state with itself keeps the state. A member that
    does not take part is only looked at: all its pairs are such.
    """

    member: int
    pairs: tuple[Pair, ...]
    takes_part: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be taken whenever each of its moves can; all of them happen at once.

    Moves are sorted by member, at most one for each, and never without pairs.
    """

    action: Action
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class System:
    """A composition. A configuration has one state per member, in the order of `members`.

    `events` are all that formulas may name, those without any step too.
    """

    name: str
    members: tuple[Member, ...]
    steps: tuple[Step, ...]
    events: tuple[str, ...] = ()

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each member by its name."""
        return {member.name: index for index, member in enumerate(self.members)}
