from hypothesis import given
from statemachine import State, StateMachine
from tests.analysis.guards.options import CONSTRAINTS, OPTIONS, competing, message_of, truths

from wayout.analysis.checks.shadowed_transition import CHECK
from wayout.analysis.reading import read, validation_off
from wayout.machines.vocabulary import Constraints


def test_a_general_guard_before_a_special_one():
    found = list(CHECK.run(competing([("a", "u"), ("a and b", "v")])))
    assert message_of(found) == (
        "'go' from 's' never leads to 'v' if 'a and b': with a true, b true it leads to 'u' if "
        "'a' before"
    )


def test_several_guards_that_leave_nothing():
    found = list(CHECK.run(competing([("n < 3", "u"), ("n >= 3", "v"), (None, "w")])))
    assert message_of(found) == (
        "'go' from 's' never leads to 'w': it always leads to 'u' if 'n < 3' and to 'v' if "
        "'n >= 3' before"
    )


def test_a_constraint_may_leave_nothing():
    options = [("a", "u"), ("b", "v")]
    implied = Constraints(implies=(("b", "a"),))
    assert "never leads to 'v' if 'b'" in message_of(list(CHECK.run(competing(options, implied))))
    assert not list(CHECK.run(competing(options)))


def test_repetitions_and_guards_that_never_hold_are_left_to_others():
    assert not list(CHECK.run(competing([("a", "u"), ("a", "u"), ("b and not b", "v")])))
    assert not list(CHECK.run(competing([(None, "u"), (None, "v")])))


class Shop(StateMachine):
    begun = State(initial=True)
    paid = State()
    sent = State()

    go = begun.to(paid) | begun.to(sent, cond="a") | begun.to(paid)
    back = paid.to(begun) | sent.to(begun)
    a = True


def test_what_stands_behind_a_transition_without_guard():
    (finding,) = CHECK.run(read(Shop, target="x"))
    assert finding.message == (
        "'go' from 'begun' never leads to 'sent' if 'a': it leads to 'paid' before"
    )
    assert finding.states == ("begun",)
    assert finding.witness is not None


with validation_off():

    class Nested(StateMachine):
        class live(State.Compound):
            first = State(initial=True)
            second = State()
            special = first.to(second, cond="not a")
            end = first.to(second, cond="a")
            move = first.to(second)

        gone = State(final=True)
        left = State(final=True)
        end = live.to(gone, cond="a") | live.to(left, cond="b")
        special = live.to(gone, cond="a") | live.to(left, cond="b")
        a = b = False


def test_a_transition_of_a_compound_counts_if_no_state_inside_selects_it():
    """`end` of the compound is hidden in `first` and selected in `second`."""
    assert not list(CHECK.run(read(Nested, target="x")))


@given(OPTIONS, CONSTRAINTS)
def test_names_a_target_where_a_guard_holds_and_is_never_the_first(options, constraints):
    rows = list(truths(options, constraints))
    lost = set()
    for index, (guard, target) in enumerate(options):
        rivals = [earlier for earlier in range(index) if guard is not None or options[earlier][0]]
        holding = [row for row in rows if row[index]]
        is_lost = holding and all(any(row[earlier] for earlier in rivals) for row in holding)
        if rivals and is_lost and (guard, target) not in options[:index]:
            lost.add(f"to {target!r}" + (f" if {guard!r}" if guard else ""))
    findings = list(CHECK.run(competing(options, constraints)))
    named = message_of(findings).partition(": ")[0] if findings else ""
    if rows:
        assert bool(findings) == bool(lost)
        assert all(text in named for text in lost)
