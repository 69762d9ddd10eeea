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

from wayout.interfaces.errors import OutputError
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
    kinds: dict[str, int] = field(default_factory=dict)


def normalise(
    paths: Iterable[str], target: Path, given: Mapping[str, str], kind: str | None
) -> Account:
    """Write the observations of JSON files as Parquet; `target` is there whole or not at all.

    Rows that are no notifications are read by their columns, as of a resource of that kind.

    Raises:
        UsageError: for such rows without a kind, or without the columns that are needed.
        LoadError: if a file cannot be read.
        OutputError: if the target cannot be written.
    """
    account = Account()
    rows = _observed(paths, given, kind, account)
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                with pq.ParquetWriter(file, SCHEMA, compression="zstd") as writer:
                    while batch := list(islice(rows, _AT_ONCE)):
                        writer.write_table(_table(batch, account.rows - len(batch)))
                file.flush()
                os.fsync(file.fileno())
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        message = f"{target}: cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    return account


def _table(batch: list[Observed], first: int) -> pa.Table:
    names = SCHEMA.names[:-1]
    columns = [
        pa.array([getattr(row, name) for row in batch], SCHEMA.field(name).type) for name in names
    ]
    return pa.Table.from_arrays(
        [*columns, pa.array(range(first, first + len(batch)))], schema=SCHEMA
    )


def _observed(
    paths: Iterable[str], given: Mapping[str, str], kind: str | None, account: Account
) -> Iterator[Observed]:
    for shown in paths:
        rows = Rows(shown, given, kind)
        for value in json_values(Path(shown), shown):
            if isinstance(value, Broken):
                account.broken_rows += 1
                if len(account.broken) < _MOST_KEPT:
                    account.broken.append(value)
                continue
            found = rows.observed(value[1])
            if found is None:
                account.others += 1
                continue
            account.rows += 1
            account.kinds[found.kind] = account.kinds.get(found.kind, 0) + 1
            yield found
