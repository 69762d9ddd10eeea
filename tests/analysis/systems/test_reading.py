"""A declared system is read into the steps that its words mean."""

from typing import Any

import pytest

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Limits
from wayout.analysis.logic.structure import Action
from wayout.analysis.reading import read
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.declaring import DeclarationError
from wayout.analysis.systems.reading import read_system
from wayout.analysis.systems.system import System as Composed
from wayout.machines.vocabulary import (
    Accepted,
    Actor,
    Final,
    Kind,
    Machine,
    Progress,
    Request,
    Role,
    Stable,
    Transient,
)
from wayout.machines.vocabulary.systems import Member, System, Together, invariant


class Lamp(Machine):
    """A lamp that can be thrown away."""

    off = Stable("dark", initial=True)
    warming = Transient("neither", value="warm-ing")
    on = Stable("bright")
    gone = Final("thrown away")

    switch_on = Request(off.to(warming), source="lamp.py:on")
    shine = Progress(warming.to(on), source="lamp.py:shine")
    switch_off = Request(on.to(off), source="lamp.py:off")
    throw = Request(off.to(gone) | on.to(gone), source="lamp.py:throw")


def _lifecycle(machine: type) -> Lifecycle:
    return read(machine, target=machine.__name__)


def _read(declared: type[System]) -> DeclaredSystem:
    return read_system(
        declared, name="house", target="house", limits=Limits(states=1_000), lifecycle_of=_lifecycle
    )


def _steps(system: Composed) -> list[tuple[str | None, list[str]]]:
    """Write each step as `member before>after,...`."""

    def written(member: int, pairs: tuple[tuple[int, int], ...]) -> str:
        states = system.members[member].states
        told = ",".join(f"{states[a]}>{states[b]}" for a, b in pairs)
        return f"{system.members[member].name} {told}"

    return [
        (step.action.event, [written(move.member, move.pairs) for move in step.moves])
        for step in system.steps
    ]


def test_members_do_together_what_a_step_names_and_are_looked_at() -> None:
    class House(System):
        """A house with a lamp and a spare.

        Nothing is left out.
        """

        lamp = Member(Lamp, alone=("switch_on",))
        spare = Member(Lamp)

        swap = Together(
            lamp.does("throw").while_in("on"),
            spare.does("switch_on").then("shine"),
            source="house.py:swap",
        )
        shine = Together(lamp.does("shine"), spare.is_not_in("gone"), source="house.py:shine")
        tidy = Together(
            spare.does("throw").or_stays, lamp.is_in(Role.TRANSIENT), source="house.py:tidy"
        )
        claims = (invariant("lit", "!lamp.on", "it is dark", source="house.py:lit"),)
        accepted = (Accepted("WO701", (), "it is lit", "house.py", claims=("lit",)),)

    declared = _read(House)
    assert (declared.title, declared.description) == (
        "A house with a lamp and a spare",
        "Nothing is left out.",
    )
    assert _steps(declared.system) == [
        ("lamp.switch_on", ["lamp off>warming"]),
        ("swap", ["lamp on>gone", "spare off>on"]),
        ("shine", ["lamp warming>on", "spare off>off,warming>warming,on>on"]),
        (
            "tidy",
            [
                "lamp warming>warming",
                "spare off>off,off>gone,warming>warming,on>on,on>gone,gone>gone",
            ],
        ),
    ]
    assert declared.system.steps[0].action == Action("lamp.switch_on", "request", "user")
    assert declared.system.steps[2].action == Action("shine", "progress", "service")
    (proof,) = declared.proofs
    assert proof.verdict.value == "fails"
    assert proof.claim.meaning == "it is dark (house.py:lit)"
    assert proof.location is not None
    assert proof.location.path.endswith("test_reading.py")
    assert declared.system.members[0].names["warm-ing"] == frozenset({1})


def test_a_step_of_a_copy_is_one_for_each_and_tells_the_others_apart() -> None:
    class House(System):
        """A house with two lamps."""

        lamp = Member(Lamp, copies=2)

        only = Together(
            lamp.does("switch_on"), lamp.others.are_not_in("on"), source="house.py:only"
        )
        beside = Together(
            lamp.does("switch_off"), lamp.others.include("on", "gone"), source="house.py:beside"
        )
        dark = Together(lamp.each.does("switch_off"), source="house.py:dark")
        any_lit = Together(
            lamp.does("throw").while_in("off"),
            lamp.each.include("on"),
            source="house.py:any_lit",
            kind=Kind.PERIODIC,
            actor=Actor.TIMER,
        )

    declared = _read(House)
    assert _steps(declared.system) == [
        ("only", ["lamp1 off>warming", "lamp2 off>off,warming>warming,gone>gone"]),
        ("only", ["lamp1 off>off,warming>warming,gone>gone", "lamp2 off>warming"]),
        ("beside", ["lamp1 on>off", "lamp2 on>on,gone>gone"]),
        ("beside", ["lamp1 on>on,gone>gone", "lamp2 on>off"]),
        ("dark", ["lamp1 on>off", "lamp2 on>off"]),
        ("any_lit", ["lamp1 off>gone", "lamp2 on>on"]),
        ("any_lit", ["lamp1 on>on", "lamp2 off>gone"]),
    ]
    assert declared.system.events == ("only", "beside", "dark", "any_lit")
    assert declared.system.steps[-1].action == Action("any_lit", "periodic", "timer")


