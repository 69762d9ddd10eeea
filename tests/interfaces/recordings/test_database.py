"""What Nova's tables of actions record, and databases that are none of Nova's."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.database import operations

ACTIONS = "id, action, instance_uuid, request_id, start_time, finish_time, message"
EVENTS = "id, action_id, event, start_time, finish_time, result, host"
AT = "2026-01-31 12:00:0"

MACHINE = """
from wayout.machines.vocabulary import Failure, Final, Machine, Success, Transient


class ServerAction(Machine):
    started = Transient(initial=True)
    done = Final(value="Success")
    failed = Final(value="Error")

    finish = Success(started.to(done), source="nova")
    fail = Failure(started.to(failed), source="nova")
"""


@pytest.fixture
def nova(tmp_path: Path) -> Path:
    return database(
        tmp_path / "nova.sqlite",
        [
            (1, "create", "s1", "req-1", f"{AT}0", None, None),
            (2, "stop", "s1", "req-2", f"{AT}8", None, None),
        ],
        [
            (1, 1, "conductor", f"{AT}1", f"{AT}3.5", "Success", "a"),
            (2, 1, "compute", f"{AT}2", f"{AT}4", "Error", "b"),
            (3, 1, "compute", f"{AT}5", None, None, "c"),
        ],
    )


def database(
    path: Path,
    actions: Sequence[tuple[object, ...]],
    events: Sequence[tuple[object, ...]],
    prefix: str = "",
) -> Path:
    connection = sqlite3.connect(path)
    for table, columns, rows in (
        (f"{prefix}instance_actions", ACTIONS, actions),
        (f"{prefix}instance_actions_events", EVENTS, events),
    ):
        connection.execute(f"create table {table} ({columns})")
        marks = ", ".join("?" * len(columns.split(",")))
        connection.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608 - our own
    connection.commit()
    connection.close()
    return path


def test_each_event_is_an_operation_and_each_action_without_any(nova: Path) -> None:
    assert [
        (each.resource, each.time and each.time.second, each.state, each.event)
        for each in operations(nova, "nova")
    ] == [
        ("s1 conductor 1", 1, "started", "create"),
        ("s1 conductor 1", 3, "Success", "create"),
        ("s1 compute 2", 2, "started", "create"),
        ("s1 compute 2", 4, "Error", "create"),
        ("s1 compute 3", 5, "started", "create"),
        ("s1 stop req-2", 8, "started", "stop"),
    ]


def test_what_was_archived_is_read_too(nova: Path) -> None:
    database(nova, [(1, "delete", "s0", "req-0", f"{AT}0", f"{AT}9", "Error")], [], "shadow_")
    assert [each.state for each in operations(nova, "nova")][-2:] == ["started", "Error"]


def test_operations_are_held_against_a_lifecycle_of_them(
    wayout: Wayout, nova: Path, tmp_path: Path
) -> None:
    machine = tmp_path / "server_action.py"
    machine.write_text(MACHINE, encoding="utf-8")
    log = nova.rename(nova.with_suffix(".db"))
    target = f"{machine}:ServerAction"
    result = wayout("replay", str(log), "-l", target, "--stuck-after", "1s", "-f", "concise")
    assert "1 resource is in 'started' for more than 0:00:01" in result.stdout
    assert "such as s1 compute 3" in result.stdout
    assert wayout("replay", str(log), "--describe").stdout.startswith(
        "server_action\n  6 observations\n"
    )
    assert (
        "are about 'server_action', and not about 'server'"
        in wayout("replay", str(log), "-l", "server").stderr
    )
    parquet = str(tmp_path / "nova.parquet")
    assert wayout("replay", "normalise", str(log), "-o", parquet).exit_code == 0
    assert wayout("replay", parquet, "-l", target, "-f", "concise").exit_code == 0


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("create table volumes (id)")
    with pytest.raises(LoadError, match=r"expected the tables .* there are volumes"):
        list(operations(other, "other.db"))


def test_a_table_of_another_form_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("create table instance_actions (id, action)")
        connection.execute(f"create table instance_actions_events ({EVENTS})")
    with pytest.raises(LoadError) as caught:
        list(operations(other, "other.db"))
    assert len(caught.value.problems) == 5
    assert "instance_actions has no column 'instance_uuid'" in caught.value.problems[0]


def test_a_locked_or_broken_database_is_refused(
    wayout: Wayout, nova: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wayout.interfaces.recordings.database._SECONDS_LOCKED", 0)
    connection = sqlite3.connect(nova, isolation_level=None)
    connection.execute("begin exclusive")
    locked = wayout("replay", str(nova))
    connection.execute("rollback")
    connection.close()
    assert (locked.exit_code, "database is locked" in locked.stderr) == (2, True)
    content = bytearray(nova.read_bytes())
    content[100:] = b"x" * (len(content) - 100)
    nova.write_bytes(content)
    broken = wayout("replay", str(nova))
    assert (broken.exit_code, "cannot be read as SQLite" in broken.stderr) == (2, True)
