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

from wayout.interfaces.errors import OutputError, UsageError
from wayout.interfaces.recordings.columns import columns_of
from wayout.interfaces.recordings.json_values import Broken, json_values
from wayout.interfaces.recordings.notifications import is_notification, observed
from wayout.interfaces.recordings.observed import Observed, joined, moment, text

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
        flat: dict[tuple[str, ...], Mapping[str, str]] = {}
        for value in json_values(Path(shown), shown):
            if isinstance(value, Broken):
                account.broken_rows += 1
                if len(account.broken) < _MOST_KEPT:
                    account.broken.append(value)
                continue
            _, fields = value
            if is_notification(fields):
                found = observed(fields)
            elif kind is None:
                message = f"{shown}: does not say what it is about; name it: --lifecycle server"
                raise UsageError(message)
            else:
                found = _row(fields, _names(fields, shown, given, flat), kind)
            if found is None:
                account.others += 1
                continue
            account.rows += 1
            account.kinds[found.kind] = account.kinds.get(found.kind, 0) + 1
            yield found


def _names(
    fields: Mapping[str, object],
    shown: str,
    given: Mapping[str, str],
    known: dict[tuple[str, ...], Mapping[str, str]],
) -> Mapping[str, str]:
    """Return the columns of a row. What the first row of a file has, others may lack."""
    keys = tuple(fields)
    if keys not in known and len(known) >= _MOST_KEPT:
        return next(iter(known.values()))
    if keys not in known:
        first = next(iter(known), ())
        known[keys] = columns_of(shown, tuple(dict.fromkeys((*keys, *first))), given).of
    return known[keys]


def _row(fields: Mapping[str, object], names: Mapping[str, str], kind: str) -> Observed:
    def of(what: str) -> object:
        return fields.get(names[what]) if what in names else None

    told = joined(of("told"), of("told_task"))
    if "task" in names and joined("x", of("told_task")) == joined("x", of("task")):
        told = None
    return Observed(
        kind,
        text(fields, names["resource"]),
        moment(of("time")),
        joined(of("state"), of("task")),
        told,
        text(fields, names.get("event", "")),
        text(fields, names.get("message", "")),
    )
