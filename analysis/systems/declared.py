"""A system as it is declared or written in a file: with what is claimed of it, and accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from wayout.analysis.limits import DEFAULT

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Location
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.composing import Part
    from wayout.analysis.systems.proving import Outcome
    from wayout.analysis.systems.system import System
    from wayout.machines.vocabulary import Accepted, Claim


@dataclass(frozen=True)
class DeclaredSystem:
    """A system with its claims, and the findings that its authors know to be facts.

    `most` bounds the states that are looked at, and decides nothing where they are fewer.
    """

    name: str
    title: str
    target: str
    parts: tuple[Part, ...]
    claims: tuple[Claim, ...] = ()
    accepted: tuple[Accepted, ...] = field(default=(), compare=False)
    description: str = ""
    location: Location | None = None
    most: int = field(default=DEFAULT.states, compare=False)

    @cached_property
    def system(self) -> System:
        """Its parts, composed.

        Raises:
            LimitReachedError: if its guards make too many steps.
        """
        from wayout.analysis.systems.composing import compose

        return compose(self.name, self.parts)

    @property
    def events(self) -> tuple[str, ...]:
        """All that its members take part in, each once."""
        return tuple(dict.fromkeys(event for part in self.parts for event in part.alphabet))

    @cached_property
    def outcome(self) -> Outcome:
        """How many states it has and what comes of its claims; worked out when asked for."""
        from wayout.analysis.systems.proving import outcome_of

        return outcome_of(self)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """What comes of its claims, in their order."""
        return self.outcome.proofs
