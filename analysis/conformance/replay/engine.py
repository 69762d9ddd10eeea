"""Ask an engine about a log: everything that is read of it comes through here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import ibis

from wayout.analysis.conformance.replay.expression import observations, pairs, steps
from wayout.analysis.conformance.replay.pairs import Dropped, Pair, Tally

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table

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


@dataclass(frozen=True, slots=True)
class Dwell:
    """How long resources stay in a state, over those stays whose end is recorded."""

    state: str
    stays: int
    shortest: timedelta
    median: timedelta
    ninety: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Rest:
    """The resources whose last observation is of a state, by the time that they came into it."""

    state: str
    resources: int
    since: datetime
    example: str


def tally(log: Table) -> Tally:
    """Count a log: one pass for its rows, one for its pairs."""
    counted = log.aggregate(
        rows=log.count(),
        resource=log.resource.isnull().sum(),
        time=log.time.isnull().sum(),
        state=log.state.isnull().sum(),
        known=(log.resource.notnull() & log.time.notnull() & log.state.notnull()).sum(),
    )
    (numbers,) = _rows(counted)
    found = tuple(Pair(**row) for row in _rows(pairs(observations(log))))
    seen = sum(pair.count for pair in found)
    repeated = sum(pair.count for pair in found if pair.repeated)
    return Tally(
        pairs=found,
        rows=numbers["rows"],
        resources=sum(pair.count for pair in found if pair.previous is None),
        dropped=Dropped(*(int(numbers[name] or 0) for name in ("resource", "time", "state"))),
        duplicates=int(numbers["known"] or 0) - seen + repeated,
    )


def listed(log: Table, keys: Collection[Key], *, most: int) -> tuple[Recorded, ...]:
    """Return the steps of some pairs, at most so many, by resource and time."""
    if not keys:
        return ()
    t = steps(observations(log))
    wanted = _any_of(t, keys) & ~t.repeated
    return _recorded(t.filter(wanted), most)


def traces(log: Table, resources: Collection[str], *, most: int) -> tuple[Recorded, ...]:
    """Return every step of some resources, at most so many, by resource and time."""
    known = observations(log)
    return _recorded(steps(known.filter(known.resource.isin(list(resources)))), most)


def stays(log: Table) -> tuple[Dwell, ...]:
    """Return how long resources stay in each state: from one change to the next."""
    t = _changes(log)
    ended = t.filter(t.until.notnull()).mutate(lasted=t.until.delta(t.time, unit="microsecond"))
    found = ended.group_by("state").agg(
        stays=ended.count(),
        shortest=ended.lasted.min(),
        median=ended.lasted.quantile(0.5),
        ninety=ended.lasted.quantile(0.9),
        longest=ended.lasted.max(),
    )
    return tuple(
        Dwell(state, count, *map(_micros, lasted))
        for state, count, *lasted in (row.values() for row in _rows(found.order_by("state")))
    )


def rests(log: Table, before: Mapping[str, datetime]) -> tuple[Rest, ...]:
    """Return the resources that rest in a state since before the time given for it."""
    t = _changes(log)
    last = t.filter(t.until.isnull())
    late = [(last.state == state) & (last.time < moment) for state, moment in before.items()]
    if not late:
        return ()
    held = last.filter(_any(late))
    found = held.group_by("state").agg(
        resources=held.count(), since=held.time.min(), example=held.resource.min()
    )
    return tuple(Rest(**row) for row in _rows(found.order_by("state")))


def _changes(log: Table) -> Table:
    """Return the observations that change the state, each with the time of the next change."""
    t = steps(observations(log))
    changed = t.filter(t.previous.isnull() | (t.previous != t.state))
    order = ibis.window(group_by=changed.resource, order_by=[changed.time, changed.sequence])
    return changed.mutate(until=changed.time.lead().over(order))


def _recorded(t: Table, most: int) -> tuple[Recorded, ...]:
    event = t.event if "event" in t.columns else ibis.null("string")
    chosen = t.select(
        "resource",
        "time",
        "sequence",
        "previous",
        "told",
        "tied",
        "repeated",
        current=t.state,
        event=event,
    )
    ordered = chosen.order_by("resource", "time", "sequence", "current").limit(most)
    return tuple(Recorded(**row) for row in _rows(ordered.drop("sequence")))


def _any_of(t: Table, keys: Collection[Key]) -> BooleanValue:
    return _any(
        [
            _is(t, "previous", previous) & _is(t, "told", told) & (t.state == current)
            for previous, told, current in keys
        ]
    )


def _any(conditions: Collection[BooleanValue]) -> BooleanValue:
    return ibis.or_(*conditions)


def _is(t: Table, name: str, value: str | None) -> BooleanValue:
    return t[name].isnull() if value is None else (t[name] == value).fill_null(False)  # noqa: FBT003


def _micros(value: float) -> timedelta:
    return timedelta(microseconds=round(value))


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    yield from table.to_pyarrow().to_pylist()
