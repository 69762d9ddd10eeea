"""Bring a table of any engine into the columns that replay reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import ibis

from wayout.interfaces.recordings.columns import STATED, Columns
from wayout.interfaces.recordings.observed import (
    ISO_TIME,
    MAX_SECONDS,
    MIN_SECONDS,
    NOTHING,
    NUMBER_TIME,
    RESPELT,
    UNITS,
)

if TYPE_CHECKING:
    from ibis.expr.types import IntegerValue, StringValue, Table, TimestampValue, Value

    Spelt = Mapping[str, StringValue]


_UNKNOWN: Mapping[str, Sequence[str]] = MappingProxyType({})


def canonical(
    table: Table,
    columns: Columns,
    aliases: Mapping[str, str],
    *,
    kind: str | None = None,
    texts: Mapping[str, Sequence[str]] = _UNKNOWN,
) -> Table:
    """Return a log of a table: `resource`, `time`, `state`, `sequence`, and what else it has.

    `kind` is the lifecycle that all rows are about; without one, a column says it. A state is the
    lifecycle's value: what is an alias is replaced, and a task follows its state after a slash.
    Where no column says the sequence, rows of one time have no order, and where none says the time,
    rows have none. `texts` are all that are in some columns: where none of them has to be brought
    into form, no row is looked at for that.
    """

    def column(what: str) -> Value:
        return table[columns.of[what]]

    spelt = {
        columns.of[what]: _something(column(what), texts.get(columns.of[what], ("",)))
        for what in STATED
        if what in columns
    }

    chosen: dict[str, Value] = {
        "kind": table.kind if kind is None else ibis.literal(kind),
        "resource": _named(column("resource")),
        "time": time_of(column("time")) if "time" in columns else ibis.null("timestamp(6)"),
        "state": _state(spelt, columns, "state", "task", aliases),
        "sequence": _sequence(column("sequence"))
        if "sequence" in columns
        else ibis.literal(0, "int64"),
    }
    if "told" in columns:
        chosen["told"] = _told(spelt, columns, aliases)
    for what in ("event", "message"):
        if what in columns:
            chosen[what] = _named(column(what))
    return table.select(**chosen)


def _state(
    spelt: Spelt, columns: Columns, state: str, task: str, aliases: Mapping[str, str]
) -> StringValue:
    whole = spelt[columns.of[state]]
    if task in columns:
        doing = spelt[columns.of[task]]
        whole = ibis.ifelse(doing.isnull(), whole, whole.concat("/", doing))
    return whole.cases(*aliases.items(), else_=whole) if aliases else whole


def _told(spelt: Spelt, columns: Columns, aliases: Mapping[str, str]) -> StringValue:
    """Return the state before, where it can be told: an equal task stands for one not known."""
    told = _state(spelt, columns, "told", "told_task", aliases)
    if "told_task" not in columns or "task" not in columns:
        return told
    before = spelt[columns.of["told_task"]].cast("string").fill_null("")
    after = spelt[columns.of["task"]].cast("string").fill_null("")
    return ibis.ifelse(before == after, ibis.null("string"), told)


def _something(column: Value, texts: Sequence[str]) -> StringValue:
    """Return a text, null where it spells that there is none; `texts` are what may be in it."""
    if column.type().is_string() and all(map(_is_tidy, texts)):
        return column
    spelt = _text(column).strip()
    return ibis.ifelse(spelt.lower().isin(sorted(NOTHING)), ibis.null("string"), spelt)


def _is_tidy(text: str) -> bool:
    return text == text.strip() and text.lower() not in NOTHING


def _text(column: Value) -> StringValue:
    return column if column.type().is_string() else column.cast("string")


def _named(column: Value) -> StringValue:
    """Return a name; null where it is empty, so that rows without one are not of one name."""
    return _text(column).nullif("")


def _sequence(column: Value) -> IntegerValue:
    return column.cast("int64") if column.type().is_integer() else column.try_cast("int64")


def time_of(column: Value) -> TimestampValue:
    """Return a time in UTC without a zone; null where it is none."""
    kind = column.type()
    if kind.is_numeric():
        return _of_number(column.cast("float64"))
    if kind.is_string():
        return _of_text(column)
    if kind.is_timestamp() or kind.is_date():
        return _within(column.cast("timestamp(6)"))
    return ibis.null("timestamp(6)")


def _of_text(column: StringValue) -> TimestampValue:
    """Return times of the texts that Python reads too; each engine reads others of its own."""
    text = column.strip()
    spelt = text
    for one, other in RESPELT:
        spelt = spelt.replace(one, other)
    apart = spelt.left(spelt.length() - 2).concat(
        ":", spelt.right(2)
    )  # groups are spelt in many ways
    spelt = ibis.ifelse(spelt.re_search(_SHORT_ZONE), apart, spelt)
    said = spelt.try_cast("timestamp('UTC')").cast("timestamp(6)")
    number = ibis.ifelse(text.re_search(NUMBER_TIME), text, ibis.null("string"))
    return ibis.ifelse(
        text.re_search(ISO_TIME), _within(said), _of_number(number.try_cast("float64"))
    )


def _within(time: TimestampValue) -> TimestampValue:
    is_one = (time >= ibis.timestamp(_FIRST)) & (time <= ibis.timestamp(_LAST))
    return ibis.ifelse(is_one, time, ibis.null("timestamp(6)"))


def _of_number(number: Value) -> TimestampValue:
    """Return times of seconds since 1970, or of what is a thousandth where that is too many.

    A number that is none has to be asked for: the statistics leave it out.
    """
    known = ibis.ifelse(number.isnan(), ibis.null("float64"), number)
    scaled = [known / unit for unit in UNITS]
    seconds = ibis.coalesce(
        *(
            ibis.ifelse(each.between(MIN_SECONDS, MAX_SECONDS), each, ibis.null("float64"))
            for each in scaled
        )
    )
    micros = (seconds * 1_000_000 + 0.5).floor().cast("int64")
    return (ibis.timestamp("1970-01-01") + micros.as_interval("us")).cast("timestamp(6)")


_SHORT_ZONE = "[+-][0-9]{4}$"

_FIRST, _LAST = "0001-01-01 00:00:00", "9999-12-31 23:59:59.999"
"""What Python can tell as a time; engines know earlier and later ones, and infinite."""
