"""Recorded changes of real servers are ways that a declared server may go.

In the recording a null old state means that an update left the state as it was, not that there
was no task. The list of distinct changes has left those updates out.
"""

import csv
from collections import Counter

import pytest
from tests.machines.fidelity.rows import pair, shared
from tests.machines.walking import load

from wayout.analysis.reading import read


def rows(name: str) -> list[dict[str, str]]:
    with shared("traces", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def before_and_after(row: dict[str, str]) -> tuple[str, str]:
    return (
        pair(row["old_state"], row["old_task_state"]),
        pair(row["state"], row["task_state"]),
    )


@pytest.fixture(scope="module")
def permitted() -> frozenset[tuple[str, str]]:
    server = read(load("server"), target="server")
    value = {state.id: state.value for state in server.states}
    return frozenset((value[step.from_state], value[step.to_state]) for step in server.transitions)


def test_every_recorded_change_is_permitted(permitted: frozenset[tuple[str, str]]) -> None:
    recorded = [before_and_after(row) for row in rows("notigen_transitions.csv")]
    assert len(set(recorded)) == 38
    assert not set(recorded) - permitted
    assert all(before != after for before, after in recorded)


def test_the_distinct_changes_are_those_of_the_sequences() -> None:
    changes = [row for row in rows("notigen_sequences.csv") if row["row_kind"] == "transition"]
    counted = {before_and_after(row): int(row["count"]) for row in rows("notigen_transitions.csv")}
    assert Counter(map(before_and_after, changes)) == counted


def test_a_null_old_state_means_unchanged_and_not_no_task(
    permitted: frozenset[tuple[str, str]],
) -> None:
    updates = [row for row in rows("notigen_sequences.csv") if "update-without" in row["row_kind"]]
    assert updates
    assert not any(row["old_state"] or row["old_task_state"] for row in updates)
    known = {value for change in permitted for value in change}
    shown = {pair(row["state"], row["task_state"]) for row in updates}
    assert shown <= known
    as_no_task = {(value.partition("/")[0], value) for value in shown if "/" in value}
    assert ("building", "building/spawning") in as_no_task - permitted
