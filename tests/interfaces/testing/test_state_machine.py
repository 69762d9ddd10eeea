from functools import partial

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from statemachine import HistoryState, State, StateChart, StateMachine
from tests.effort import examples

from wayout.interfaces.errors import UsageError
from wayout.machines.port import Port
from wayout.testing import state_machine

FEW = settings(max_examples=examples(30), stateful_step_count=15, deadline=None, derandomize=True)


class Ticket(StateMachine):
    """A ticket that may be paid by an attribute."""

    held = State(initial=True)
    sold = State()
    used = State(final=True)

    sell = held.to(sold, cond="paid")
    use = sold.to(used)

    paid = False


class Letter(StateMachine):
    """A letter with an event that hides a method of python-statemachine."""

    written = State(initial=True)
    sent = State(final=True)

    send = written.to(sent)


class Chart(StateChart):
    """Regions, a history, an eventless transition and an event of the machine's own."""

    idle = State(initial=True)

    class working(State.Parallel):
        class left(State.Compound):
            l1 = State(initial=True)
            l2 = State(final=True)
            go_left = l1.to(l2)

        class right(State.Compound):
            r1 = State(initial=True)
            r2 = State(final=True)
            go_right = r1.to(r2)

    class phase(State.Compound):
        p1 = State(initial=True)
        p2 = State()
        h = HistoryState()
        turn = p1.to(p2) | p2.to(p1)

    middle = State()
    done = State(final=True)

    start = idle.to(working)
    done_state_working = working.to(phase)
    pause = phase.to(middle)
    resume = middle.to(phase.h)
    finish = phase.to(done)


@pytest.mark.parametrize("machine", [Ticket, Chart, Letter, Port])
def test_sound_machines_pass(machine: type) -> None:
    run_state_machine_as_test(state_machine(machine), settings=FEW)


def test_it_is_a_test_case_for_any_runner() -> None:
    case = state_machine(Ticket).TestCase
    case.settings = FEW
    case("runTest").debug()


def test_a_known_guard_that_lets_pass_must_let_pass() -> None:
    class Stubborn(Ticket):
        def send(self, event: str, *_args: object, **_extra: object) -> None:
            assert event == "sell"

    machine = state_machine(Stubborn, guards={"paid": st.booleans()})
    with pytest.raises(AssertionError, match=r"does not take 'sell', .* \(with paid=True\)"):
        run_state_machine_as_test(machine, settings=FEW)


def test_guards_are_set_and_decide() -> None:
    seen: set[tuple[bool, str]] = set()

    class Watched(Ticket):
        def after_sell(self) -> None:
            seen.add((self.paid, "sold"))

    run_state_machine_as_test(state_machine(Watched, guards={"paid": st.booleans()}), settings=FEW)
    assert seen == {(True, "sold")}


def test_a_step_that_the_machine_does_not_have_fails() -> None:
    class Broken(StateMachine):
        one = State(initial=True)
        two = State()
        three = State(final=True)
        go = one.to(two)
        on = two.to(three)

        def after_go(self) -> None:
            self.current_state_value = "one"

    with pytest.raises(AssertionError, match="'one' -go-> 'one' is not declared"):
        run_state_machine_as_test(state_machine(Broken), settings=FEW)


def test_an_event_that_is_refused_fails() -> None:
    class Deaf(StateChart):
        one = State(initial=True)
        two = State(final=True)
        go = one.to(two)

        def send(self, *_args: object, **_extra: object) -> None:
            """Do nothing."""

    said = "in 'one' the machine does not take 'go', which it declares without a guard"
    with pytest.raises(AssertionError, match=said):
        run_state_machine_as_test(state_machine(Deaf), settings=FEW)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (partial(state_machine, Ticket, guards={"payd": st.none()}), "did you mean 'paid'"),
        (partial(state_machine, object), "is not a python-statemachine class"),
    ],
)
def test_wrong_arguments_are_refused_at_once(make: partial[object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        make()


def test_a_guard_that_is_a_method_cannot_be_set() -> None:
    class Asked(StateMachine):
        one = State(initial=True)
        two = State(final=True)
        go = one.to(two, cond="ready")

        def ready(self) -> bool:
            return True

    machine = state_machine(Asked, guards={"ready": st.booleans()})
    with pytest.raises(UsageError, match="'ready' is a method; expected an attribute"):
        run_state_machine_as_test(machine, settings=FEW)
    run_state_machine_as_test(state_machine(Asked), settings=FEW)


def test_a_failure_shows_the_events() -> None:
    class Broken(StateMachine):
        one = State(initial=True)
        two = State()
        three = State(final=True)
        go = one.to(two)
        on = two.to(three)

        def on_enter_three(self) -> None:
            self.current_state_value = "one"

    with pytest.raises(AssertionError) as caught:
        run_state_machine_as_test(state_machine(Broken), settings=FEW)
    notes = "\n".join(caught.value.__notes__)
    assert "state = BrokenTrial()" in notes
    assert "state.send(event='go')\n" in notes
    assert "state.send(event='on')" in notes
