"""A system's runs of so many parallel steps, as clauses.

A parallel step is a set of steps, none of which moves a member that another one reads or moves:
they can be made in any order, and lead to the same configuration. Jussi Rintanen, Keijo Heljanko,
Ilkka Niemelä, Planning as satisfiability: parallel plans and algorithms for plan search, 2006
(their ∀-step plans). A variable for each state of each member at each time, and for each step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Protocol

from wayout.analysis.logic.formulas import And, Exists, Formula, Iff, Next, Not, Or, Rests, Truth
from wayout.analysis.systems.clusters import Cluster, targets
from wayout.analysis.systems.labels import Labels
from wayout.analysis.systems.system import Step, System

Clause = Sequence[int]
Configuration = tuple[int, ...]


class Clauses(Protocol):
    """What takes clauses: a solver."""

    def add_clause(self, clause: Clause) -> object:
        """Add one."""


class Encoding:
    """Writes frames to a solver: configurations at times 0, 1, ... and the steps between them.

    `state[t][m][s]` is the variable of a member's state at a time, `made[t][n]` of a step that is
    made from that time on. With `within`, clusters are kept to what runs can reach of them.
    """

    def __init__(
        self,
        system: System,
        steps: Mapping[int, Step],
        labels: Labels,
        solver: Clauses,
        within: Sequence[Cluster] = (),
    ) -> None:
        self.system, self.steps = system, steps
        self._labels, self._solver, self._within = labels, solver, within
        self._most = 0
        self._literals: dict[tuple[int, Formula], int] = {}
        self._active: dict[int, int] = {}
        self.state: list[list[list[int]]] = []
        self.made: list[dict[int, int]] = []
        self._true = self._new()
        self._add(self._true)
        self._writers: list[list[int]] = [[] for _ in system.members]
        self._readers: list[list[int]] = [[] for _ in system.members]
        for number, step in steps.items():
            for move in step.moves:
                moves = any(before != after for before, after in move.pairs)
                (self._writers if moves else self._readers)[move.member].append(number)
        self._frame()

    def start(self, configuration: Configuration) -> list[int]:
        """Return literals that say where a run starts."""
        return [self.state[0][member][state] for member, state in enumerate(configuration)]

    def step(self) -> None:
        """Add a parallel step and the configuration after it."""
        time = len(self.made)
        made = {number: self._new() for number in self.steps}
        self.made.append(made)
        self._frame()
        for number, step in self.steps.items():
            for move in step.moves:
                self._move(time, made[number], move.member, targets(move.pairs))
        for member, (writers, readers) in enumerate(zip(self._writers, self._readers, strict=True)):
            self._stays(time, member, writers)
            moved = self._at_most_one([made[number] for number in writers])
            if moved is not None:
                for number in readers:
                    self._add(-made[number], -moved)

    def _frame(self) -> None:
        frame = [[self._new() for _ in member.states] for member in self.system.members]
        self.state.append(frame)
        for own in frame:
            self._add(*own)
            self._at_most_one(own)
        for cluster in self._within:
            members = [frame[member] for member in cluster.members]
            for states in product(*(range(len(each)) for each in members)):
                if states not in cluster.number:
                    self._add(*(-each[s] for each, s in zip(members, states, strict=True)))

    def _move(self, time: int, made: int, member: int, sent: Mapping[int, Sequence[int]]) -> None:
        before, after = self.state[time][member], self.state[time + 1][member]
        self._add(-made, *(before[state] for state in sent))
        for state, to in sent.items():
            self._add(-made, -before[state], *(after[each] for each in to))

    def _stays(self, time: int, member: int, writers: Iterable[int]) -> None:
        """Keep a member where it is unless a step moves it."""
        moving: dict[int, list[int]] = {}
        for number in writers:
            move = next(m for m in self.steps[number].moves if m.member == member)
            for state in {before for before, _ in move.pairs}:
                moving.setdefault(state, []).append(self.made[time][number])
        before, after = self.state[time][member], self.state[time + 1][member]
        for state in range(len(before)):
            self._add(-before[state], after[state], *moving.get(state, ()))

    def _at_most_one(self, literals: Sequence[int]) -> int | None:
        """Allow one of them; return a variable that is true if one is. Linear.

        Carsten Sinz, Towards an optimal CNF encoding of Boolean cardinality constraints, 2005.
        """
        last: int | None = None
        for literal in literals:
            here = self._new()
            self._add(-literal, here)
            if last is not None:
                self._add(-last, here)
                self._add(-last, -literal)
            last = here
        return last

    def something_made(self, time: int) -> int:
        """Return what is true only if a step is made from a time on."""
        if time not in self._active:
            self._active[time] = self._new()
            self._add(-self._active[time], *self.made[time].values())
        return self._active[time]

    def literal(self, formula: Formula, time: int) -> int:
        """Return what is true if a Boolean formula holds at a time."""
        key = time, formula
        if key not in self._literals:
            self._literals[key] = self._literal(formula, time)
        return self._literals[key]

    def _literal(  # noqa: PLR0911 - one for each operator
        self, formula: Formula, time: int
    ) -> int:
        match formula:
            case Truth(value):
                return self._true if value else -self._true
            case Not(arg):
                return -self.literal(arg, time)
            case And(left, right):
                return self._both([self.literal(left, time), self.literal(right, time)])
            case Or(left, right):
                return -self._both([-self.literal(left, time), -self.literal(right, time)])
            case Iff(left, right):
                one, other = self.literal(left, time), self.literal(right, time)
                return -self._both([-self._both([one, other]), -self._both([-one, -other])])
            case Exists(Next(Truth(True))):
                return self._true
            case Rests(actors):
                wanted = {None, *actors}
                ways = (s for s in self.system.steps if not actors or s.action.actor in wanted)
                return self._both([-self._possible(step, time) for step in ways])
        member, states = self._labels.of(formula)
        return -self._both([-self.state[time][member][state] for state in states])

    def _possible(self, step: Step, time: int) -> int:
        return self._both(
            [
                -self._both([-self.state[time][move.member][s] for s in targets(move.pairs)])
                for move in step.moves
            ]
        )

    def _both(self, literals: Sequence[int]) -> int:
        """Return a variable that is true if all of them are."""
        made = self._new()
        for literal in literals:
            self._add(-made, literal)
        self._add(made, *(-literal for literal in literals))
        return made

    def skip_to(self, most: int) -> None:
        """Leave out variables that others have used, up to the largest of these."""
        self._most = max(self._most, most)

    @property
    def variables(self) -> int:
        """How many variables are used."""
        return self._most

    def _new(self) -> int:
        self._most += 1
        return self._most

    def _add(self, *clause: int) -> None:
        self._solver.add_clause(clause)
