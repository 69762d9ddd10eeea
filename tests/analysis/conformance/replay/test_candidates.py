"""What is recorded and not declared, as rows: a machine with them permits what was recorded."""

from __future__ import annotations

from dataclasses import replace
from inspect import getsource
from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.conformance.replay.test_replaying import Door, lifecycle_of, log, replayed
from tests.analysis.recorded import walked

from wayout.analysis.conformance.replay.candidates import candidates
from wayout.analysis.conformance.replay.judging import AGAINST, Outcome
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read

DECLARED = f"from wayout.machines.vocabulary import *\n{dedent(getsource(Door))}"


def with_rows(rows: list[str]) -> Lifecycle:
    """Paste rows into the class, and read it."""
    names: dict[str, type] = {}
    exec(DECLARED + indent("\n".join(rows), "    "), names)  # noqa: S102 - what is pasted is code
    return read(names["Door"], target="Door")


def test_a_state_and_the_steps_at_it() -> None:
    found = candidates(replayed(log("shut", "ajar", "open", "shut", "ajar")), least=1)
    assert [(each.previous, each.current, each.count, each.row) for each in found] == [
        (None, "ajar", 2, "ajar = Stable(value='ajar')"),
        ("shut", "ajar", 2, 'shut_to_ajar = Success(shut.to(ajar), source="path:function")'),
        ("ajar", "open", 1, 'ajar_to_wide = Success(ajar.to(wide), source="path:function")'),
        ("open", "shut", 1, 'wide_to_shut = Success(wide.to(shut), source="path:function")'),
    ]
    assert str(found[0].first), str(found[0].last) == ("2026-01-31 12:00:01", "2026-01-31 12:00:04")
    assert {each.example for each in found} == {"v"}


def test_what_is_seldom_is_left_out() -> None:
    found = candidates(replayed(log("shut", "ajar", "open", "shut", "ajar")), least=2)
    assert [each.current for each in found] == ["ajar", "ajar"]


def test_what_is_lost_is_declared_unless_the_log_lacks_nothing() -> None:
    rows = log("shut", "open", "gone")
    assert candidates(replayed(rows), least=1) == ()
    (found,) = candidates(replayed(rows, complete=True), least=1)
    assert (found.previous, found.current) == ("shut", "open")


def test_a_machine_without_kinds_gets_rows_without() -> None:
    door = lifecycle_of(Door)
    bare = replace(door, transitions=tuple(replace(each, kind=None) for each in door.transitions))
    found = walked(bare, ["shut", "ajar"]).recorded
    assert found is not None
    assert [each.row for each in candidates(found, least=1)] == [
        "ajar = State(value='ajar')",
        "shut_to_ajar = shut.to(ajar)",
    ]


@pytest.mark.parametrize("value", ["class", "9", "---", "shut", "a\nb", "Ünï", "'\"", "push"])
def test_whatever_a_state_is_called_its_row_declares_it(value: str) -> None:
    found = candidates(replayed(log("opening", value)), least=1)
    assert value in {state.value for state in with_rows([each.row for each in found]).states}


VALUES = st.sampled_from(["shut", "opening", "open", "gone", "ajar", "lost"])


@given(st.lists(VALUES, max_size=12))
def test_a_machine_with_all_rows_has_nothing_against_it_but_what_leaves_final_states(
    values: list[str],
) -> None:
    found = walked(lifecycle_of(Door), values).recorded
    assert found is not None
    rows = [each.row for each in candidates(found, least=1)]
    again = walked(with_rows(rows), values).recorded
    assert again is not None
    wrong = AGAINST - {Outcome.AFTER_FINAL}
    assert not [each for each in again.judged if each.outcome in wrong]
