"""A system as it is declared or written in a file: with what is claimed of it, and accepted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from wayout.analysis.limits import DEFAULT, Limits

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

    `parts` are what it is composed of, where that is said: in a file. `machines` are the files that
    its machines are declared in, where they are classes. `limits` bound what counts
    its states and proves its claims, and decide nothing where they are not reached.
    """

    name: str
    title: str
    target: str
    system: System
    parts: tuple[Part, ...] = ()
    claims: tuple[Claim, ...] = ()
    accepted: tuple[Accepted, ...] = field(default=(), compare=False)
    description: str = ""
    location: Location | None = None
    machines: tuple[str, ...] = field(default=(), compare=False)
    limits: Limits = field(default=DEFAULT, compare=False)

    @cached_property
    def outcome(self) -> Outcome:
        """How many states it has and what comes of its claims; worked out when asked for."""
        from wayout.analysis.systems.proving import outcome_of

        return outcome_of(self)

    def with_outcome(self, outcome: Outcome) -> DeclaredSystem:
        """Return it with what comes of it, worked out elsewhere, so that nobody does so again."""
        if "outcome" in vars(self):
            return self
        known = replace(self)
        vars(known)["outcome"] = outcome
        return known

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """What comes of its claims, in their order."""
        return self.outcome.proofs
