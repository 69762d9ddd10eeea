"""Write what JSON logs record to Parquet, once: reading it again costs a tenth."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyarrow as pa
import pyarrow.parquet as pq

from wayout.interfaces.errors import LoadError, OutputError, UsageError
from wayout.interfaces.recordings.finding import JSON, LogFile
from wayout.interfaces.recordings.json_values import Broken, json_values
from wayout.interfaces.recordings.observed import Observed
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


@dataclass(slots=True)
class Account:
    """What became of the rows of a file; `broken` holds the first that cannot be read."""

    rows: int = 0
    others: int = 0
    broken_rows: int = 0
    broken: list[Broken] = field(default_factory=list)

    def add(self, broken: Broken) -> None:
        """Count a row that cannot be read."""
        self.broken_rows += 1
        if len(self.broken) < _MOST_KEPT:
            self.broken.append(broken)


def normalise(
    files: Iterable[LogFile],
    target: Path,
    given: Mapping[str, str],
    kind: str | None,
    *,
    in_order: bool = False,
) -> Account:
    """Write the observations of JSON files as Parquet; `target` is there whole or not at all.

    Rows that are no notifications are read by their columns, as of a resource of that kind.
    A row that does not say what is needed is broken; `in_order`, no time is.

    Raises:
        UsageError: if no row of a file says what is needed.
        LoadError: if a file cannot be read, or is no JSON.
        OutputError: if the target cannot be written.
    """
    files = tuple(files)
    if problems := [
        f"{file.shown}: is {file.form}, which is read as it is; leave it out"
        for file in files
        if file.form != JSON
    ]:
        raise LoadError(*problems)
    account = Account()
    readers = ((file, Rows(file.shown, given, kind, in_order=in_order)) for file in files)
    rows = _observed(readers, account)
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
                    while batch := list(islice(rows, _AT_ONCE)):
                        writer.write_table(_table(batch, account.rows - len(batch)))
                file.flush()
                os.fsync(file.fileno())
                temporary.chmod(0o666 & ~_umask())
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        message = f"{target}: cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    return account


def _umask() -> int:
    """Return what files are made without: what makes temporary ones leaves others no rights."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _table(batch: list[Observed], first: int) -> pa.Table:
    names = SCHEMA.names[:-1]
    columns = [_column([getattr(row, name) for row in batch], name) for name in names]
    return pa.Table.from_arrays(
        [*columns, pa.array(range(first, first + len(batch)))], schema=SCHEMA
    )


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
            yield found
        if refused is not None and not understood:
            raise refused


def _without_place(error: UsageError, shown: str) -> str:
    return error.problems[0].removeprefix(f"{shown}: ")
