"""The graph is what the machine does: every step of the real engines, and no other.

The engine is put into each configuration, each event is sent with its guards forced each way, and
what it does is held against what was read.
"""

import random
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from automaton import exceptions
from automaton.machines import FiniteMachine
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import examples
from transitions import Machine
from transitions.extensions import HierarchicalMachine

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading.foreign import read_foreign

EVENTS = ("go", "stop", "wait")

Step = tuple[str, str, str]

RANDOM = st.randoms(use_true_random=False)


class Model:
    """Guards turn out as `decided`, then hold; `taken` counts the transitions of an event."""

    def __init__(self) -> None:
        self.decided: tuple[bool, ...] = ()
        self.asked: list[bool] = []
        self.taken = 0

    def guard(self) -> bool:
        asked = len(self.asked)
        self.asked.append(self.decided[asked] if asked < len(self.decided) else True)
        return self.asked[-1]

    def refusal(self) -> bool:
        return not self.guard()

    def count(self) -> None:
        self.taken += 1


def of_lifecycle(lifecycle: Lifecycle) -> set[Step]:
    """The steps of all states, by values."""
    value = {state.id: state.value for state in lifecycle.states}
    assert len(set(value.values())) == len(value)
    return {
        (value[each.from_state], str(each.event), value[each.to_state])
        for each in lifecycle.transitions
    }


def lone(lifecycle: Lifecycle) -> list[str]:
    """The values of the states that lie in no parallel state, so that each can be all there is."""
    groups = {compound.id: compound for compound in lifecycle.compounds}

    def in_parallel(parent: str | None) -> bool:
        return parent is not None and (
            groups[parent].parallel or in_parallel(groups[parent].parent)
        )

    return [
        state.value
        for state in lifecycle.states
        if " + " not in state.value
        and not state.id.endswith("__empty")
        and not in_parallel(state.parent)
    ]


def of_engine(machine: Any, model: Any, lifecycle: Lifecycle) -> Iterator[Step]:
    """Every step of the real engine from where the model is, and from each state alone."""
    queue, seen = deque([model.state, *lone(lifecycle)]), set()
    while queue:
        here = queue.popleft()
        if shown(here) in seen:
            continue
        seen.add(shown(here))
        for event in dict.fromkeys((*EVENTS, *lifecycle.events)):
            todo: list[tuple[bool, ...]] = [()]
            while todo:
                model.decided, model.asked, model.taken = todo.pop(), [], 0
                machine.set_state(here, model)
                with suppress(Exception):  # the engine refuses the event, or half of it
                    model.trigger(event)
                todo += [
                    (*model.asked[:index], False)
                    for index in range(len(model.decided), len(model.asked))
                ]
                if model.taken:
                    yield shown(here), event, shown(model.state)
                    queue.append(model.state)


def shown(state: Any) -> str:
    if isinstance(state, list):
        return " + ".join(map(shown, state))
    return str(state)


def conditions(rng: random.Random) -> dict[str, Any]:
    return rng.choice(
        [{}, {}, {"conditions": "guard"}, {"unless": ["refusal"]}, {"conditions": ["guard"] * 2}]
    )


def flat(rng: random.Random) -> tuple[Machine, Model]:
    names = [f"s_{index}" for index in range(rng.randint(1, 5))]
    transitions = [
        {
            "trigger": rng.choice(EVENTS),
            "source": rng.choice([*names, "*", names]),
            "dest": rng.choice([*names, "=", None]),
            **conditions(rng),
        }
        for _ in range(rng.randint(0, 8))
    ]
    model = Model()
    machine = Machine(
        model,
        states=names,
        initial=names[0],
        transitions=transitions,
        auto_transitions=rng.random() < 0.5,
        ignore_invalid_triggers=rng.random() < 0.5,
        after_state_change="count",
    )
    if len(names) > 1 and rng.random() < 0.3:
        machine.add_ordered_transitions(trigger="go", loop=rng.random() < 0.5)
    if rng.random() < 0.2:
        machine.add_transition("stop", names[0], "nowhere", **conditions(rng))
    return machine, model


