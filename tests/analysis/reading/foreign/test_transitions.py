import enum
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

from transitions import Machine
from transitions.extensions import HierarchicalMachine
from transitions.extensions.states import Timeout, add_state_features

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reading.foreign import read_foreign
from wayout.machines.vocabulary import Role

MATTER = ["solid", "liquid", "gas"]


def lifecycle(machine: object, name: str = "machine") -> Lifecycle:
    return read_foreign(machine, target=f"x.py:{name}", name=name, module=sys.modules.get(__name__))


def flat(*transitions: Any, **more: Any) -> Lifecycle:
    options = {"states": MATTER, "initial": "solid", **more}
    return lifecycle(Machine(transitions=list(transitions), **options))


def shown(transitions: tuple[Transition, ...]) -> list[tuple[str | None, ...]]:
    return [(each.event, each.from_state, each.to_state, each.guard) for each in transitions]


def test_the_first_transition_without_conditions_shadows_the_later_ones() -> None:
    found = flat(
        {"trigger": "heat", "source": "solid", "dest": "liquid", "conditions": "is_warm"},
        {"trigger": "heat", "source": "solid", "dest": "gas", "unless": ["is_cold", "is_wet"]},
        ["heat", "solid", "solid"],
        ["heat", "solid", "gas"],
    )
    assert shown(found.transitions) == [
        ("heat", "solid", "liquid", "is_warm"),
        ("heat", "solid", "gas", "not is_cold and not is_wet"),
        ("heat", "solid", "solid", None),
    ]
    assert shown(found.shadowed) == [("heat", "solid", "gas", None)]


def test_wildcards_reflexive_internal_and_ordered_transitions() -> None:
    found = flat(
        ["freeze", "*", "solid"],
        ["stir", ["liquid", "gas"], "="],
        ["look", "gas", None],
        ordered_transitions=True,
    )
    assert sorted(
        (str(each.event), each.from_state, each.to_state) for each in found.transitions
    ) == [
        ("freeze", "gas", "solid"),
        ("freeze", "liquid", "solid"),
        ("freeze", "solid", "solid"),
        ("look", "gas", "gas"),
        ("next_state", "gas", "solid"),
        ("next_state", "liquid", "gas"),
        ("next_state", "solid", "liquid"),
        ("stir", "gas", "gas"),
        ("stir", "liquid", "liquid"),
    ]
    assert [each.event for each in found.transitions if each.internal] == ["look"]


def test_automatic_triggers_are_read_only_where_nothing_else_is_declared() -> None:
    assert len(flat().transitions) == 9
    assert flat().assumptions == (
        "no transition is declared: the automatic triggers to_STATE are read",
    )
    declared = flat(["melt", "solid", "liquid"])
    assert len(declared.transitions) == 1
    assert declared.assumptions == (
        "automatic triggers to_STATE that the source does not name are left out",
    )
    assert flat(["melt", "solid", "liquid"], auto_transitions=False).assumptions == ()


def test_an_automatic_trigger_that_the_source_calls_is_read() -> None:
    machine = Machine(states=["a", "b", "c"], initial="a", transitions=[["go", "a", "b"]])
    machine.to_c()
    found = lifecycle(machine)
    called = sorted(each.from_state for each in found.transitions if each.event == "to_c")
    assert called == ["a", "b", "c"]


def test_what_leads_nowhere_is_left_out_and_named() -> None:
    found = flat(["melt", "solid", "vapour"], ["melt", "solid", "gas"], ["melt", "ice", "gas"])
    assert found.transitions == ()
    assert [line for line in found.assumptions if "left out: " in line] == [
        (
            "transition melt from 'solid' is left out: there is no state 'vapour', "
            "and transitions raises"
        ),
        "transition melt from 'ice' is left out: there is no such state",
    ]
    assert [each.to_state for each in found.shadowed] == ["gas"]


def test_conditions_that_are_functions_may_hold_or_not() -> None:
    found = flat({"trigger": "melt", "source": "solid", "dest": "gas", "conditions": [bool, "hot"]})
    assert found.transitions[0].guard == "bool and hot"
    assert "the guard of melt from 'solid' is a function: it may hold or not" in found.assumptions


class Light(enum.Enum):
    GREEN = "go on"
    RED = 2


def test_members_of_an_enum_are_states() -> None:
    machine = Machine(states=Light, initial=Light.RED, transitions=[["go", Light.RED, Light.GREEN]])
    found = lifecycle(machine)
    assert [(each.id, each.value) for each in found.states] == [("GREEN", "go on"), ("RED", "RED")]
    assert found.initial == ("RED",)
    assert found.states[0].location is not None
    assert found.states[0].location != found.location


def test_final_states_and_errors_have_their_roles() -> None:
    states = ["a", "upload failed", {"name": "end", "final": True}]
    found = lifecycle(Machine(states=states, initial="a", transitions=[["go", "*", "end"]]))
    assert [(each.id, each.role) for each in found.states] == [
        ("a", Role.STABLE),
        ("upload_failed", Role.ERROR),
        ("end", Role.FINAL),
    ]


def test_a_group_can_be_rested_in_and_has_a_name_apart_from_it() -> None:
    machine = HierarchicalMachine(
        states=["a", {"name": "g", "children": ["x", "y"]}],
        initial="a",
        transitions=[["enter", "a", "g"], ["in", "g", "g_x"], ["leave", "g", "a"]],
    )
    found = lifecycle(machine)
    assert [(each.id, each.value, each.parent) for each in found.states] == [
        ("a", "a", None),
        ("g__empty", "g", None),
        ("g_x", "g_x", "g"),
        ("g_y", "g_y", "g"),
    ]
    assert [(each.id, each.value) for each in found.compounds] == [("g", "g_*")]
    assert {each.declared_on for each in found.transitions if each.event == "leave"} == {"g"}


def test_without_an_initial_state_that_of_the_model_is_taken() -> None:
    machine = Machine(model=None, states=MATTER, initial=None, transitions=[["melt", "*", "gas"]])
    assert lifecycle(machine).initial == ()
    machine.add_model(SimpleNamespace(), initial="gas")
    found = lifecycle(machine)
    assert found.initial == ("gas",)
    assert "no initial state is set: 'gas', where the model is, is taken for it" in (
        found.assumptions
    )


@add_state_features(Timeout)
class Timed(Machine):
    """A machine with a clock. And more.

    Much more.
    """


def test_a_timeout_is_named_and_the_class_gives_the_title() -> None:
    states = ["a", {"name": "b", "timeout": 1.5, "on_timeout": "go"}]
    found = lifecycle(Timed(states=states, initial="a", transitions=[["go", "*", "b"]]))
    assert found.title == "A machine with a clock. And more"
    assert found.description == "Much more."
    assert "what 'b' calls after 1.5 s may trigger any event" in found.assumptions


def test_a_machine_that_has_moved_on_still_begins_where_it_began() -> None:
    machine = Machine(states=MATTER, initial="solid", transitions=[["melt", "solid", "liquid"]])
    machine.melt()
    assert lifecycle(machine).initial == ("solid",)


def test_no_library_is_imported_that_the_user_did_not_import() -> None:
    code = (
        "import sys; from wayout.analysis.reading.foreign import is_foreign, is_foreign_class;"
        "print(is_foreign(3), is_foreign_class(int), {'transitions', 'automaton'} & {*sys.modules})"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False False set()"


def test_what_happens_to_an_event_that_nothing_takes_is_known() -> None:
    assert not flat().drops_events
    assert flat(ignore_invalid_triggers=True).drops_events
