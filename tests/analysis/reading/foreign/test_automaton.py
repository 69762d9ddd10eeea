from automaton.machines import FiniteMachine, HierarchicalFiniteMachine

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading.foreign import read_foreign
from wayout.machines.vocabulary import Role


class Marked(FiniteMachine):
    """A machine that says where a resource rests."""

    def mark(self, state: str, **marks: object) -> None:
        self.add_state(state)
        self._states[state].update(marks)  # type: ignore[typeddict-item]


def lifecycle(machine: FiniteMachine) -> Lifecycle:
    return read_foreign(machine, target="x.py:machine", name="machine")


def test_marks_of_a_subclass_give_the_roles() -> None:
    machine = Marked()
    machine.mark("available", stable=True)
    machine.mark("error", stable=True)
    machine.mark("deploying", stable=False, target="available")
    machine.mark("deploy failed", stable=False, target="available")
    machine.mark("somewhere", stable=False, target=None)
    machine.add_state("gone", terminal=True)
    found = lifecycle(machine)
    assert [(each.id, each.role) for each in found.states] == [
        ("available", Role.STABLE),
        ("error", Role.ERROR),
        ("deploying", Role.TRANSIENT),
        ("deploy_failed", Role.ERROR),
        ("somewhere", Role.STABLE),
        ("gone", Role.FINAL),
    ]
    assert found.title == "A machine that says where a resource rests"


def test_without_a_start_state_the_first_is_taken() -> None:
    machine = FiniteMachine()
    machine.add_state("up")
    machine.add_state("down")
    assert lifecycle(machine).initial == ("up",)
    assert lifecycle(machine).assumptions == (
        "no default start state is set: 'up', which was added first, is taken for it",
    )
    machine.default_start_state = "down"
    assert lifecycle(machine).initial == ("down",)
    assert lifecycle(machine).assumptions == ()


def test_reactions_and_machines_inside_are_named() -> None:
    machine = HierarchicalFiniteMachine()
    machine.add_state("up", machine=FiniteMachine())
    machine.add_state("down")
    machine.add_transition("up", "down", "fall")
    machine.add_reaction("down", "fall", print)
    machine.default_start_state = "up"
    assert lifecycle(machine).assumptions == (
        "state 'up' runs a machine of its own, which is not read",
        "the reaction of 'down' to 'fall' may raise any event",
    )


def test_a_machine_without_states_has_no_initial_one() -> None:
    assert lifecycle(FiniteMachine()).initial == ()
