"""Ask an engine about a log: everything that is read of it comes through here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import ibis

from wayout.analysis.conformance.replay.expression import observations, pairs, steps
from wayout.analysis.conformance.replay.pairs import Dropped, Pair, Tally

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, StringValue, Table

Key = tuple[str | None, str | None, str]
"""What steps are alike by: the state before, the one that the log tells, and the one after."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded step of one resource: an observation, and the state before it."""

    resource: str
    time: datetime
    previous: str | None
    told: str | None
    current: str
    event: str | None
    tied: bool
    repeated: bool

    @property
    def key(self) -> Key:
        """By what it is one of a pair."""
        return self.previous, self.told, self.current


def tally(log: Table) -> Tally:
    """Count a log: one pass for its pairs, and one more where they do not hold all of its rows."""
    found = tuple(Pair(**row) for row in rows(pairs(observations(log))))
    total = int(log.count().to_pyarrow().as_py())
    seen = sum(pair.count for pair in found)
    dropped, known = (Dropped(), seen) if seen == total else _dropped(log)
    return Tally(
        pairs=found,
        rows=total,
        resources=sum(pair.count for pair in found if pair.previous is None),
        dropped=dropped,
        duplicates=known - seen + sum(pair.count for pair in found if pair.repeated),
    )


def _dropped(log: Table) -> tuple[Dropped, int]:
    """Count the rows that want something, and those that want nothing."""
    counted = log.aggregate(
        resource=log.resource.isnull().sum(),
        time=log.time.isnull().sum(),
        state=log.state.isnull().sum(),
        known=(log.resource.notnull() & log.time.notnull() & log.state.notnull()).sum(),
    )
    (numbers,) = rows(counted)
    wanting, known = ("resource", "time", "state"), int(numbers["known"] or 0)
    return Dropped(*(int(numbers[name] or 0) for name in wanting)), known


def listed(log: Table, keys: Collection[Key], *, most: int) -> tuple[Recorded, ...]:
    """Return the steps of some pairs, at most so many, by resource and time."""
    if not keys:
        return ()
    t = steps(observations(log))
    wanted = _one_of(t, keys) & ~t.repeated
    return _recorded(t.filter(wanted), most)


def traces(log: Table, resources: Collection[str], *, most: int) -> tuple[Recorded, ...]:
    """Return every step of some resources, at most so many, by resource and time."""
    known = observations(log)
    return _recorded(steps(known.filter(known.resource.isin(list(resources)))), most)


def unclear_traces(log: Table, keys: Collection[Key], *, most: int) -> Iterator[Recorded]:
    """Yield every step of the resources that have a step of some pairs beside others of one time.

    At most so many steps, by resource and time. They are in memory as columns, some 150 bytes each.
    """
    known = observations(log)
    t = steps(known)
    unclear = t.filter(_one_of(t, keys) & t.tied & ~t.repeated).select("resource").distinct()
    ordered = _ordered(steps(known.semi_join(unclear, "resource")), most)
    yield from (Recorded(**row) for row in rows(ordered))


def _recorded(t: Table, most: int) -> tuple[Recorded, ...]:
    return tuple(Recorded(**row) for row in rows(_ordered(t, most)))


def _ordered(t: Table, most: int) -> Table:
    event = t.event if "event" in t.columns else ibis.null("string")
    chosen = t.select(
        "resource",
        "place",
        "time",
        "previous",
        "told",
        "tied",
        "repeated",
        current=t.state,
        event=event,
    )
    return chosen.order_by("resource", "place").limit(most).drop("place")


def _one_of(t: Table, keys: Collection[Key]) -> BooleanValue:
    """Return whether a step is of one of some pairs; of thousands as fast as of one."""
    texts = [_spelt(t[name].cast("string")) for name in ("previous", "told")]
    spelt = texts[0].concat(_APART, texts[1], _APART, t.state.cast("string"))
    wanted = {
        _APART.join((*("-" if each is None else f"+{each}" for each in before), current))
        for *before, current in keys
    }
    is_after = t.state.isin(sorted({current for *_, current in keys}))
    return is_after & spelt.isin(sorted(wanted))


_APART = "\x1f"


def _spelt(column: StringValue) -> StringValue:
    return ibis.ifelse(column.isnull(), "-", ibis.literal("+").concat(column))


def any_of(conditions: Collection[BooleanValue]) -> BooleanValue:
    """Return whether one of some conditions holds."""
    return ibis.or_(*conditions)


def rows(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a result by their columns; they all fit into memory as columns.

    Spark's come by way of Pandas, which knows no time after the year 2262: as microseconds.
    """
    is_spark = table.get_backend().name == "pyspark"
    times = [name for name, kind in table.schema().items() if is_spark and kind.is_timestamp()]
    since = ibis.timestamp(_EPOCH.isoformat())
    counted = table.mutate(**{n: table[n].delta(since, unit="microsecond") for n in times})
    for batch in (counted if times else table).to_pyarrow().to_batches(max_chunksize=_AT_ONCE):
        for row in batch.to_pylist():
            yield row | {
                name: None if row[name] is None else _EPOCH + timedelta(microseconds=row[name])
                for name in times
            }


_AT_ONCE = 10_000
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - logs are in UTC without a zone
