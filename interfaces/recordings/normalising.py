"""Write what JSON logs record to Parquet, once: reading it again costs a tenth."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from wayout.interfaces.errors import LoadError, OutputError, UsageError
from wayout.interfaces.recordings.columns import refuse_columns
from wayout.interfaces.recordings.database import operations
from wayout.interfaces.recordings.finding import JSON, SQLITE, LogFile
from wayout.interfaces.recordings.json_values import Broken, json_values
from wayout.interfaces.recordings.observed import Observed
from wayout.interfaces.recordings.progress import Meter
from wayout.interfaces.recordings.rows import Rows

SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("resource", pa.string()),
        ("time", pa.timestamp("us")),
        ("state", pa.string()),
        ("told", pa.string()),
        ("event", pa.string()),
        ("message", pa.string()),
        ("sequence", pa.int64()),
    ]
)
"""What a normalised log holds; `kind` is the lifecycle that a row is about."""

_AT_ONCE = 50_000
_MOST_KEPT = 50
_LONGEST_STEM = 200


@dataclass(slots=True)
class Account:
    """What became of the rows of a file.

    `broken` holds the first that cannot be read, `odd` the first whose time is none. `by_columns`:
    some were read by the names of their columns.
    """

    rows: int = 0
    others: int = 0
    broken_rows: int = 0
    broken: list[Broken] = field(default_factory=list)
    odd: list[Broken] = field(default_factory=list)
    by_columns: bool = False

    def add(self, broken: Broken) -> None:
        """Count a row that cannot be read."""
        self.broken_rows += 1
        if len(self.broken) < _MOST_KEPT:
            self.broken.append(broken)

    def merge(self, other: Account) -> None:
        """Add what became of the rows of other files."""
        self.rows += other.rows
        self.others += other.others
        self.broken_rows += other.broken_rows
        self.broken += other.broken
        self.odd += other.odd
        self.by_columns |= other.by_columns


def normalise(  # noqa: PLR0913 - how to read, and where to tell of it
    files: Iterable[LogFile],
    target: Path,
    given: Mapping[str, str],
    kind: str | None,
    *,
    in_order: bool = False,
    is_whole: bool = False,
    meter: Meter | None = None,
) -> Account:
    """Write the observations of files as Parquet; `target` is there whole or not at all.

    The files are JSON, or databases. Rows that are no notifications are read by their columns, as
    of a resource of that kind. A row that does not say what is needed is broken; `in_order`, no
    time is. `is_whole`: there are no other logs to be read by the columns that are given. A meter
    tells how many rows were read.

    Raises:
        UsageError: if no row of a file says what is needed, or columns are given in vain.
        LoadError: if a file cannot be read, or is no JSON.
        OutputError: if the target cannot be written.
    """
    files = tuple(files)
    if problems := [
        f"{file.shown}: is {file.form}, which is read as it is; leave it out"
        for file in files
        if file.form not in {JSON, SQLITE}
    ]:
        raise LoadError(*problems)
    account = Account()
    readers = ((file, Rows(file.shown, given, kind, in_order=in_order)) for file in files)
    rows = _observed(readers, account)
    meter = meter or Meter()
    before = meter.ask
    meter.ask = lambda: f"{account.rows + account.others + account.broken_rows:,} rows read"
    try:
        with _placed(target) as out, pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
            while batch := list(islice(rows, _AT_ONCE)):
                writer.write_table(_table(batch, account.rows - len(batch)))
            if is_whole and given and account.rows and not account.by_columns:
                refuse_columns([file.shown for file in files])
    except OSError as error:
        message = f"{target}: cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    finally:
        meter.ask = before
    return account


@contextmanager
def _placed(target: Path) -> Iterator[IO[bytes]]:
    """Open a file that gets its name when all of it is written: a run that is cut off leaves none.

    Where the system has no files without a name, it has another until then.
    """
    beside = target.with_name(f".{target.name[:_LONGEST_STEM]}.{os.getpid()}.part")
    unnamed: int | None = None
    try:
        try:
            unnamed = os.open(target.parent, os.O_TMPFILE | os.O_RDWR, 0o666)
            file: IO[bytes] = os.fdopen(unnamed, "w+b")
        except (AttributeError, OSError):
            file = beside.open("xb")
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if unnamed is not None:
                # Only with `src_dir_fd` does Python link what /proc/self/fd points to.
                os.link(f"/proc/self/fd/{unnamed}", beside, src_dir_fd=unnamed)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _table(batch: list[Observed], first: int) -> pa.Table:
    names = SCHEMA.names[:-1]
    columns = [_column([getattr(row, name) for row in batch], name) for name in names]
    numbers = (
        number if row.sequence is None else row.sequence
        for number, row in enumerate(batch, first + 1)
    )
    return pa.Table.from_arrays([*columns, pa.array(numbers, pa.int64())], schema=SCHEMA)


def _column(values: list[object], name: str) -> pa.Array:
    try:
        return pa.array(values, SCHEMA.field(name).type)
    except UnicodeEncodeError:
        shown = [
            each.encode("utf-8", "backslashreplace").decode() if isinstance(each, str) else each
            for each in values
        ]
        return pa.array(shown, SCHEMA.field(name).type)


def _observed(readers: Iterable[tuple[LogFile, Rows]], account: Account) -> Iterator[Observed]:
    for file, rows in readers:
        if file.form == SQLITE:
            for each in operations(Path(file.path), file.shown):
                account.rows += 1
                yield each
            continue
        understood, refused = False, None
        for value in json_values(Path(file.path), file.shown):
            if isinstance(value, Broken):
                account.add(value)
                continue
            try:
                found = rows.observed(value[1])
            except UsageError as error:
                refused = refused or error
                account.add(Broken(file.shown, value[0], _without_place(error, file.shown)))
                continue
            understood = True
            if found is None:
                account.others += 1
                continue
            account.rows += 1
            if found.odd is not None and len(account.odd) < _MOST_KEPT:
                account.odd.append(Broken(file.shown, value[0], found.wanting))
            yield found
        account.by_columns |= rows.is_by_columns
        if refused is not None and not understood:
            raise refused


def _without_place(error: UsageError, shown: str) -> str:
    return error.problems[0].removeprefix(f"{shown}: ")
