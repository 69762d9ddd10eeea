"""What reads logs: an engine; and DuckDB, the one in this process.

It takes a path for a glob, so that one which is meant as it is has to be escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from tempfile import gettempdir
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.csv_files import refuse_twins, why_unread
from wayout.interfaces.recordings.finding import CSV, LogFile
from wayout.interfaces.recordings.json_values import Broken
from wayout.interfaces.recordings.narrowing import Narrowed, narrowed
from wayout.interfaces.recordings.progress import Meter
from wayout.interfaces.recordings.spilling import BESIDE_MB, left_to_engine

if TYPE_CHECKING:
    from ibis.expr.types import Table

Read = tuple[LogFile, "Table"]
"""A table, and the first of the files that it was read of."""


class Engine(Protocol):
    """Reads files as tables, those of the same columns as one."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What is raised where a file is broken."""

    def parquet(self, files: Sequence[LogFile]) -> list[Read]:
        """Read Parquet files."""

    def csv(self, files: Sequence[LogFile]) -> tuple[list[Read], list[Broken]]:
        """Read CSV files with a head as texts, and say which rows cannot be read."""

    def alone(self, file: LogFile) -> Table | None:
        """Read a file again, its rows in their order; None where an engine keeps none."""

    def narrowed(self, table: Table, names: Sequence[str]) -> Narrowed:
        """Return a table that may be faster to read, and what is in columns of few texts."""


@contextmanager
def duckdb_engine(
    folder: str, memory_mb: int | None, meter: Meter, *, in_order: bool
) -> Iterator[Engine]:
    """Open DuckDB; it spills into a folder, so that the process keeps to so much memory.

    Where none is said, to our default. Rows may be kept `in_order`. The meter tells how far each
    query is.
    """
    connection = ibis.duckdb.connect(temp_directory=folder)
    try:
        connection.raw_sql("set timezone = 'UTC'")
        connection.raw_sql(f"set preserve_insertion_order = {in_order}")
        (unasked,) = connection.raw_sql("select current_setting('memory_limit')").fetchone()
        connection.raw_sql(f"set memory_limit = '{left_to_engine(memory_mb, unasked)}MB'")
        connection.raw_sql("set enable_progress_bar = true")
        connection.raw_sql("set enable_progress_bar_print = false")
        meter.ask = lambda: _how_far(connection.con.query_progress())
        yield _DuckDB(connection)
    finally:
        meter.ask = lambda: None
        connection.disconnect()


def _how_far(percent: float) -> str | None:
    return f"reading, {percent:.0f} %" if 0 < percent < _WHOLE else None


_WHOLE = 100
"""What DuckDB says in percent of a query that is done; of none at all it says less than none."""


@dataclass(frozen=True, slots=True)
class _DuckDB:
    connection: Any

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (duckdb.Error,)

    def parquet(self, files: Sequence[LogFile]) -> list[Read]:
        schemas: dict[object, list[LogFile]] = {}
        for file in files:
            schema = parquet_schema(file)
            shape = tuple(zip(schema.names, map(str, schema.types), strict=True))
            schemas.setdefault(shape, []).append(file)
        return [
            (alike[0], self.connection.read_parquet([escape(each.path) for each in alike]))
            for alike in schemas.values()
        ]

    def csv(self, files: Sequence[LogFile]) -> tuple[list[Read], list[Broken]]:
        broken: list[Broken] = []
        heads: dict[tuple[str, ...], list[LogFile]] = {}
        for file in files:
            try:
                columns = self._checked(file, broken)
            except duckdb.Error as error:
                why = why_unread(Path(file.path), file.shown)
                raise refused(file, ValueError(why) if why else error) from error
            heads.setdefault(columns, []).append(file)
        tables = [
            (alike[0], self.connection.read_csv([escape(file.path) for file in alike], **_AS_TEXT))
            for alike in heads.values()
        ]
        return tables, broken

    def alone(self, file: LogFile) -> Table | None:
        self.connection.raw_sql("set preserve_insertion_order = true")
        if file.form == CSV:
            return self.connection.read_csv(escape(file.path), **_AS_TEXT)
        return self.connection.read_parquet(escape(file.path))

    def narrowed(self, table: Table, names: Sequence[str]) -> Narrowed:
        return narrowed(self.connection, table, names)

    def _checked(self, file: LogFile, broken: list[Broken]) -> tuple[str, ...]:
        """Read a file once for its rejects alone, which are known when all of it was read."""
        table = self.connection.read_csv(escape(file.path), store_rejects=True, **_AS_TEXT)
        table.count().to_pyarrow()
        rows = self.connection.raw_sql(_REJECTED).fetchall()
        self.connection.raw_sql("drop table reject_errors; drop table reject_scans")
        broken.extend(Broken(file.shown, line, what.splitlines()[0]) for line, what in rows)
        refuse_twins(Path(file.path), file.shown, table.columns)
        return tuple(table.columns)


_AS_TEXT: Mapping[str, object] = MappingProxyType(
    {"header": True, "all_varchar": True, "ignore_errors": True}
)
_REJECTED = "select line, min(error_message) from reject_errors group by line order by line"


def parquet_schema(file: LogFile) -> pa.Schema:
    """Return the columns of a Parquet file.

    Raises:
        LoadError: if it is none, or calls several alike.
    """
    try:
        schema = pq.read_schema(file.path)
    except (pa.ArrowException, OSError) as error:
        raise refused(file, error) from error
    if twice := {each for each in schema.names if schema.names.count(each) > 1}:
        what = ", ".join(sorted(twice))
        message = f"{file.shown}: several columns have the same name: {what}; rename them"
        raise LoadError(message)
    return schema


def refused(file: LogFile, error: Exception) -> LoadError:
    """Say that a file cannot be read as what it is to be, or not in the memory that there is."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return LoadError(f"{file.shown}: {_too_large(first_line(error))}")
    return LoadError(f"{file.shown}: cannot be read as {file.form}: {first_line(error)}")


def _too_large(what: str) -> str:
    told = what.removeprefix("Out of Memory Error: ").rstrip(".")
    if "offload" in told:
        return (
            f"no room to spill to in {gettempdir()}: {told}; make room there, name another folder "
            "in the environment as TMPDIR, or allow more memory: --memory-limit MB"
        )
    return (
        f"DuckDB is out of memory: {told}; allow more: --memory-limit MB, "
        f"of which Python and its libraries take {BESIDE_MB}"
    )


def first_line(error: Exception) -> str:
    """Return what an engine says, without what comes after."""
    return (str(error).strip().splitlines() or ["unreadable"])[0]
