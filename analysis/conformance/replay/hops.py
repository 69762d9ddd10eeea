"""How many declared steps lie between two recorded states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.search import shortest_runs
from wayout.machines.vocabulary import Role


class Hops:
    """Distances in a lifecycle between values, as logs record them.

    A value that several states have stands for any of them, so that no step is refused which
    one of them permits. Guards may hold. One search for each value asked about, linear in the
    lifecycle, and kept.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self.lifecycle = lifecycle
        self._ids: dict[str, list[str]] = {}
        for state in lifecycle.states:
            self._ids.setdefault(state.value, []).append(state.id)
        self._trees: dict[str, Mapping[str, Transition | None]] = {}

    @property
    def values(self) -> tuple[str, ...]:
        """All values that the lifecycle declares, in its order."""
        return tuple(self._ids)

    def __contains__(self, value: str) -> bool:
        """Whether a state has this value."""
        return value in self._ids

    def is_final(self, value: str) -> bool:
        """Whether every state with this value is final."""
        return all(self.lifecycle.by_id[each].role is Role.FINAL for each in self._ids[value])

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The values that a whole log of a resource may begin with.

        Those of the initial states, and those one step on: what is not there yet is not logged.
        """
        states = self.lifecycle.initial
        after = (step.to_state for state in states for step in self.lifecycle.leaving(state))
        return frozenset(self.lifecycle.by_id[each].value for each in (*states, *after))

    def steps(self, previous: str, current: str) -> tuple[Transition, ...] | None:
        """Return the transitions of a shortest run of at least one step; None if none leads there.

        Raises:
            KeyError: for a value that no state has.
        """
        direct = [
            step
            for state in self._ids[previous]
            for step in self.lifecycle.leaving(state)
            if step.to_state in self._ids[current]
        ]
        if direct:
            return (direct[0],)
        if previous == current:
            return None
        tree = self._tree(previous)
        ends = [state for state in self._ids[current] if state in tree]
        runs = (_back(tree, end) for end in ends)
        return min(runs, key=len, default=None)

    def explanation(self, previous: str, current: str) -> Witness | None:
        """Return the shortest declared run from one value to another, if there is one."""
        steps = self.steps(previous, current)
        if steps is None:
            return None
        taken = (Step(step.event, step.to_state) for step in steps)
        return Witness((Step(None, steps[0].from_state), *taken))

    def between(self, previous: str, current: str) -> tuple[Transition, ...]:
        """Return all transitions that are such a step, in declaration order."""
        return tuple(
            step
            for state in self._ids[previous]
            for step in self.lifecycle.leaving(state)
            if self.lifecycle.by_id[step.to_state].value == current
        )

    def _tree(self, value: str) -> Mapping[str, Transition | None]:
        if value not in self._trees:
            self._trees[value] = shortest_runs(self.lifecycle.leaving, self._ids[value])
        return self._trees[value]


def _back(tree: Mapping[str, Transition | None], end: str) -> tuple[Transition, ...]:
    found: list[Transition] = []
    step = tree[end]
    while step is not None:
        found.append(step)
        step = tree[step.from_state]
    return tuple(reversed(found))
