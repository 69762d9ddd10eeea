"""What the vocabulary refuses, when a machine is declared."""

from types import ModuleType

import pytest

from wayout.machines.vocabulary import Absent, Actor, Kind, Machine, Request, Stable


def test_an_actor_is_one_of_the_four() -> None:
    absent, ready = Absent(), Stable()
    with pytest.raises(TypeError, match=r"actor='user' is no actor; write one of Actor\.USER"):
        Request(absent.to(ready), source="x", actor="user")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "actor"),
    [
        (Kind.REQUEST, Actor.USER),
        (Kind.ADMIN, Actor.ADMIN),
        (Kind.PERIODIC, Actor.TIMER),
        (Kind.STARTUP, Actor.SERVICE),
        (Kind.SUCCESS, Actor.SERVICE),
    ],
)
def test_the_actor_follows_from_the_kind(kind: Kind, actor: Actor) -> None:
    assert kind.usual_actor is actor


def test_one_name_in_two_parts_is_refused() -> None:
    first, second = ModuleType("first"), ModuleType("second")
    first.ready = Stable()  # type: ignore[attr-defined]
    second.ready = Stable()  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="'ready' is declared twice, again in second"):

        class Twice(Machine, parts=(first, second)):
            """Nothing else."""