def test_what_a_machine_does_not_have_is_named_all_at_once() -> None:
    class House(System):
        """A house with mistakes."""

        lamp = Member(Lamp, alone=("explode",))

        dim = Together(lamp.does("dim"), source="house.py:dim")
        lit = Together(lamp.does("throw").while_in("onn"), source="house.py:lit")
        none = Together(lamp.does("throw").to("off"), source="house.py:none")
        error = Together(lamp.does("throw"), lamp.is_in(Role.ERROR), source="house.py:error")

    with pytest.raises(DeclarationError) as caught:
        _read(House)
    said = [problem.partition(": ") for problem in caught.value.problems]
    assert {place.rpartition(":")[0].rpartition("/")[2] for place, _, _ in said} == {
        "test_reading.py"
    }
    has = "; it has switch_on, shine, switch_off, throw"
    ways = "off to gone, on to gone"
    assert [what for _, _, what in said] == [
        f"House.lamp.explode: lamp has no event 'explode'{has}",
        f"House.dim: lamp has no event 'dim'{has}",
        "House.lit: lamp has no state 'onn'; did you mean 'on'?",
        f"House.none: lamp does not take throw between these states; it leads from {ways}",
        "House.error: lamp has no state of role error",
    ]
    dim, lit = (int(place.rpartition(":")[2]) for place, _, _ in said[1:3])
    assert lit == dim + 1


def test_what_is_no_system_is_named_all_at_once() -> None:
    stray = Member(Lamp)

    class House(System):
        """A house with mistakes."""

        lamp = Member(Lamp, copies=2)
        lamp1 = Member(Lamp)
        on = Together(stray.does("switch_on"), source="house.py:on")
        claims = invariant("a", "true", "so", source="house.py")  # type: ignore[assignment]
        accepted = ("WO701",)  # type: ignore[assignment]

    with pytest.raises(DeclarationError) as caught:
        _read(House)
    said = [problem.partition(": ")[2].partition(";")[0] for problem in caught.value.problems]
    assert said == [
        "House: two members are called 'lamp1'",
        "House: claims is no tuple of Claim",
        "House: accepted is no tuple of Accepted",
        "House.on: names a member of Lamp that is no attribute of House",
    ]


def test_a_system_without_members_or_steps_is_none() -> None:
    class Empty(System):
        """Nothing."""

    class Idle(System):
        """Nothing happens."""

        lamp = Member(Lamp)

    for declared, what in ((Empty, "declares no members"), (Idle, "nothing happens in it")):
        with pytest.raises(DeclarationError, match=what):
            _read(declared)


def test_a_system_has_the_members_and_steps_of_its_base() -> None:
    class House(System):
        """A house."""

        lamp = Member(Lamp)
        on = Together(lamp.does("switch_on"), source="house.py:on")

    class Dark(House):
        """A house that is dark again."""

        shone = Together(House.lamp.does("shine"), source="house.py:shone")

    assert _read(Dark).system.events == ("on", "shone")


def test_a_step_may_be_called_place() -> None:
    class House(System):
        """A house."""

        lamp = Member(Lamp)
        place = Together(lamp.does("switch_on"), source="house.py:place")

    declared = _read(House)
    assert declared.system.events == ("place",)
    assert declared.location is not None
    assert declared.location.path.endswith("test_reading.py")


def test_a_member_or_step_cannot_hide_what_every_system_has() -> None:
    with pytest.raises(TypeError, match=r"House\.steps: every system has steps"):
        type("House", (System,), {"steps": Member(Lamp)})


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("Lamp",), r"Member\('Lamp'\): is no machine"),
        ((Lamp, 0), "copies=0 is no number of copies"),
        ((Lamp, 1, ["on"]), r"alone=\['on'\] is no tuple of events"),
        ((Lamp, 1, "on"), "alone='on' is no tuple of events"),
    ],
)
def test_what_is_no_member_is_refused(arguments: tuple[Any, ...], what: str) -> None:
    with pytest.raises(TypeError, match=what):
        Member(*arguments)


def test_a_member_alone_says_nothing_in_a_step() -> None:
    lamp: Any = Member(Lamp)
    for clause in (lamp, lamp.others, lamp.does):
        with pytest.raises(TypeError, match="says nothing of a member; write"):
            Together(clause, source="house.py:look")


def test_a_step_that_does_nothing_is_refused() -> None:
    lamp = Member(Lamp)
    with pytest.raises(TypeError, match="does nothing; name an event"):
        Together(lamp.is_in("on"), source="house.py:look")
