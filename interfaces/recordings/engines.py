"""The engines that read logs: DuckDB in this process, or Spark on a cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import duckdb
import ibis

from wayout.interfaces.errors import LoadError, UsageError
from wayout.interfaces.recordings.json_values import Broken

if TYPE_CHECKING:
    from ibis.expr.types import Table


class Engine(Protocol):
    """Reads files as one table; columns that only some of them have are null in the others."""

    def parquet(self, paths: Sequence[str]) -> Table:
        """Read Parquet files."""

    def csv(self, paths: Sequence[str]) -> tuple[Table, list[Broken]]:
        """Read CSV files with a head as texts, and say which rows cannot be read."""


@contextmanager
def duckdb_engine(folder: str, memory_mb: int | None) -> Iterator[Engine]:
    """Open DuckDB; it spills into a folder above so much memory."""
    connection = ibis.duckdb.connect(temp_directory=folder)
    try:
        connection.raw_sql("set timezone = 'UTC'")
        connection.raw_sql("set preserve_insertion_order = false")
        if memory_mb is not None:
            connection.raw_sql(f"set memory_limit = '{memory_mb}MB'")
        yield _DuckDB(connection)
    finally:
        connection.disconnect()


@dataclass(frozen=True, slots=True)
class _DuckDB:
    connection: Any

    def parquet(self, paths: Sequence[str]) -> Table:
        try:
            return self.connection.read_parquet(list(paths), union_by_name=True)
        except duckdb.Error as error:
            raise _refused(paths, "Parquet", error) from error

    def csv(self, paths: Sequence[str]) -> tuple[Table, list[Broken]]:
        options = {"header": True, "all_varchar": True, "ignore_errors": True}
        broken: list[Broken] = []
        try:
            for path in paths:
                broken.extend(self._rejected(path, options))
            table = self.connection.read_csv(list(paths), union_by_name=True, **options)
        except duckdb.Error as error:
            raise _refused(paths, "CSV", error) from error
        return table, broken

    def _rejected(self, path: str, options: Mapping[str, object]) -> list[Broken]:
        """Read a file once for its rejects alone, which are known when all of it was read."""
        self.connection.read_csv(path, store_rejects=True, **options).count().to_pyarrow()
        rows = self.connection.raw_sql(_REJECTED).fetchall()
        self.connection.raw_sql("drop table reject_errors; drop table reject_scans")
        return [Broken(path, line, what.splitlines()[0]) for line, what in rows]


_REJECTED = "select distinct line, error_message from reject_errors order by all"


@contextmanager
def spark_engine(master: str | None, memory_mb: int | None) -> Iterator[Engine]:
    """Open a session of Spark: on a cluster's master, or that which the environment names.

    Raises:
        UsageError: if PySpark is not installed, or cannot start.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        message = "--engine spark: pyspark is not installed; pip install 'wayout[spark]'"
        raise UsageError(message) from error
    builder = SparkSession.builder.appName("wayout replay")
    builder = builder.config("spark.sql.session.timeZone", "UTC")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if master is not None:
        builder = builder.master(master)
    if memory_mb is not None:
        builder = builder.config("spark.driver.memory", f"{memory_mb}m")
    try:
        session = builder.getOrCreate()
    except (PySparkException, RuntimeError) as error:
        message = f"--engine spark: cannot start: {_first_line(error)}"
        raise UsageError(message) from error
    try:
        yield _Spark(ibis.pyspark.connect(session))
    finally:
        session.stop()


@dataclass(frozen=True, slots=True)
class _Spark:
    connection: Any

    def parquet(self, paths: Sequence[str]) -> Table:
        return self._read(paths, "parquet", {"mergeSchema": True})

    def csv(self, paths: Sequence[str]) -> tuple[Table, list[Broken]]:
        """Read CSV; Spark drops what it cannot read without a word of where it was."""
        return self._read(paths, "csv", {"header": True, "mode": "DROPMALFORMED"}), []

    def _read(self, paths: Sequence[str], form: str, options: dict[str, object]) -> Table:
        from pyspark.errors import PySparkException

        try:
            frame = self.connection._session.read.format(form).options(**options).load(list(paths))  # noqa: SLF001 - Ibis reads one path
            name = f"wayout_{form}"
            frame.createOrReplaceTempView(name)
            return self.connection.table(name)
        except PySparkException as error:
            raise _refused(paths, form, error) from error


def _refused(paths: Sequence[str], form: str, error: Exception) -> LoadError:
    shown = paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"
    return LoadError(f"{shown}: not {form}: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["unreadable"])[0]
