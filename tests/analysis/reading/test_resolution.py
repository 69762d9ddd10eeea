"""Unknown guards are those for which python-statemachine makes no instance."""

from functools import partial
from itertools import combinations
from typing import Any, Generic, TypeVar

import pytest
from statemachine import State, StateChart, StateMachine
from statemachine.exceptions import InvalidDefinition

from wayout.analysis.lifecycle import UnknownGuard
from wayout.analysis.reading import read

T = TypeVar("T")


class Base(StateMachine):
    inherited = True


class Watcher:
    seen = True

    def __init__(self):
        self.counted = 3

    def watches(self):
        return True


class Model:
    value = 1

    def __init__(self):
        self.paid = False


class Annotated(Model):
    """A model whose instances have what their class declares."""

    late: bool

    def __init__(self):
        super().__init__()
        self.late = True


def machine(cond: object, base: type = Base, **more: object) -> type[StateMachine]:
    first, last = State(initial=True), State(final=True)
    body = {"first": first, "last": last, "go": first.to(last, cond=cond), **more}
    return type("M", (base,), {"__module__": __name__, **body})


def raises(made: type, *arguments: object) -> bool:
    try:
        made(*arguments)
    except (InvalidDefinition, KeyError):
        return True
    return False


NAMES = ["inherited", "seen", "watches", "counted", "own", "prop", "nope", "first", "go", "model"]


def body() -> dict[str, object]:
    return {"own": 1, "prop": property(lambda _: True)}


@pytest.mark.parametrize("names", [*((name,) for name in NAMES), *combinations(NAMES, 2)])
@pytest.mark.parametrize("form", ["{}", "not {}", "{} == 1", "{} > 1", "!{}"])
def test_agrees_with_making_an_instance(names: tuple[str, ...], form: str):
    guard = " and ".join(map(form.format, names))
    made = machine(guard, listeners=[Watcher], **body())
    unknown = read(made, target="m").unknown_guards
    assert bool(unknown) == raises(made)
    assert all(each.name in names for each in unknown)


@pytest.mark.parametrize(
    "guard",
    [
        "own.x",
        "own is 1",
        "own + 1",
        "f(own)",
        "own and",
        "",
        "In('first')",
        "own v own",
        "-1 < own",
    ],
)
def test_expressions_that_are_not_evaluated(guard: str):
    made = machine(guard, **body())
    assert bool(read(made, target="m").unknown_guards) == raises(made)


def test_functions_and_properties():
    prop = property(lambda _: True)
    stray = property(lambda _: True)
    for made in (
        machine(lambda: True),
        machine(Watcher.watches),
        machine([prop], prop=prop),
        machine([stray]),
    ):
        assert bool(read(made, target="m").unknown_guards) == raises(made)


def test_validators_are_looked_up_too():
    for name in ("check", "absent"):
        first, last = State(initial=True), State(final=True)
        made = type(
            "M",
            (StateMachine,),
            {
                "first": first,
                "last": last,
                "go": first.to(last, validators=name),
                "check": lambda _: None,
            },
        )
        assert bool(read(made, target="m").unknown_guards) == raises(made) == (name == "absent")


class SetsBefore(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="ready and steady")

    def __init__(self, *, steady=True, **more):
        self.ready = True
        if steady:
            self.steady = steady
        super().__init__(**more)


class SetsAfter(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="ready")

    def __init__(self):
        super().__init__()
        self.ready = True


class SetsInMethod(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="ready")

    def __init__(self):
        self.prepare_all()
        super().__init__()

    def prepare_all(self):
        self.ready = True


class SetsInAction(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="ready")

    def on_enter_first(self):
        self.ready = True


class SetsByName(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="ready")

    def __init__(self):
        for name in ("ready",):
            setattr(self, name, True)
        super().__init__()


class ChoosesItsModel(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid")

    def __init__(self):
        super().__init__(Model())


class Plain(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid and late")


class Nested(StateChart):
    class outer(State.Compound):
        inner = State(initial=True)
        go = inner.to.itself(cond="inner and other")

    other = State(final=True)
    end = outer.to(other)


@pytest.mark.parametrize(
    "made",
    [SetsBefore, SetsAfter, SetsInMethod, SetsInAction, SetsByName, ChoosesItsModel, Plain, Nested],
)
def test_what_methods_set(made: type):
    assert bool(read(made, target="m").unknown_guards) == raises(made)


def test_what_is_set_too_late_is_said():
    assert read(SetsAfter, target="m").unknown_guards == (
        UnknownGuard("ready", "is set only after super().__init__() has looked for it"),
    )


class OfModel(StateChart[Annotated]):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid and late and value")


class WithModel(StateMachine):
    model: Annotated
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid and late and nope")


class TakesModel(StateMachine):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid and late")

    def __init__(self, model: "Annotated | None" = None):
        super().__init__(model)


class Unresolvable(StateMachine):
    model: "NotThere"  # noqa: F821 - annotations need not mean anything
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid")


class Declares(StateMachine):
    paid: bool
    late: bool
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid and late")


class OfAnything(StateChart[Any]):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid")


class Mixed(StateMachine, Generic[T]):
    first = State(initial=True)
    last = State(final=True)
    go = first.to(last, cond="paid")


@pytest.mark.parametrize(
    ("made", "unknown"),
    [
        (OfModel, []),
        (WithModel, ["nope"]),
        (TakesModel, []),
        (Unresolvable, []),
        (Declares, []),
        (OfAnything, []),
        (Mixed, ["paid"]),
    ],
)
def test_models_provide_what_their_class_says(made: type, unknown: list[str]):
    assert [each.name for each in read(made, target="m").unknown_guards] == unknown
    assert raises(made, Annotated()) == ("nope" in unknown)


def test_a_listener_made_by_a_function_might_provide_anything():
    made = machine("seen and nope", listeners=[lambda: Watcher()])  # noqa: PLW0108 - as users do
    assert read(made, target="m").unknown_guards == ()
    given = machine("seen and nope", listeners=[Watcher()])
    assert [each.name for each in read(given, target="m").unknown_guards] == ["nope"]
    made_by_partial = machine("counted and nope", listeners=[partial(Watcher)])
    assert [each.name for each in read(made_by_partial, target="m").unknown_guards] == ["nope"]
