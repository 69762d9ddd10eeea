"""Random walks as logs, what dirt does to them, and what a log means row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import ibis
import pyarrow as pa

from wayout.analysis.lifecycle import Lifecycle

_START = datetime(2026, 1, 31)  # noqa: DTZ001 - logs are in UTC without a zone


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a log."""

    resource: str | None
    time: datetime | None
    state: str | None
    sequence: int = 0
    told: str | None = None
    event: str | None = None
    message: str | None = None


def table(rows: Sequence[Row]) -> ibis.Table:
    """Return rows as a table of DuckDB."""
    text, names = pa.string(), ("resource", "time", "state", "sequence", "told", "event", "message")
    types = (text, pa.timestamp("us"), text, pa.int64(), text, text, text)
    schema = pa.schema(list(zip(names, types, strict=True)))
    values = [{name: getattr(row, name) for name in names} for row in rows]
    arrow = pa.Table.from_pylist(values, schema=schema)
    connection = ibis.duckdb.connect()
    connection.con.register("log", arrow)
    return connection.table("log")


def walks(lifecycle: Lifecycle, random: Random, resources: int, steps: int) -> list[Row]:
    """Return what whole logs of some resources hold: each row a change of the state."""
    rows: list[Row] = []
    for number in range(resources):
        state = lifecycle.initial[0]
        time = _START + timedelta(seconds=random.randrange(1000))
        for _ in range(random.randrange(1, steps)):
            ways = [step for step in lifecycle.leaving(state) if step.to_state != state]
            if not ways:
                break
            state = random.choice(ways).to_state
            time += timedelta(microseconds=random.randrange(1, 10**9))
            value = lifecycle.by_id[state].value
            rows.append(Row(f"r{number:03}", time, value, message=f"m{len(rows)}"))
    rows.sort(key=lambda row: (row.time or _START, row.resource or ""))
    return [replace(row, sequence=number) for number, row in enumerate(rows)]


def dirtied(rows: Sequence[Row], random: Random) -> list[Row]:
    """Return rows of which some are lost, delivered again, and all out of order."""
    kept = [row for row in rows if random.random() > 0.3]
    kept += [row for row in kept if random.random() < 0.2]
    random.shuffle(kept)
    return kept


def pairs_by_definition(rows: Iterable[Row]) -> Mapping[tuple[str | None, str], int]:
    """Count what follows what, one row at a time; a message that came again does not count."""
    seen: set[str] = set()
    known = [row for row in rows if None not in {row.resource, row.time, row.state}]
    last: dict[str, str] = {}
    found: Counter[tuple[str | None, str]] = Counter()
    for row in sorted(known, key=lambda row: (row.time or _START, row.sequence)):
        if row.message in seen or row.resource is None or row.state is None:
            continue
        if row.message is not None:
            seen.add(row.message)
        found[last.get(row.resource), row.state] += 1
        last[row.resource] = row.state
    return found
