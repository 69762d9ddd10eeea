"""Which rows of CSV and Parquet say a time that is none: looked for when some are known to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from wayout.interfaces.recordings.canonical import time_of
from wayout.interfaces.recordings.columns import columns_of, is_own
from wayout.interfaces.recordings.finding import CSV, PARQUET, LogFile
from wayout.interfaces.recordings.json_values import Broken
from wayout.interfaces.recordings.observed import odd_time

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from wayout.interfaces.recordings.engines import Engine

MOST_ODD = 10


def odd_times(
    engine: Engine, files: Sequence[LogFile], given: Mapping[str, str], broken: Sequence[Broken]
) -> Iterator[Broken]:
    """Yield the first rows of each file whose time is none. Reads the times once more.

    Of CSV the head is row 1, and rows that are `broken` count. An engine that keeps no order of
    rows yields none.
    """
    for file in files:
        table = engine.alone(file) if file.form in {CSV, PARQUET} else None
        if table is not None and not is_own(table.columns):
            yield from _odd(table, file, given, broken)


def _odd(
    table: Table, file: LogFile, given: Mapping[str, str], broken: Sequence[Broken]
) -> Iterator[Broken]:
    import ibis

    name = columns_of(file.shown, table.columns, given).of["time"]
    column = table[name]
    if not (column.type().is_string() or column.type().is_numeric()):
        return
    rows = table.select(row=ibis.row_number() + 1, time=column)
    odd = rows.filter(rows.time.notnull() & time_of(rows.time).isnull())
    found: list[dict[str, Any]] = odd.order_by("row").limit(MOST_ODD).to_pyarrow().to_pylist()
    skipped = sorted(each.row for each in broken if each.path == file.shown)
    for each in found:
        text = odd_time(each["time"])
        if text is not None:
            row = _line(each["row"] + 1, skipped) if file.form == CSV else each["row"]
            yield Broken(file.shown, row, f"{text!r} is no time")


def _line(row: int, skipped: Sequence[int]) -> int:
    """Return the line of a row, before which some lines were skipped."""
    for line in skipped:
        row += line <= row
    return row
