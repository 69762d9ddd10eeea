"""The assignments that findings name, set on real machines: they do what is said."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed
from tests.analysis.guards.options import OPTIONS, assignments, holds
from tests.effort import examples

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.guards.choices import Choice, Choices
from wayout.analysis.guards.domains import OTHER
from wayout.analysis.lifecycle import Transition
from wayout.analysis.reading import read, validation_off
from wayout.machines.vocabulary import Constraints

Option = tuple[str | None, str]
DEFAULTS = {"a": False, "b": False, "x": None, "n": 0}


def machine_of(options: Sequence[Option]) -> type[StateMachine]:
    """Make the class in which these (guard, target) compete for `go` from `s`."""
    states = {"s": State(initial=True), **{name: State() for name in "uvw"}}
    steps = None
    for guard, target in options:
        step = states["s"].to(states[target], cond=guard)
        steps = step if steps is None else steps | step
    with validation_off():
        return type("M", (StateMachine,), {**states, "go": steps, **DEFAULTS})


def taken(machine: type[StateMachine], values: dict[str, object]) -> str | None:
    running = machine()
    for name, value in values.items():
        setattr(running, name, value)
    try:
        running.send("go")
    except TransitionNotAllowed:
        return None
    return next(iter(running.configuration)).id


@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
@given(OPTIONS)
def test_the_first_whose_guard_holds_is_taken(options: list[Option]):
    machine = machine_of(options)
    for values in assignments(Constraints())[::7]:
        wanted = next((target for guard, target in options if holds(guard, values)), None)
        assert taken(machine, values) == wanted


@settings(suppress_health_check=list(HealthCheck))
@given(OPTIONS)
def test_assignments_show_on_the_machine_what_they_say(options: list[Option]):
    machine = machine_of(options)
    lifecycle = read(machine, target="m")
    for choice in lifecycle.choices:
        show_gap(machine, lifecycle.choices, choice)
        for index, option in enumerate(choice.options):
            show_selection(machine, lifecycle.choices, choice, index, option)


def show_gap(machine: type[StateMachine], choices: Choices, choice: Choice) -> None:
    found = choices.guards(choice).assignment(failing=range(len(choice.options)))
    if found is not None:
        assert taken(machine, values_of(found)) is None


def show_selection(
    machine: type[StateMachine], choices: Choices, choice: Choice, index: int, option: Transition
) -> None:
    guards = choices.guards(choice)
    found = guards.assignment(holding=[index], failing=range(index))
    if found is not None:
        assert taken(machine, values_of(found)) == option.to_state
    for earlier in range(index):
        both = guards.assignment(holding=[earlier, index])
        if both is not None:
            first = next(
                each.to_state
                for each in choice.options
                if holds(each.guard, DEFAULTS | values_of(both))
            )
            assert taken(machine, values_of(both)) == first


def values_of(found) -> dict[str, object]:
    return {
        region.subject: "another" if region.value is OTHER else region.value for region in found
    }


@settings(suppress_health_check=list(HealthCheck))
@given(OPTIONS)
def test_what_is_shadowed_is_never_taken_and_all_else_is(options: list[Option]):
    """By target: each is named as never led to where no assignment leads there."""
    machine = machine_of(options)
    lifecycle = read(machine, target="m")
    findings = list(checks(["WO302"])[0].run(lifecycle))
    lost = {
        target
        for _, target in options
        if any(f"{target!r}" in finding.message.partition(":")[0] for finding in findings)
    }
    reached = {
        next((target for guard, target in options if holds(guard, values)), None)
        for values in assignments(Constraints())
    }
    possible = {
        target
        for guard, target in options
        if any(holds(guard, values) for values in assignments(Constraints()))
    }
    assert possible - reached <= lost


def paid() -> bool:
    return False


class Shop(StateMachine):
    s = State(initial=True)
    u = State(final=True)
    v = State(final=True)

    go = s.to(u, cond=paid) | s.to(v, cond="paid")
    paid = True


class Till(StateMachine):
    s = State(initial=True)
    u = State(final=True)
    v = State(final=True)

    def paid(self) -> bool:
        return False

    go = s.to(u, cond=paid) | s.to(v, cond="paid")


def test_a_function_is_no_attribute_of_its_name_and_a_method_is():
    """Another function than the one that the class has by a name is told apart from it."""
    with_function, with_method = read(Shop, target="m"), read(Till, target="m")
    assert taken(Shop, {}) == "v"
    assert [step.guard for step in with_function.transitions] == ["<paid 2>", "paid"]
    assert not list(checks(["WO302"])[0].run(with_function))
    assert [step.guard for step in with_method.transitions] == ["paid", "paid"]
    assert len(list(checks(["WO302"])[0].run(with_method))) == 1
