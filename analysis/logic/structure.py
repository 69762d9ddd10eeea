"""What formulas are checked on: a finite labelled graph of integer states.

A Kripke structure (Saul Kripke, 1963) whose steps say by what they are made. It is total: where
nothing leads on, a step of its own leads from the state to itself for ever (`STUTTER`), so that
every run is infinite. This is how a maximal finite run is read: it rests in its last state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

STUTTER = -1
"""The action of a step that nobody makes: the run is over, and rests where it is."""


@dataclass(frozen=True, slots=True)
class Action:
    """By what a step is made; None where that is not said, and `actor` None is anybody."""

    event: str | None
    kind: str | None = None
    actor: str | None = None

    def of(self, what: str) -> str | None:
        """Return its event, kind or actor."""
        return {"event": self.event, "kind": self.kind, "actor": self.actor}[what]


@dataclass(frozen=True)
class Structure:
    """States are 0 to `len(successors) - 1`, and all of them are reached from `initial`.

    `successors` and `taken` go side by side: the targets of the steps out of a state, and the
    index of each step's action in `actions`, or `STUTTER`. `names` are what witnesses call the
    states. `states` and `roles` are the labels: which states a name (id or value, or
    `member.state` of a system) and a role (`error`, or `member.error`) hold in. `events` are all
    that formulas may name. `last` says in which states the last step was one of those; it is
    there for the steps that `unfolding.remembering` was asked to remember.
    """

    initial: tuple[int, ...]
    successors: Sequence[Sequence[int]]
    taken: Sequence[Sequence[int]]
    actions: tuple[Action, ...]
    names: Sequence[str]
    states: Mapping[str, frozenset[int]]
    roles: Mapping[str, frozenset[int]]
    events: tuple[str, ...]
    last: Mapping[object, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def all(self) -> frozenset[int]:
        """Every state."""
        return frozenset(range(len(self.successors)))

    @cached_property
    def predecessors(self) -> Sequence[Sequence[int]]:
        """The states that lead to each state, each once. Built once, in linear time."""
        found: list[list[int]] = [[] for _ in self.successors]
        for state, targets in enumerate(self.successors):
            for target in dict.fromkeys(targets):
                found[target].append(state)
        return found

    def only(self, actors: Iterable[str]) -> Structure:
        """Return it with the steps of these actors alone, and those that may be anybody's.

        A state that none of them leads out of is where such a run rests. Linear.
        """
        wanted = {None, *actors}
        kept = {n for n, action in enumerate(self.actions) if action.actor in wanted}
        steps = [
            [(to, by) for to, by in zip(targets, taken, strict=True) if by in kept]
            or [(state, STUTTER)]
            for state, (targets, taken) in enumerate(zip(self.successors, self.taken, strict=True))
        ]
        return replace(
            self,
            successors=[[to for to, _ in row] for row in steps],
            taken=[[by for _, by in row] for row in steps],
        )
