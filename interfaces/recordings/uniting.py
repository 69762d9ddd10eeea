"""Make one log of several tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ibis

from wayout.interfaces.errors import LoadError
from wayout.interfaces.recordings.observed import MAX_SECONDS, MIN_SECONDS

if TYPE_CHECKING:
    from ibis.expr.types import Table


def after_each_other(tables: Sequence[Table]) -> list[Table]:
    """Return tables whose times count rows so that each begins right after the one before.

    The first counts as it does, the others go on from there.

    Raises:
        LoadError: for a sequence that is too large to count by.
    """
    found: list[Table] = []
    last: int | None = None
    for table in tables:
        (ends,) = (
            table.aggregate(a=table.sequence.min(), z=table.sequence.max()).to_pyarrow().to_pylist()
        )
        by = 0 if last is None or ends["a"] is None else last + 1 - ends["a"]
        _refuse_beyond([end + by for end in ends.values() if end is not None])
        found.append(table.mutate(time=table.time + ibis.interval(seconds=by)) if by else table)
        last = last if ends["z"] is None else ends["z"] + by
    return found


def _refuse_beyond(ends: Sequence[int]) -> None:
    for end in ends:
        if not MIN_SECONDS <= end <= MAX_SECONDS:
            message = (
                f"--in-order: the sequence comes to {end:,}, expected at most {MAX_SECONDS:,}; "
                "where it is a time, say so: --columns time=NAME"
            )
            raise LoadError(message)


def united(tables: Sequence[Table]) -> Table:
    """Return all rows; a column that only some have is null in the others."""
    if not tables:
        texts = dict.fromkeys(("kind", "resource", "state"), "string")
        return ibis.memtable([], schema=texts | {"time": "timestamp(6)", "sequence": "int64"})
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
