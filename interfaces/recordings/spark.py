"""Spark reads logs on a cluster, or here.

It takes a path for a glob, so that one which is meant as it is has to be escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import ibis

from wayout.interfaces.errors import UsageError
from wayout.interfaces.recordings.csv_files import delimiter_of, head_of, refuse_twin_names
from wayout.interfaces.recordings.engines import Engine, Read, first_line, parquet_schema, refused
from wayout.interfaces.recordings.finding import LogFile
from wayout.interfaces.recordings.json_values import Broken
from wayout.interfaces.recordings.narrowing import Narrowed
from wayout.interfaces.recordings.progress import Meter

if TYPE_CHECKING:
    from ibis.expr.types import Table


@contextmanager
def spark_engine(master: str | None, memory_mb: int | None, meter: Meter) -> Iterator[Engine]:
    """Open a session of Spark: on a cluster's master, or that which the environment names.

    The meter tells how many tasks are done of those that run.

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
        message = f"--engine spark: cannot start: {first_line(error)}"
        raise UsageError(message) from error
    try:
        tracker = session.sparkContext.statusTracker()
        meter.ask = lambda: how_far(tracker)
        yield _Spark(ibis.pyspark.connect(session))
    finally:
        meter.ask = lambda: None
        session.stop()


def how_far(tracker: Any) -> str | None:
    """Say how many tasks are done of the stages that run; None where nothing does.

    It is asked in a thread of its own, where a session that ends meanwhile is no matter.
    """
    try:
        stages = [tracker.getStageInfo(each) for each in tracker.getActiveStageIds()]
    except Exception:  # noqa: BLE001 - whatever the bridge to Java raises, nothing is to be told
        return None
    known = [each for each in stages if each is not None]
    if not known:
        return None
    done, tasks = (
        sum(getattr(each, n) for each in known) for n in ("numCompletedTasks", "numTasks")
    )
    return f"reading, {done:,} of {tasks:,} tasks done"


@dataclass(frozen=True, slots=True)
class _Spark:
    connection: Any

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        from pyspark.errors import PySparkException

        return (PySparkException,)

    def parquet(self, files: Sequence[LogFile]) -> list[Read]:
        for file in files:
            if "://" not in file.path:
                parquet_schema(file)
        return self._read(files, "parquet", {"mergeSchema": True})

    def csv(self, files: Sequence[LogFile]) -> tuple[list[Read], list[Broken]]:
        """Read CSV; Spark drops what it cannot read without a word of where it was.

        It would number columns of one name, and takes no delimiter but the one it is told.
        """
        parted: dict[str, list[LogFile]] = {}
        for file in files:
            head = self._head(file)
            delimiter = delimiter_of(head)
            refuse_twin_names(head, delimiter, file.shown)
            parted.setdefault(delimiter, []).append(file)
        found: list[Read] = []
        for delimiter, alike in parted.items():
            how = {"header": True, "mode": "DROPMALFORMED", "sep": delimiter, "escape": '"'}
            found += self._read(alike, "csv", how)
        return found, []

    def _head(self, file: LogFile) -> str:
        if "://" not in file.path:
            return head_of(Path(file.path), file.shown)
        first = self._session.read.text(file.path).first()
        return "" if first is None else str(first[0]).removeprefix("\ufeff")

    @property
    def _session(self) -> Any:
        return self.connection._session  # noqa: SLF001 - Ibis reads one path, and no text

    def alone(self, file: LogFile) -> Table | None:
        del file
        return None  # Spark keeps no order of rows.

    def narrowed(self, table: Table, names: Sequence[str]) -> Narrowed:
        """Return the table: to see what is in it would cost Spark more than it spares."""
        del names
        return table, {}

    def _read(
        self, files: Sequence[LogFile], form: str, options: Mapping[str, object]
    ) -> list[Read]:
        from pyspark.errors import PySparkException

        reader = self._session.read.format(form).options(**options)
        schemas: dict[str, list[LogFile]] = {}
        try:
            for file in files:
                schemas.setdefault(str(reader.load(_literal(file)).schema), []).append(file)
            found = []
            for alike in schemas.values():
                name = f"wayout_{uuid4().hex}"
                reader.load([_literal(each) for each in alike]).createOrReplaceTempView(name)
                found.append((alike[0], self.connection.table(name)))
        except PySparkException as error:
            raise refused(files[0], error) from error
        return found


def _literal(file: LogFile) -> str:
    """Return a path for Spark, which means a file here as it is and an address as a glob."""
    if "://" in file.path:
        return file.path
    return re.sub(r"([][*?{}\\,])", r"\\\1", file.path)
