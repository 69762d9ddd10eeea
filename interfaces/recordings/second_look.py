"""What is looked for in the files of a log again: where rows are that a question is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import ibis

from wayout.interfaces.errors import UsageError
from wayout.interfaces.recordings.canonical import canonical, time_of
from wayout.interfaces.recordings.columns import Columns, columns_of, is_own
from wayout.interfaces.recordings.finding import CSV, JSON, PARQUET, LogFile
from wayout.interfaces.recordings.json_values import Broken, json_values
from wayout.interfaces.recordings.observed import odd_time
from wayout.interfaces.recordings.rows import Rows

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from wayout.interfaces.recordings.engines import Engine

MOST_ODD = 10
_ROW = "wayout row"

Said = tuple[str, datetime, str]
"""What a row says: which lifecycle it is about, when, and the state."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The files of a log, and how they were read.

    `broken` are the rows that cannot be read, `odd` those of JSON whose time is none. An engine
    that keeps no order of rows finds nothing.
    """

    engine: Engine | None = None
    files: Sequence[LogFile] = ()
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kind: str | None = None
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    broken: Sequence[Broken] = ()
    odd: Sequence[Broken] = ()

    def odd_times(self) -> tuple[Broken, ...]:
        """Return the first rows whose time is none. Reads the times of CSV and Parquet again."""
        found = (each for file, table in self._tables() for each in self._odd(file, table))
        return tuple(islice(chain(self.odd, found), MOST_ODD))

    def places(self, resource: str) -> Mapping[Said, Sequence[str]]:
        """Return where each observation of a resource is, as file and row. Reads all again."""
        found: dict[Said, list[str]] = {}
        rows = (
            each for file, table in self._tables() for each in self._rows(file, table, resource)
        )
        for said, place in chain(rows, self._values(resource)):
            found.setdefault(said, []).append(place)
        return found

    def _tables(self) -> Iterator[tuple[LogFile, Table]]:
        for file in self.files:
            if self.engine is not None and file.form in {CSV, PARQUET}:
                table = self.engine.alone(file)
                if table is not None:
                    yield file, table.mutate(**{_ROW: ibis.row_number() + 1})

    def _odd(self, file: LogFile, table: Table) -> Iterator[Broken]:
        if is_own(table.columns):
            return
        column = table[columns_of(file.shown, table.columns, self.given).of["time"]]
        if not (column.type().is_string() or column.type().is_numeric()):
            return
        rows = table.select(row=table[_ROW], time=column)
        odd = rows.filter(rows.time.notnull() & time_of(rows.time).isnull())
        for each in _listed(odd.order_by("row").limit(MOST_ODD)):
            text = odd_time(each["time"])
            if text is not None:
                yield Broken(file.shown, self._line(file, each["row"]), f"{text!r} is no time")

    def _rows(self, file: LogFile, table: Table, resource: str) -> Iterator[tuple[Said, str]]:
        own = is_own(table.columns)
        names = [name for name in table.columns if name != _ROW]
        columns = (
            {name: name for name in names if name != "kind"}
            if own
            else columns_of(file.shown, names, self.given).of
        )
        known = Columns({**columns, "sequence": _ROW})
        log = canonical(table, known, self.aliases, kind=None if own else self.kind)
        wanted = log.filter((log.resource == resource) & log.time.notnull() & log.state.notnull())
        for each in _listed(
            wanted.select("kind", "time", "state", "sequence").order_by("sequence")
        ):
            place = f"{file.shown}:{self._line(file, each['sequence'])}"
            yield (each["kind"], each["time"], each["state"]), place

    def _values(self, resource: str) -> Iterator[tuple[Said, str]]:
        for file in self.files:
            if file.form != JSON:
                continue
            rows = Rows(file.shown, self.given, self.kind)
            for value in json_values(Path(file.path), file.shown):
                if isinstance(value, Broken):
                    continue
                row, fields = value
                try:
                    found = rows.observed(fields)
                except UsageError:
                    continue
                if found is None or found.resource != resource:
                    continue
                if found.time is not None and found.state is not None:
                    state = self.aliases.get(found.state, found.state)
                    yield (found.kind, found.time, state), f"{file.shown}:{row}"

    def _line(self, file: LogFile, row: int) -> int:
        """Return the line of a row of CSV: behind the head and the lines that were skipped."""
        if file.form != CSV:
            return row
        row += 1
        for line in sorted(each.row for each in self.broken if each.path == file.shown):
            row += line <= row
        return row


def _listed(table: Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found
