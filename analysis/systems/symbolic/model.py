"""A system as diagrams: its levels, its steps, and the configurations that runs reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from wayout.analysis.systems.bounds import NONE, Bounds
from wayout.analysis.systems.symbolic.diagrams import EMPTY, UNIT, Diagrams, Node
from wayout.analysis.systems.symbolic.ordering import levels
from wayout.analysis.systems.symbolic.paths import Configuration, Walker
from wayout.analysis.systems.symbolic.relations import Chain, Links, chains, links
from wayout.analysis.systems.symbolic.resting import Resting
from wayout.analysis.systems.symbolic.saturation import Saturation
from wayout.analysis.systems.symbolic.table import MOST_NODES, Kind, Table
from wayout.analysis.systems.system import Step, System


class View:
    """The steps of some actors: where they lead, forwards and backwards, and where they end."""

    def __init__(self, model: Model, steps: tuple[Step, ...]) -> None:
        self.model = model
        self.steps = steps

    @cached_property
    def forward(self) -> Saturation:
        """The steps in their direction."""
        return Saturation(self.model.diagrams, self._links)

    @cached_property
    def backward(self) -> Saturation:
        """The steps against their direction."""
        diagrams = self.model.diagrams
        return Saturation(diagrams, links(self._chains, len(diagrams.sizes), back=True))

    @cached_property
    def walker(self) -> Walker:
        """The steps one by one."""
        return Walker(self.steps, self.model.level_of)

    @cached_property
    def touching(self) -> Sequence[Sequence[int]]:
        """For each level the places in `steps` of those that touch it."""
        found: list[list[int]] = [[] for _ in self.model.level_of]
        for place, step in enumerate(self.steps):
            for move in step.moves:
                found[self.model.level_of[move.member]].append(place)
        return found

    @cached_property
    def _links(self) -> Links:
        return links(self._chains, len(self.model.diagrams.sizes))

    @cached_property
    def _chains(self) -> list[Chain]:
        return chains(self.steps, self.model.level_of, self.model.diagrams.sizes)

    @cached_property
    def dead(self) -> Node:
        """The reached configurations that no step leads out of."""
        return Resting(self.model.diagrams, self._links).of(self.model.reached)

    def before(self, after: Node) -> Node:
        """Return the reached configurations that a step leads out of to one of these."""
        return self.model.diagrams.intersection(self.backward.image(after), self.model.reached)

    def between_cycles(self, region: Node) -> Node:
        """Return what lies on cycles in a region, and on ways from one cycle to another."""
        meet = self.model.diagrams.intersection
        last = EMPTY
        while region is not last:
            last = region
            region = meet(region, self.before(region))
            region = meet(region, self.forward.image(region))
        return region


class Model:
    """What is known of a system; each part of it is worked out when it is asked for.

    Raises:
        LimitReachedError: from whatever works with diagrams, when there is no room or time left.
    """

    def __init__(self, system: System, *, most: int = MOST_NODES, bounds: Bounds = NONE) -> None:
        self.system = system
        self.level_of = levels(system)
        sizes = [0] * len(self.level_of)
        for member, level in zip(system.members, self.level_of, strict=True):
            sizes[level] = len(member.states)
        self._most, self.bounds = most, bounds
        self.table = self.new_table(Node)
        self.diagrams = Diagrams(self.table, sizes)
        self.view = cache(self._view)

    @property
    def is_single(self) -> bool:
        """Whether all runs begin in one configuration."""
        return all(len(member.initial) == 1 for member in self.system.members)

    @cached_property
    def initial(self) -> Node:
        """The configurations that runs begin in."""
        members = zip(self.system.members, self.level_of, strict=True)
        states = {level: bits(member.initial) for member, level in members}
        return self.diagrams.cube(states, len(states))

    @cached_property
    def reached(self) -> Node:
        """The configurations that runs reach."""
        return self.view(()).forward.closure(self.initial, self.diagrams.full[-1])

    @cached_property
    def reached_at(self) -> Sequence[Sequence[Node]]:
        """At index n, the nodes of what is reached that are of the n lowest levels."""
        layers = [[self.reached]]
        while layers[-1] != [UNIT]:
            below = dict.fromkeys([child for node in layers[-1] for _, child in node.edges])
            layers.append(list(below))
        return layers[::-1]

    def new_table(self, kind: type[Kind]) -> Table[Kind]:
        """Return a table for nodes of a kind, with the limits of this model."""
        return Table(kind, most=self._most, bounds=self.bounds)

    def single(self, configuration: Configuration) -> Node:
        """Return the set of this configuration."""
        states = {level: 1 << state for level, state in enumerate(configuration)}
        return self.diagrams.cube(states, len(states))

    def _view(self, actors: tuple[str, ...]) -> View:
        """Return the steps of these actors and those that may be anybody's; of all without any."""
        steps = self.system.steps
        if actors:
            steps = tuple(step for step in steps if step.action.actor in {None, *actors})
        return View(self, steps)


def bits(states: Iterable[int]) -> int:
    """Return the states as the bits of an integer."""
    found = 0
    for state in states:
        found |= 1 << state
    return found
