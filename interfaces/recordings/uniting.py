"""Make one log of several tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import Table


def after_each_other(tables: Sequence[Table]) -> list[Table]:
    """Return tables whose times count rows so that each begins after the one before."""
    found: list[Table] = []
    last = 0
    for table in tables:
        found.append(table.mutate(time=table.time + ibis.interval(seconds=last)) if last else table)
        if len(found) < len(tables):
            last += int(table.sequence.max().to_pyarrow().as_py() or 0) + 1
    return found


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
