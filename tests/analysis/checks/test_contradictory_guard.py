from hypothesis import given
from tests.analysis.guards.options import CONSTRAINTS, OPTIONS, competing, message_of, truths

from wayout.analysis.checks.contradictory_guard import CHECK
from wayout.machines.vocabulary import Constraints


def test_a_guard_that_never_holds():
    found = list(CHECK.run(competing([("a and not a", "u"), ("b", "v")])))
    assert message_of(found) == (
        "'go' from 's' never leads to 'u' if 'a and not a': the guard never holds"
    )


def test_several_of_one_event_are_one_finding():
    found = list(CHECK.run(competing([("n < 1 and n > 1", "u"), ("a", "w"), ("False", "v")])))
    assert "never leads to 'u' if 'n < 1 and n > 1' or to 'v' if 'False'" in message_of(found)


def test_a_guard_that_the_constraints_rule_out():
    options = [("a and b", "u"), (None, "v")]
    exclusive = Constraints(exclusive=(("a", "b"),))
    assert not list(CHECK.run(competing(options)))
    found = list(CHECK.run(competing(options, exclusive)))
    assert message_of(found).endswith("the guard never holds under the constraints")


def test_constraints_that_contradict_each_other():
    (finding,) = CHECK.run(competing([("a", "u")], Constraints(always=("b", "not b"))))
    assert finding.message == (
        "the constraints contradict each other, so that no guard can ever hold"
    )
    assert finding.states == ()


@given(OPTIONS, CONSTRAINTS)
def test_finds_what_holds_at_no_point(options, constraints):
    rows = list(truths(options, constraints))
    findings = list(CHECK.run(competing(options, constraints)))
    never = [index for index in range(len(options)) if not any(row[index] for row in rows)]
    assert bool(findings) == bool(never or not rows)
    for index in never if rows else ():
        guard, target = options[index]
        assert f"to {target!r} if {guard!r}" in findings[0].message