def nested(rng: random.Random, depth: int = 2) -> list[Any]:
    states: list[Any] = []
    for name in "ABC"[: rng.randint(1, 3)]:
        if depth == 0 or rng.random() < 0.4:
            states.append(name)
            continue
        inside = nested(rng, depth - 1)
        inner = [each if isinstance(each, str) else each["name"] for each in inside]
        state: dict[str, Any] = {"name": name}
        if rng.random() < 0.4:
            state["parallel"] = inside
        else:
            state["children"] = inside
            if rng.random() < 0.7:
                state["initial"] = rng.choice(inner)
        if rng.random() < 0.5:
            state["transitions"] = [
                {
                    "trigger": rng.choice(EVENTS),
                    "source": rng.choice(inner),
                    "dest": rng.choice(inner),
                    **conditions(rng),
                }
                for _ in range(rng.randint(1, 3))
            ]
        states.append(state)
    return states


def paths(states: list[Any], above: str = "") -> Iterator[str]:
    for state in states:
        name = state if isinstance(state, str) else state["name"]
        yield above + name
        if not isinstance(state, str):
            inside = state.get("children") or state.get("parallel")
            yield from paths(inside, f"{above}{name}_")


def hierarchical(rng: random.Random) -> tuple[HierarchicalMachine, Model]:
    states = nested(rng)
    names = list(paths(states))
    model = Model()
    machine = HierarchicalMachine(
        model,
        states=states,
        initial=rng.choice(names),
        transitions=[
            {
                "trigger": rng.choice(EVENTS),
                "source": rng.choice([*names, *names, "*"]),
                "dest": rng.choice([*names, *names, "=", None]),
                **conditions(rng),
            }
            for _ in range(rng.randint(1, 8))
        ],
        auto_transitions=rng.random() < 0.3,
        after_state_change="count",
    )
    return machine, model


@settings(max_examples=examples(150), deadline=None)
@given(RANDOM)
def test_a_flat_machine_is_read_as_it_runs(rng: random.Random) -> None:
    machine, model = flat(rng)
    lifecycle = read_foreign(machine, target="m.py:m", name="m")
    assert of_lifecycle(lifecycle) == set(of_engine(machine, model, lifecycle))


@settings(max_examples=examples(250), deadline=None)
@given(RANDOM)
def test_a_nested_machine_is_read_as_it_runs(rng: random.Random) -> None:
    machine, model = hierarchical(rng)
    lifecycle = read_foreign(machine, target="m.py:m", name="m")
    assert of_lifecycle(lifecycle) == set(of_engine(machine, model, lifecycle))


@settings(max_examples=examples(100), deadline=None)
@given(RANDOM)
def test_an_automaton_is_read_as_it_runs(rng: random.Random) -> None:
    machine = FiniteMachine()
    names = [f"s {index}" for index in range(rng.randint(1, 6))]
    for name in names:
        machine.add_state(name, terminal=name != names[0] and rng.random() < 0.2)
    for _ in range(rng.randint(0, 12)):
        try:
            machine.add_transition(rng.choice(names), rng.choice(names), rng.choice(EVENTS))
        except (exceptions.Duplicate, exceptions.InvalidState):
            continue
    machine.default_start_state = names[0]
    lifecycle = read_foreign(machine, target="m.py:m", name="m")
    assert of_lifecycle(lifecycle) == set(of_automaton(machine))


def of_automaton(machine: FiniteMachine) -> Iterator[Step]:
    for here in machine.states:
        for event in EVENTS:
            with suppress(exceptions.NotFound, exceptions.InvalidState):
                machine.initialize(here)
                machine.process_event(event)
                yield here, event, str(machine.current_state)
