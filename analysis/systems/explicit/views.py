"""The steps that a quantifier ranges over, as tables, and what fairness asks of their cycles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from wayout.analysis.logic.fairness import Fairness, fits
from wayout.analysis.logic.structure import Action
from wayout.analysis.systems.explicit.packing import Mask
from wayout.analysis.systems.explicit.relations import Relation, able, all_sent
from wayout.analysis.systems.explicit.space import Space
from wayout.analysis.systems.system import Step


@dataclass(frozen=True, slots=True)
class Assumption:
    """Steps of which one is to be made, and the nodes in which one can be."""

    actions: frozenset[Action]
    able: Mask = field(compare=False)


@dataclass(frozen=True, eq=False)
class View:
    """The steps of some actors on a space, by their numbers in the system."""

    space: Space
    actors: tuple[str, ...]
    steps: Mapping[int, Step]
    fairness: tuple[Fairness, ...] = ()

    @cached_property
    def onward(self) -> tuple[Relation, ...]:
        """Tables of the steps."""
        return self.space.tables(self.steps.values())

    @cached_property
    def back(self) -> tuple[Relation, ...]:
        """Tables of the steps against their direction."""
        return self.space.tables(self.steps.values(), back=True)

    @cached_property
    def stuck(self) -> Mask:
        """The nodes that no step leads out of: where a run rests."""
        return self.space.reached & ~_able(self.space, self.onward)

    @cached_property
    def just(self) -> tuple[Assumption, ...]:
        """What weak fairness asks for: the step is made in a cycle, or cannot be once."""
        return tuple(e for fair in self.fairness if not fair.strong for e in self._assumed(fair))

    @cached_property
    def compassionate(self) -> tuple[Assumption, ...]:
        """What strong fairness asks for: the step is made in a cycle if it can be."""
        return tuple(e for fair in self.fairness if fair.strong for e in self._assumed(fair))

    @cached_property
    def groups(self) -> tuple[tuple[frozenset[Action], tuple[Relation, ...]], ...]:
        """The steps in groups that fairness does not tell apart, with all actions of each."""
        every = (*self.just, *self.compassionate)
        steps: dict[tuple[bool, ...], list[Step]] = {}
        for step in self.steps.values():
            key = tuple(step.action in each.actions for each in every)
            steps.setdefault(key, []).append(step)
        return tuple(
            (frozenset(step.action for step in group), self.space.tables(group))
            for group in steps.values()
        )

    def _assumed(self, fair: Fairness) -> Iterable[Assumption]:
        groups: dict[str | None, list[Step]] = {}
        for step in self.steps.values():
            if fits(fair.steps, step.action):
                groups.setdefault(step.action.event if fair.each else None, []).append(step)
        for group in groups.values():
            actions = frozenset(step.action for step in group)
            yield Assumption(actions, _able(self.space, self.space.tables(group)))


def view_of(space: Space, actors: tuple[str, ...], fairness: Sequence[Fairness]) -> View:
    """Return the steps of these actors and those that may be anybody's; of all without actors."""
    wanted = {None, *actors}
    steps = {
        number: step
        for number, step in enumerate(space.system.steps)
        if not actors or step.action.actor in wanted
    }
    return View(space, actors, steps, tuple(fairness))


def before(view: View, nodes: Mask) -> Mask:
    """Return the nodes from which one step leads to one of these."""
    return preceding(view.space, view.back, nodes)


def preceding(space: Space, back: Sequence[Relation], nodes: Mask) -> Mask:
    """Return the nodes from which a step leads to one of these, by tables that lead back."""
    found = np.zeros(space.size, np.bool_)
    for _, batch in space.batches(np.flatnonzero(nodes)):
        for _, codes in all_sent(back, batch):
            found[space.among(codes, space.reached)] = True
    return found


def leading(view: View, ends: Mask, through: Mask) -> Mask:
    """Return `ends`, and the nodes that lead to one of them `through` nodes only. Linear."""
    found = ends.copy()
    for _ in view.space.layers(ends, view.back, through, found):
        pass
    return found


def _able(space: Space, tables: Sequence[Relation]) -> Mask:
    found = np.zeros(space.size, np.bool_)
    for nodes, batch in space.batches(np.flatnonzero(space.reached)):
        for relation in tables:
            found[nodes] |= able(relation, batch)
    return found
