"""Columns of few texts as numbers, where DuckDB reads a log: what is sorted is a byte or two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import Table

Narrowed = tuple["Table", Mapping[str, tuple[str, ...]]]
"""A table, and all texts of some of its columns."""

MOST_TEXTS, LONGEST_TEXT = 1000, 200
"""A column of more different texts than this, or of longer ones, is left as it is."""


def narrowed(connection: Any, table: Table, names: Sequence[str]) -> Narrowed:
    """Return a table with columns numbered that have few texts, and what these are.

    The numbers are in the order of the texts, so that nothing comes in another order, and the same
    in all columns, so that these are compared as numbers. Reads each column once.
    """
    found = {name: _texts(table, name) for name in names if table[name].type().is_string()}
    few = {name: texts for name, texts in found.items() if _are_few(texts)}
    if not few:
        return table, few
    view = f"{table.get_name()}_narrow"
    kind = _quoted(f"{view}_text")
    texts = sorted({text for found in few.values() for text in found})
    values = ", ".join("'" + text.replace("'", "''") + "'" for text in texts)
    connection.raw_sql(f"create type {kind} as enum ({values})")
    casts = [f"{_quoted(name)}::{kind} as {_quoted(name)}" for name in few]
    source = _quoted(table.get_name())
    connection.raw_sql(
        f'create temp view "{view}" as select * replace ({", ".join(casts)}) from {source}'  # noqa: S608 - quoted
    )
    return connection.table(view), few


_TOO_LONG = " " * (LONGEST_TEXT + 1)
"""Stands for every text that is: none of them is kept. To cut texts takes several times as long."""


def _texts(table: Table, name: str) -> tuple[str, ...]:
    text = table[name]
    told = ibis.ifelse(text.length() > LONGEST_TEXT, _TOO_LONG, text)
    column = table.select(text=told).distinct().limit(MOST_TEXTS + 2).to_pyarrow()
    return tuple(sorted(text for text in column["text"].to_pylist() if text is not None))


def _are_few(texts: Sequence[str]) -> bool:
    is_short = all(len(text) <= LONGEST_TEXT and "\0" not in text for text in texts)
    return 0 < len(texts) <= MOST_TEXTS and is_short


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
