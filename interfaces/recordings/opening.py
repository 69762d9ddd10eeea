"""Open the files of a log as one table of an engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

import duckdb
import ibis

from wayout.interfaces.errors import LoadError, UsageError
from wayout.interfaces.recordings.canonical import canonical
from wayout.interfaces.recordings.columns import Columns, columns_of
from wayout.interfaces.recordings.finding import log_files
from wayout.interfaces.recordings.json_values import Broken
from wayout.interfaces.recordings.normalising import Account, normalise

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend
    from ibis.expr.types import Table

_MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Log:
    """The observations in some files, and the rows that are none.

    `kinds` are the lifecycles that the rows are about, where they say it themselves. `others`
    are rows that say nothing of a state. `broken` are the first rows that cannot be read.
    """

    table: Table
    kinds: tuple[str, ...]
    broken: tuple[Broken, ...] = ()
    broken_rows: int = 0
    others: int = 0

    def of(self, kind: str) -> Table:
        """Return the observations of one kind."""
        return self.table.filter(self.table.kind == kind).drop("kind")


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: what columns say, what states are called, what a log without kinds is about.

    `in_order`: the order of the rows counts, and no time that they have.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    in_order: bool = False


@contextmanager
def opened(paths: Sequence[str], how: Reading, *, memory_mb: int | None = None) -> Iterator[Log]:
    """Open files or globs: Parquet and CSV as they are, JSON after it was written as Parquet.

    What is spilt or written on the way is gone at the end of the block.

    Raises:
        LoadError: with the files that cannot be read.
        UsageError: where no column says what is needed.
    """
    files = log_files(paths)
    with TemporaryDirectory(prefix="wayout-") as folder:
        connection = ibis.duckdb.connect(temp_directory=folder)
        try:
            connection.raw_sql("set timezone = 'UTC'")
            connection.raw_sql("set preserve_insertion_order = false")
            if memory_mb is not None:
                connection.raw_sql(f"set memory_limit = '{memory_mb}MB'")
            yield _log(connection, files, how, Path(folder))
        finally:
            connection.disconnect()


def _log(connection: Backend, files: Iterable[tuple[Path, str]], how: Reading, folder: Path) -> Log:
    tables: list[Table] = []
    broken: list[Broken] = []
    of_json: list[tuple[Path, str]] = []
    for path, shown in files:
        match _format(path):
            case "parquet":
                tables.append(_parquet(connection, path, shown, how))
            case "csv":
                table, bad = _csv(connection, path, shown, how)
                tables.append(table)
                broken.extend(bad)
            case _:
                of_json.append((path, shown))
    account = Account()
    if of_json:
        target = folder / "normalised.parquet"
        account = normalise(of_json, target, how.columns, how.kind)
        tables.append(_parquet(connection, target, str(target), how))
    whole = _united(tables)
    kinds = whole.select("kind").distinct().order_by("kind").to_pyarrow()["kind"].to_pylist()
    return Log(
        whole,
        tuple(kinds),
        (*broken, *account.broken)[:_MOST_KEPT],
        len(broken) + account.broken_rows,
        account.others,
    )


def _format(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    return suffixes[-1].removeprefix(".") if suffixes else ""


def _parquet(connection: Backend, path: Path, shown: str, how: Reading) -> Table:
    try:
        table = connection.read_parquet(str(path))
    except duckdb.Error as error:
        message = f"{shown}: not Parquet: {_first_line(error)}"
        raise LoadError(message) from error
    if {"kind", "resource", "time", "state", "sequence"} <= set(table.columns):
        own = {name: name for name in table.columns if name != "kind"}
        return _in_order(canonical(table, Columns(own), how.aliases), how)
    columns = columns_of(shown, table.columns, how.columns)
    return _in_order(canonical(table, columns, how.aliases, kind=_kind(how, shown)), how)


def _csv(
    connection: Backend, path: Path, shown: str, how: Reading
) -> tuple[Table, Iterator[Broken]]:
    options = {"header": True, "all_varchar": True, "ignore_errors": True}
    try:
        scan = connection.read_csv(str(path), store_rejects=True, **options)
        columns = columns_of(shown, scan.columns, how.columns)
        scan.count().to_pyarrow()
        rejected = connection.raw_sql(
            "select distinct line, error_message from reject_errors order by all"
        ).fetchall()
        connection.raw_sql("drop table reject_errors; drop table reject_scans")
        table = connection.read_csv(str(path), **options)
    except duckdb.Error as error:
        message = f"{shown}: not CSV: {_first_line(error)}"
        raise LoadError(message) from error
    bad = (Broken(shown, line, what.splitlines()[0]) for line, what in rejected)
    log = canonical(table, columns, how.aliases, kind=_kind(how, shown))
    return _in_order(log, how), bad


def _kind(how: Reading, shown: str) -> str:
    if how.kind is None:
        message = f"{shown}: does not say what it is about; name it, as in --lifecycle server"
        raise UsageError(message)
    return how.kind


def _in_order(log: Table, how: Reading) -> Table:
    """Return the log with a second between each row and the next, where times do not count."""
    if not how.in_order:
        return log
    return log.mutate(time=ibis.timestamp("1970-01-01") + log.sequence.as_interval("s"))


def _united(tables: Sequence[Table]) -> Table:
    """Return all rows; a column that only some have is null in the others."""
    if len(tables) == 1:
        return tables[0]
    names = dict.fromkeys(name for table in tables for name in table.columns)
    whole = [
        table.mutate(
            **{name: ibis.null("string") for name in names if name not in table.columns}
        ).select(*names)
        for table in tables
    ]
    return ibis.union(*whole, distinct=False)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0]
