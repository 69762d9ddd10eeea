"""Open the files of a log as one table of an engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import ibis

from wayout.interfaces.errors import UsageError
from wayout.interfaces.recordings.batches import write_batches
from wayout.interfaces.recordings.canonical import canonical
from wayout.interfaces.recordings.columns import Columns, columns_of, is_own, refuse_columns
from wayout.interfaces.recordings.engines import Engine, Read, duckdb_engine, refused
from wayout.interfaces.recordings.finding import CSV, JSON, PARQUET, SQLITE, LogFile, log_files
from wayout.interfaces.recordings.json_values import Broken
from wayout.interfaces.recordings.narrowing import Narrowed
from wayout.interfaces.recordings.normalising import Account, normalise
from wayout.interfaces.recordings.progress import Meter
from wayout.interfaces.recordings.second_look import SecondLook
from wayout.interfaces.recordings.spark import spark_engine
from wayout.interfaces.recordings.uniting import after_each_other, united

if TYPE_CHECKING:
    from ibis.expr.types import Table

_MOST_KEPT = 50
_NUMBER = "wayout row"


@dataclass(frozen=True, slots=True)
class Log:
    """The observations in some files, and the rows that are none.

    `kinds` are the lifecycles that the rows are about, with how many are. `others` are rows that
    say nothing of a state. `broken` are the first rows that cannot be read. `empty` are the files
    without any row. `again` looks into the files for what their rows say, unless they are in order.
    """

    table: Table
    kinds: Mapping[str, int]
    broken: tuple[Broken, ...] = ()
    broken_rows: int = 0
    others: int = 0
    empty: tuple[str, ...] = ()
    again: SecondLook = field(default_factory=SecondLook)

    def of(self, kind: str) -> Table:
        """Return the observations of one kind."""
        return self.table.filter(self.table.kind == kind).drop("kind")


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: what columns say, what states are called, what a log without kinds is about.

    `in_order`: the order of the rows counts, and no time that they have: by their sequence where a
    column says it, file after file. `memory_mb` is what the process may take before it spills.
    `spark` reads with Spark, on the cluster of `master`. `meter` tells how far it is.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    in_order: bool = False
    memory_mb: int | None = None
    spark: bool = False
    master: str | None = None
    meter: Meter = field(default_factory=Meter)


@contextmanager
def opened(paths: Sequence[str], how: Reading) -> Iterator[Log]:
    """Open files or globs: Parquet and CSV as they are, JSON after it was written as Parquet.

    What is spilt or written on the way is gone at the end of the block. Spark reads addresses
    (`s3a://...`, `hdfs://...`) with its own connectors.

    Raises:
        LoadError: with the files that cannot be read.
        UsageError: where no column says what is needed, or the engine cannot be had.
    """
    with (
        TemporaryDirectory(prefix="wayout-") as folder,
        _reading(log_files(paths, Path(folder), addresses=how.spark), how, folder) as log,
    ):
        yield log


@contextmanager
def opened_batches(batches: object, how: Reading) -> Iterator[Log]:
    """Open Arrow batches as a log; they are written down first, as they can come once only.

    Raises:
        UsageError: for what holds none, or where no column says what is needed.
    """
    with TemporaryDirectory(prefix="wayout-") as folder:
        path = Path(folder) / "batches.parquet"
        write_batches(batches, path)
        with _reading((LogFile(str(path), "the batches", PARQUET),), how, folder) as log:
            yield log


@contextmanager
def _reading(files: Sequence[LogFile], how: Reading, folder: str) -> Iterator[Log]:
    engine = (
        spark_engine(how.master, how.memory_mb, how.meter)
        if how.spark
        else duckdb_engine(folder, how.memory_mb, how.meter, in_order=how.in_order)
    )
    with engine as reader:
        try:
            yield _log(reader, files, how, Path(folder))
        except reader.errors as error:
            shown = LogFile("", _shown(files), "a log")
            raise refused(shown, error) from error


def _log(engine: Engine, files: Sequence[LogFile], how: Reading, folder: Path) -> Log:
    empty = tuple(file.shown for file in files if _is_empty(file))
    filled = [file for file in files if file.shown not in empty]
    tables: list[Table] = []
    account = Account()
    for alike in _together(filled, how):
        read, part = _opened(engine, alike, how, folder)
        tables += [_read(engine, file, table, how) for file, table in read]
        account.merge(part)
    whole = united(after_each_other(tables) if how.in_order else tables)
    kinds = {row["kind"]: row["rows"] for row in _kinds(whole)}
    if how.columns and kinds and not account.by_columns:
        refuse_columns([file.shown for file in filled])
    look = SecondLook(
        engine, filled, how.columns, how.kind, how.aliases, account.broken, account.odd
    )
    return Log(
        whole,
        {kind: count for kind, count in kinds.items() if kind is not None},
        tuple(account.broken[:_MOST_KEPT]),
        account.broken_rows,
        account.others + kinds.get(None, 0),
        empty,
        SecondLook() if how.in_order else look,
    )


def _together(files: Sequence[LogFile], how: Reading) -> list[list[LogFile]]:
    """Return the files that are read at once: those read alike, or each alone to keep an order."""
    if how.in_order:
        return [[file] for file in files]
    ways = ({PARQUET}, {CSV}, {JSON, SQLITE})
    found = ([file for file in files if file.form in way] for way in ways)
    return [alike for alike in found if alike]


def _opened(
    engine: Engine, files: list[LogFile], how: Reading, folder: Path
) -> tuple[list[Read], Account]:
    """Open files that are read alike, and say which of their rows cannot be read."""
    match files[0].form:
        case form if form == PARQUET:
            tables = engine.parquet(files)
            by_columns = not all(is_own(table.columns) for _, table in tables)
            return tables, Account(by_columns=by_columns)
        case form if form == CSV:
            tables, broken = engine.csv(files)
            return tables, Account(broken=broken, broken_rows=len(broken), by_columns=True)
    target = folder / f"normalised-{Path(files[0].path).name}.parquet"
    account = normalise(
        files, target, how.columns, how.kind, in_order=how.in_order, meter=how.meter
    )
    return engine.parquet([LogFile(str(target), _shown(files), PARQUET)]), account


def _is_empty(file: LogFile) -> bool:
    return "://" not in file.path and Path(file.path).stat().st_size == 0


def _kinds(whole: Table) -> list[dict[str, Any]]:
    counted = whole.group_by("kind").agg(rows=whole.count())
    found: list[dict[str, Any]] = counted.order_by("kind").to_pyarrow().to_pylist()
    return found


def _shown(files: Sequence[LogFile]) -> str:
    first = files[0].shown
    return first if len(files) == 1 else f"{first} and {len(files) - 1} more"


def _read(engine: Engine, file: LogFile, table: Table, how: Reading) -> Table:
    shown = file.shown
    if is_own(table.columns):
        own = Columns({name: name for name in table.columns if name != "kind"})
        table, texts = _narrowed(engine, file, table, own)
        return _in_order(canonical(table, own, how.aliases, texts=texts), how)
    columns = columns_of(shown, table.columns, how.columns, in_order=how.in_order)
    if how.kind is None:
        message = f"{shown}: does not say what it is about; name it, as in --lifecycle server"
        raise UsageError(message)
    table, texts = _narrowed(engine, file, table, columns)
    if how.in_order and "sequence" not in columns:
        table, columns = _numbered(table, columns, shown, how)
    return _in_order(canonical(table, columns, how.aliases, kind=how.kind, texts=texts), how)


def _numbered(table: Table, columns: Columns, shown: str, how: Reading) -> tuple[Table, Columns]:
    """Number the rows from 1 as they come: DuckDB keeps their order, Spark has none."""
    if how.spark:
        message = (
            f"--in-order: no column of {shown} says the sequence, and Spark keeps none; "
            "name one: --columns sequence=NAME"
        )
        raise UsageError(message)
    numbered = table.mutate(**{_NUMBER: ibis.row_number() + 1})
    return numbered, Columns({**columns.of, "sequence": _NUMBER})


def _narrowed(engine: Engine, file: LogFile, table: Table, columns: Columns) -> Narrowed:
    """Return what is faster to read; to look into a text file first costs more than it spares."""
    return engine.narrowed(table, columns.stated) if file.form == PARQUET else (table, {})


def _in_order(log: Table, how: Reading) -> Table:
    """Return the log with a second between each row and the next, where times do not count."""
    if not how.in_order:
        return log
    return log.mutate(time=ibis.timestamp("1970-01-01") + log.sequence.as_interval("s"))
