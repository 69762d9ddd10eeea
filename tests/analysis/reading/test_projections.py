"""The projection of a class in terms of the ids of its states."""

import re

import pytest
from statemachine import State, StateChart, StateMachine

from wayout.analysis.projection import Projection
from wayout.analysis.reading import read
from wayout.analysis.reading.projections import ProjectionError
from wayout.machines import vocabulary
from wayout.machines.vocabulary import Absent, Final, Machine, Request, Stable


class Lamp(Machine):
    absent = Absent()
    dark = Stable(value="is-dark")
    bright = Stable()
    gone = Final()

    buy = Request(absent.to(dark), source="shop")
    light = Request(dark.to(bright), source="api")
    scrap = Request(bright.to(gone), source="api")

    projection = vocabulary.Projection(
        {"is-dark": "OFF"},
        name="state",
        source="api.py:view",
        statuses=("OFF", "ON"),
        hidden=("ABSENT", "gone"),
    )


def test_values_become_ids():
    assert read(Lamp, target="lamp").projection == Projection(
        name="state",
        source="api.py:view",
        statuses=("OFF", "ON"),
        shown=(("dark", "OFF"),),
        hidden=("absent", "gone"),
    )


def test_a_subclass_has_the_projection_of_its_base():
    class Torch(Lamp):
        """Nothing else."""

    assert read(Torch, target="torch").projection == read(Lamp, target="lamp").projection


class Order(StateMachine):
    taken = State(initial=True, value=1)
    packing = State(value=2)
    closed = State(final=True, value=3)

    pack = taken.to(packing)
    ship = packing.to(closed)


def with_projection(declared: object) -> type:
    return type("Other", (Order,), {"projection": declared})


def test_a_plain_class_declares_a_mapping():
    found = read(with_projection({1: "OPEN", 2: "OPEN", 3: None}), target="x").projection
    assert found == Projection(
        "status", "", ("OPEN",), (("taken", "OPEN"), ("packing", "OPEN")), ("closed",)
    )


@pytest.mark.parametrize("other", [None, 3, "text", [("a", "b")], lambda: None])
def test_another_attribute_of_that_name_is_none_of_ours(other: object):
    assert read(with_projection(other), target="x").projection is None


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({1: "A", 4: "B", 5: None}, "no state has the value '4'; no state has the value '5'"),
        ({"opne": "A"}, "no state has the value 'opne'; name states by their values: '1'"),
        ({1: 3}, "'1' is shown as 3; expected a text"),
        ({1: "A", "1": None}, "'1' is both shown and hidden"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(declared: object, message: str):
    with pytest.raises(ProjectionError, match=re.escape(message)):
        read(with_projection(declared), target="x")


class Player(StateChart):
    class playing(State.Parallel):
        class sound(State.Compound):
            on = State(initial=True)
            off = State()
            mute = on.to(off)

        class picture(State.Compound):
            shown = State(initial=True)
            hidden = State()
            hide = shown.to(hidden)

    projection = vocabulary.Projection({"on + shown": "PLAYING", "off + shown": "MUTED"})


def test_values_of_parallel_regions_are_joined():
    found = read(Player, target="player").projection
    assert found is not None
    assert found.shown == (("on__shown", "PLAYING"), ("off__shown", "MUTED"))
