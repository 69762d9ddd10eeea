"""Open the files of a log as one table of an engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

import ibis

from wayout.interfaces.errors import UsageError
from wayout.interfaces.recordings.canonical import canonical
from wayout.interfaces.recordings.columns import Columns, columns_of
from wayout.interfaces.recordings.engines import Engine, duckdb_engine, spark_engine
from wayout.interfaces.recordings.finding import log_files
from wayout.interfaces.recordings.json_values import Broken
from wayout.interfaces.recordings.normalising import Account, normalise

if TYPE_CHECKING:
    from ibis.expr.types import Table

_MOST_KEPT = 50
_OWN = frozenset({"kind", "resource", "time", "state", "sequence"})


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

    `in_order`: the order of the rows counts, and no time that they have. `memory_mb` is what the
    engine may use before it spills. `spark` reads with Spark, on the cluster of `master`.
    """

    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    in_order: bool = False
    memory_mb: int | None = None
    spark: bool = False
    master: str | None = None


@contextmanager
def opened(paths: Sequence[str], how: Reading) -> Iterator[Log]:
    """Open files or globs: Parquet and CSV as they are, JSON after it was written as Parquet.

    What is spilt or written on the way is gone at the end of the block. Spark reads addresses
    (`s3a://...`, `hdfs://...`) with its own connectors.

    Raises:
        LoadError: with the files that cannot be read.
        UsageError: where no column says what is needed, or the engine cannot be had.
    """
    files = log_files(paths, addresses=how.spark)
    with TemporaryDirectory(prefix="wayout-") as folder:
        engine = (
            spark_engine(how.master, how.memory_mb)
            if how.spark
            else duckdb_engine(folder, how.memory_mb)
        )
        with engine as reader:
            yield _log(reader, files, how, Path(folder))


def _log(engine: Engine, files: Sequence[str], how: Reading, folder: Path) -> Log:
    of_form: dict[str, list[str]] = {}
    for path in files:
        of_form.setdefault(_form(path), []).append(path)
    tables: list[Table] = []
    broken: list[Broken] = []
    account = Account()
    if parquet := of_form.pop("parquet", None):
        tables.append(_read(engine.parquet(parquet), _shown(parquet), how))
    if csv := of_form.pop("csv", None):
        table, broken = engine.csv(csv)
        tables.append(_read(table, _shown(csv), how))
    if of_json := [path for paths in of_form.values() for path in paths]:
        target = folder / "normalised.parquet"
        account = normalise(of_json, target, how.columns, how.kind)
        tables.append(_read(engine.parquet([str(target)]), str(target), how))
    whole = _united(tables)
    kinds = whole.select("kind").distinct().order_by("kind").to_pyarrow()["kind"].to_pylist()
    return Log(
        whole,
        tuple(kinds),
        (*broken, *account.broken)[:_MOST_KEPT],
        len(broken) + account.broken_rows,
        account.others,
    )


def _form(path: str) -> str:
    """Return what a file is by its name; a folder of a cluster is taken for Parquet."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes if suffix.lower() != ".gz"]
    if not suffixes:
        return "parquet" if "://" in path else ""
    return suffixes[-1].removeprefix(".")


def _shown(paths: Sequence[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _read(table: Table, shown: str, how: Reading) -> Table:
    if set(table.columns) >= _OWN:
        own = {name: name for name in table.columns if name != "kind"}
        return _in_order(canonical(table, Columns(own), how.aliases), how)
    columns = columns_of(shown, table.columns, how.columns)
    if how.kind is None:
        message = f"{shown}: does not say what it is about; name it, as in --lifecycle server"
        raise UsageError(message)
    if how.in_order and "sequence" not in columns:
        message = (
            f"--in-order: no column of {shown} says the sequence; name it: --columns sequence="
        )
        raise UsageError(message)
    return _in_order(canonical(table, columns, how.aliases, kind=how.kind), how)


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
