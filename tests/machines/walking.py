"""A built-in machine, driven beside its graph: every step must lead where the graph says."""

import ast
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from statemachine import StateMachine
from statemachine.exceptions import TransitionNotAllowed

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reading import read
from wayout.analysis.search import shortest_runs
from wayout.machines import BUILTIN

LARGE = {"server", "volume"}
QUICK_FIRST = [
    pytest.param(name, marks=pytest.mark.slow) if name in LARGE else name for name in BUILTIN
]
"""The built-in machines; the long suite alone drives the two whose runs take seconds."""


def load(name: str) -> type[StateMachine]:
    module, _, attribute = BUILTIN[name].partition(":")
    machine: type[StateMachine] = getattr(import_module(module), attribute)
    return machine


@cache
def lifecycle_of(name: str) -> Lifecycle:
    return read(load(name), target=name, name=name)


class Disagreement(AssertionError):  # noqa: N818 - no error of the program, but of its subject
    """Machine and graph part after `run`, the events since the machine was made."""

    def __init__(self, run: Sequence[str], difference: str) -> None:
        super().__init__(f"after {' '.join(run) or 'no event'}: {difference}")
        self.run = tuple(run)


class Walk:
    """A run of the real machine, compared with the graph at every step."""

    def __init__(self, machine_class: type[StateMachine], lifecycle: Lifecycle) -> None:
        self.lifecycle = lifecycle
        self._class = machine_class
        self.begin_anew()

    def begin_anew(self) -> None:
        self._machine = self._class()
        self._run: list[str] = []
        self._expect(self.lifecycle.initial[0])

    @property
    def here(self) -> str:
        return next(state.id for state in self._machine.configuration if state.is_atomic)

    @property
    def steps(self) -> tuple[Transition, ...]:
        return self.lifecycle.leaving(self.here)

    @property
    def impossible(self) -> list[str]:
        possible = {step.event for step in self.steps}
        return [event for event in self.lifecycle.events if event not in possible]

    def take(self, step: Transition) -> None:
        """Send the event of a step, with data that lets its guard hold and none before it."""
        rivals = [rival for rival in self.steps if rival.event == step.event]
        guards = tuple(rival.guard or "True" for rival in rivals)
        self._send(step, _values(guards, rivals.index(step)))
        self._expect(step.to_state)

    def refuse(self, event: str) -> None:
        """Send an event that the graph does not have here: nothing must happen."""
        before = self.here
        try:
            self._machine.send(event)
        except TransitionNotAllowed:
            self._expect(before)
        else:
            self._part(f"{before!r} takes {event!r} to {self.here!r}, which the graph lacks")

    def _send(self, step: Transition, values: dict[str, object]) -> None:
        assert step.event is not None, f"{step} has no event to send"
        for attribute, value in values.items():
            setattr(self._machine, attribute, value)
        self._run.append(step.event)
        try:
            self._machine.send(step.event)
        except TransitionNotAllowed:
            self._part(f"{step.from_state!r} refuses {step.event!r}, which the graph has")

    def _expect(self, state: str) -> None:
        if self.here != state:
            self._part(f"the machine is in {self.here!r}, the graph says {state!r}")
        offered = {str(event) for event in self._machine.allowed_events}
        drawn = {step.event for step in self.steps}
        if offered != drawn:
            lacking, extra = sorted(drawn - offered), sorted(offered - drawn)
            self._part(f"in {state!r} only the graph has {lacking}, only the machine {extra}")

    def _part(self, difference: str) -> None:
        raise Disagreement(self._run, difference)


def tour(walk: Walk) -> int:
    """Take every transition that a run reaches at least once; return how many there are.

    From where it is, to the nearest one not taken yet; a new machine where none is ahead.
    """
    lifecycle = walk.lifecycle
    pending = {step for step in lifecycle.transitions if step.from_state in lifecycle.reached}
    count = len(pending)
    while pending:
        ahead = shortest_runs(lifecycle.leaving, [walk.here])
        last = next((s for at in ahead for s in lifecycle.leaving(at) if s in pending), None)
        if last is None:
            walk.begin_anew()
            continue
        run = [last]
        while (before := ahead[run[0].from_state]) is not None:
            run.insert(0, before)
        for step in run:
            walk.take(step)
            pending.discard(step)
    return count


def random_walks(walk: Callable[[], Walk], tally: Counter[str]) -> type[RuleBasedStateMachine]:
    """Make the class that Hypothesis runs; it counts its steps in `tally`.

    A failing walk shrinks to the shortest disagreement.
    """

    class RandomWalk(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.walk = walk()

        @rule(data=st.data())
        def step(self, data: st.DataObject) -> None:
            if not self.walk.steps:
                self.walk.begin_anew()
            if impossible := self.walk.impossible:
                self.walk.refuse(data.draw(st.sampled_from(impossible), "refused"))
                tally["refused"] += 1
            index = data.draw(st.integers(0, len(self.walk.steps) - 1), "taken")
            self.walk.take(self.walk.steps[index])
            tally["taken"] += 1

    return RandomWalk


@cache
def _values(guards: tuple[str, ...], wanted: int) -> dict[str, object]:
    """Find values of the machine's attributes that let one guard win among its rivals.

    The first that holds wins; guards compare an attribute with a constant, or name it.
    """
    tried = guards[: wanted + 1]
    nodes = [node for guard in tried for node in ast.walk(ast.parse(guard, mode="eval"))]
    names = sorted({node.id for node in nodes if isinstance(node, ast.Name)})
    constants = [0, 1, False, *(node.value for node in nodes if isinstance(node, ast.Constant))]
    for values in product(constants, repeat=len(names)):
        chosen = dict(zip(names, values, strict=True))
        *earlier, own = [_holds(guard, chosen) for guard in tried]
        if own and not any(earlier):
            return chosen
    message = f"no values let {guards[wanted]!r} win among {guards}"
    raise AssertionError(message)


def _holds(guard: str, values: dict[str, object]) -> bool:
    try:
        return bool(eval(guard, {}, values))  # noqa: S307 - our own guards
    except TypeError:
        return False
