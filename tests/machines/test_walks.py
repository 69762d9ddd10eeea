"""The built-in machines run as their graphs say: random walks on the real classes."""

import ast
import random
from importlib import import_module
from itertools import product

import pytest
from statemachine import StateMachine
from statemachine.exceptions import TransitionNotAllowed

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reading import read
from wayout.machines import BUILTIN

STEPS = 250


def load(name: str) -> type[StateMachine]:
    module, _, attribute = BUILTIN[name].partition(":")
    machine: type[StateMachine] = getattr(import_module(module), attribute)
    return machine


def values_that_select(rivals: list[Transition], wanted: Transition) -> dict[str, object]:
    """Find values of the machine's attributes that let `wanted` win among its rivals.

    The first whose guard holds wins; guards compare an attribute with a constant, or name it.
    """
    before = rivals[: rivals.index(wanted)]
    guards = [transition.guard or "True" for transition in (*before, wanted)]
    nodes = [node for guard in guards for node in ast.walk(ast.parse(guard, mode="eval"))]
    names = sorted({node.id for node in nodes if isinstance(node, ast.Name)})
    constants = [0, 1, False, *(node.value for node in nodes if isinstance(node, ast.Constant))]
    for values in product(constants, repeat=len(names)):
        chosen = dict(zip(names, values, strict=True))
        *earlier, own = [_holds(guard, chosen) for guard in guards]
        if own and not any(earlier):
            return chosen
    message = f"no values select {wanted}"
    raise AssertionError(message)


def _holds(guard: str, values: dict[str, object]) -> bool:
    try:
        return bool(eval(guard, {}, values))  # noqa: S307 - our own guards
    except TypeError:
        return False


def configuration(machine: StateMachine) -> str:
    return next(state.id for state in machine.configuration if state.is_atomic)


@pytest.mark.parametrize("name", BUILTIN)
def test_random_walk_agrees_with_the_graph(name: str) -> None:
    machine_class = load(name)
    lifecycle = read(machine_class, target=name)
    chance = random.Random(name)  # noqa: S311 - a repeatable walk
    machine = machine_class()
    for _ in range(STEPS):
        here = configuration(machine)
        if not lifecycle.leaving(here):
            machine = machine_class()
            continue
        wanted = chance.choice(lifecycle.leaving(here))
        rivals = [step for step in lifecycle.leaving(here) if step.event == wanted.event]
        for attribute, value in values_that_select(rivals, wanted).items():
            setattr(machine, attribute, value)
        assert wanted.event is not None
        machine.send(wanted.event)
        assert configuration(machine) == wanted.to_state, wanted


@pytest.mark.parametrize("name", BUILTIN)
def test_what_the_graph_lacks_is_refused(name: str) -> None:
    machine_class = load(name)
    lifecycle = read(machine_class, target=name)
    chance = random.Random(name)  # noqa: S311 - a repeatable choice
    for state in chance.sample(lifecycle.states, k=min(12, len(lifecycle.states))):
        machine = _placed(machine_class, lifecycle, state.id)
        if machine is None:
            continue
        possible = {step.event for step in lifecycle.leaving(state.id)}
        refused = [event for event in lifecycle.events if event not in possible]
        for event in chance.sample(refused, k=min(10, len(refused))):
            with pytest.raises(TransitionNotAllowed):
                machine.send(event)
        assert configuration(machine) == state.id


def _placed(
    machine_class: type[StateMachine], lifecycle: Lifecycle, state: str
) -> StateMachine | None:
    """Drive a new machine to a state along a shortest run; None where no run leads to it."""
    if state not in lifecycle.reached:
        return None
    steps: list[Transition] = []
    here = state
    while (step := lifecycle.reached[here]) is not None:
        steps.insert(0, step)
        here = step.from_state
    machine = machine_class()
    for step in steps:
        rivals = [t for t in lifecycle.leaving(step.from_state) if t.event == step.event]
        for attribute, value in values_that_select(rivals, step).items():
            setattr(machine, attribute, value)
        assert step.event is not None
        machine.send(step.event)
    return machine
