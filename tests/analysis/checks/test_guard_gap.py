from dataclasses import replace

from hypothesis import given
from tests.analysis.guards.options import CONSTRAINTS, OPTIONS, competing, message_of, truths

from wayout.analysis.checks.guard_gap import CHECK
from wayout.machines.vocabulary import Constraints


def test_a_case_that_was_forgotten():
    found = list(CHECK.run(competing([("n < 3", "u"), ("n > 3", "v")])))
    assert message_of(found) == (
        "with n 3, 'go' from 's' is refused: none of 'n < 3' and 'n > 3' holds"
    )


def test_a_statechart_drops_the_event():
    dropping = replace(competing([("a", "u"), ("b", "v")]), drops_events=True)
    assert message_of(list(CHECK.run(dropping))).startswith(
        "with a false, b false, 'go' from 's' is dropped without a word: "
    )


def test_guards_that_never_hold_at_all():
    found = list(CHECK.run(competing([("a and not a", "u"), ("False", "v")])))
    assert "is always refused: none of" in message_of(found)


def test_what_all_demand_is_a_precondition():
    assert not list(CHECK.run(competing([("a", "u")])))
    assert not list(CHECK.run(competing([("a", "u"), ("a", "v")])))
    assert not list(CHECK.run(competing([("a and b", "u"), ("a and not b", "v")])))
    found = list(CHECK.run(competing([("a and b", "u"), ("a and x", "v")])))
    assert "is refused with b false, a true, x" in message_of(found) or "a true" in message_of(
        found
    )


def test_the_rest_or_a_constraint_closes_the_gap():
    options = [("a", "u"), ("b", "v")]
    assert not list(CHECK.run(competing([*options, (None, "w")])))
    assert not list(CHECK.run(competing(options, Constraints(always=("a or b",)))))
    assert list(CHECK.run(competing(options)))


def test_nothing_is_said_of_a_function_without_a_name():
    assert not list(CHECK.run(competing([("<lambda>", "u"), ("<lambda 2>", "v")])))
    assert not list(CHECK.run(competing([("weight=1 (50%)", "u"), ("<weight=1 (50%) 2>", "v")])))
    found = list(CHECK.run(competing([("<lambda> and a", "u"), ("not <lambda> and b", "v")])))
    assert message_of(found).startswith("with a false, b false, ")


def test_eventless_transitions_wait():
    lifecycle = competing([("a", "u"), ("b", "v")])
    waiting = tuple(replace(step, event=None) for step in lifecycle.transitions)
    assert not list(CHECK.run(replace(lifecycle, transitions=waiting)))


@given(OPTIONS, CONSTRAINTS)
def test_finds_every_gap_but_of_the_precondition(options, constraints):
    """Random guards are in brackets, so that what they have in common is one of them whole."""
    rows = list(truths(options, constraints))
    guards = {guard for guard, _ in options}
    findings = list(CHECK.run(competing(options, constraints)))
    if not rows or len(guards) == 1 or len(options) == 1:
        assert not findings or not rows
    elif any(" and " in (guard or "") for guard in guards):
        assert not findings or any(not any(row) for row in rows)
    elif all("not" not in (guard or "") for guard in guards):
        assert bool(findings) == any(not any(row) for row in rows)
