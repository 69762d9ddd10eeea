"""Nova's database: the tables `instance_actions` and `instance_actions_events` in a SQLite file.

They record operations and no states of servers: that Nova began to do something for a request,
and how that ended. So they say nothing of whether a server's life is as declared; what they can
be held against is the lifecycle of an operation, of which each row of `instance_actions_events`
is one: `started`, then its result, which Nova writes as `Success` or `Error`. An action of which
no event is recorded is an operation too. Upstream: nova/db/main/models.py `InstanceAction`,
`InstanceActionEvent`; nova/db/main/api.py `action_event_finish`. What `nova-manage db
archive_deleted_rows` moved is in tables of the same form, whose names begin with `shadow_`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.observed import Observed, joined, moment

KIND = "server_action"
MAGIC = b"SQLite format 3\0"

_ACTIONS, _EVENTS = "instance_actions", "instance_actions_events"
_NEEDED = {
    _ACTIONS: (
        "id",
        "action",
        "instance_uuid",
        "request_id",
        "start_time",
        "finish_time",
        "message",
    ),
    _EVENTS: ("id", "action_id", "event", "start_time", "finish_time", "result"),
}
_SECONDS_LOCKED = 1.0

Recorded = tuple[str | None, object, object, object, str | None]
"""An operation: its name, when it began and ended, its result, and of which action it is."""


def operations(path: Path, shown: str) -> Iterator[Observed]:
    """Yield what the tables of Nova in a SQLite file record, each operation by its times.

    A result without a time, or a time that is none, is a row without a time.

    Raises:
        LoadError: if the file is locked or broken, or the tables are not there.
    """
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, _SECONDS_LOCKED, uri=True)) as database:
            database.text_factory = lambda value: value.decode("utf-8", "backslashreplace")
            for prefix in _prefixes(database, shown):
                for row in database.execute(_QUERY.format(prefix=prefix)):
                    yield from _observed(row)
    except sqlite3.Error as error:
        message = f"{shown}: cannot be read as SQLite: {error}"
        raise LoadError(message) from error


def _observed(row: Recorded) -> Iterator[Observed]:
    name, began, ended, result, action = row
    yield Observed(KIND, name, moment(began), "started", event=action)
    if ended is not None or result is not None:
        yield Observed(KIND, name, moment(ended), joined(result), event=action)


def _prefixes(database: sqlite3.Connection, shown: str) -> tuple[str, ...]:
    """Return what the names of the tables begin with: of those in use, and of those archived."""
    found = {
        table: {row[1] for row in database.execute(f"pragma table_info({_quoted(table)})")}
        for (table,) in database.execute("select name from sqlite_master where type = 'table'")
    }
    whole = tuple(each for each in ("", "shadow_") if found.keys() >= {each + t for t in _NEEDED})
    if not whole:
        tables = ", ".join(sorted(found)) or "none"
        message = (
            f"{shown}: is no database of Nova: expected the tables {_ACTIONS} and {_EVENTS}; "
            f"there are {tables}"
        )
        raise LoadError(message)
    problems = [
        f"{shown}: the table {prefix}{table} has no column {column!r}"
        for prefix in whole
        for table, columns in _NEEDED.items()
        for column in columns
        if column not in found[prefix + table]
    ]
    if problems:
        raise LoadError(*problems)
    return whole


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_QUERY = """
    select a.instance_uuid || ' ' || e.event || ' ' || e.id,
      e.start_time, e.finish_time, e.result, a.action
    from {prefix}instance_actions_events e
    left join {prefix}instance_actions a on a.id = e.action_id
    union all
    select a.instance_uuid || ' ' || a.action || ' ' || coalesce(a.request_id, a.id),
      a.start_time, a.finish_time,
      case when a.message = 'Error' then 'Error' when a.finish_time is not null then 'Success' end,
      a.action
    from {prefix}instance_actions a
    where not exists (select 1 from {prefix}instance_actions_events e where e.action_id = a.id)
    order by 2, 1
"""
