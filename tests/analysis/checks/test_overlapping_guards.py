from hypothesis import given
from tests.analysis.guards.options import CONSTRAINTS, OPTIONS, competing, message_of, truths

from wayout.analysis.checks.overlapping_guards import CHECK
from wayout.machines.vocabulary import Constraints


def test_guards_that_can_hold_together():
    found = list(CHECK.run(competing([("a", "u"), ("b", "v"), (None, "w")])))
    assert message_of(found) == (
        "'go' from 's' leads to 'u' if 'a' and to 'v' if 'b': with a true, b true both hold, "
        "and the first wins"
    )


def test_several_overlaps_are_counted():
    found = list(CHECK.run(competing([("a", "u"), ("b", "v"), ("x", "w")])))
    assert message_of(found).endswith("the first wins; 1 more of its transitions overlap")


def test_guards_that_exclude_each_other():
    for guards in (("a and b", "not b"), ("x == 'p'", "x == 'q'"), ("n < 3", "n >= 3")):
        assert not list(CHECK.run(competing(list(zip(guards, "uv", strict=True)))))


def test_declared_constraints_exclude():
    exclusive = Constraints(exclusive=(("a", "b"),))
    options = [("a", "u"), ("b", "v")]
    assert not list(CHECK.run(competing(options, exclusive)))
    lifecycle = competing(options)
    assert list(CHECK.run(lifecycle))
    assert not list(CHECK.run(lifecycle.constrained(exclusive)))


def test_nothing_is_said_of_a_function_without_a_name():
    assert not list(CHECK.run(competing([("<lambda>", "u"), ("<lambda 2>", "v")])))
    found = list(CHECK.run(competing([("<lambda> or a", "u"), ("b", "v")])))
    assert "with a true, b true both hold" in message_of(found)


def test_one_target_is_no_question():
    assert not list(CHECK.run(competing([("a", "u"), ("b", "u")])))


@given(OPTIONS, CONSTRAINTS)
def test_finds_every_pair_that_can_hold(options, constraints):
    rows = list(truths(options, constraints))
    selected = [
        index
        for index in range(len(options))
        if any(row[index] and not any(row[:index]) for row in rows)
    ]
    expected = any(
        options[first][1] != options[second][1]
        and not (options[first][0] is None or options[second][0] is None)
        and any(row[first] and row[second] for row in rows)
        for second in selected
        for first in selected
        if first < second
    )
    findings = list(CHECK.run(competing(options, constraints)))
    if rows:
        assert bool(findings) == expected
