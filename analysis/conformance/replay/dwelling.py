"""How long resources stay in their states, and which are stuck there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import ibis

from wayout.analysis.conformance.replay.engine import any_of, rows
from wayout.analysis.conformance.replay.expression import observations, steps

if TYPE_CHECKING:
    from ibis.expr.types import Table


_EARLIEST = datetime(1, 1, 1)  # noqa: DTZ001 - logs are in UTC without a zone


@dataclass(frozen=True, slots=True)
class Stay:
    """How long resources stay in a state, over the stays whose end is recorded.

    `over` counts those that lasted longer than the state may last, where that is said.
    """

    state: str
    stays: int
    over: int
    shortest: timedelta
    median: timedelta
    ninety: timedelta
    longest: timedelta


@dataclass(frozen=True, slots=True)
class Stuck:
    """The resources that came into a state longer ago than it may last, and are still there.

    `since` is when the first of them came, `example` the first by name.
    """

    state: str
    resources: int
    since: datetime
    example: str


@dataclass(frozen=True, slots=True)
class Dwelling:
    """The stays in each state, and what is stuck; `now` is when the log is looked at."""

    now: datetime
    limits: Mapping[str, timedelta]
    stays: tuple[Stay, ...]
    stuck: tuple[Stuck, ...]


def dwelling(log: Table, limits: Mapping[str, timedelta], now: datetime) -> Dwelling:
    """Return how long resources stay in each state, and which stay longer than `limits` say.

    A stay lasts from a change of the state to the next; observations of the same state between
    them change nothing. Two window passes over the log.
    """
    changed = _changes(log)
    return Dwelling(now, limits, _stays(changed, limits), _stuck(changed, limits, now))


def _changes(log: Table) -> Table:
    """Return the observations that change the state, each with the time of the next change."""
    t = steps(observations(log))
    changed = t.filter(t.previous.isnull() | (t.previous != t.state))
    order = ibis.window(group_by=changed.resource, order_by=changed.place)
    return changed.mutate(until=changed.time.lead().over(order))


def _stays(changed: Table, limits: Mapping[str, timedelta]) -> tuple[Stay, ...]:
    ended = changed.filter(changed.until.notnull())
    ended = ended.mutate(lasted=ended.until.delta(ended.time, unit="microsecond"))
    late = [
        (ended.state == state) & (ended.lasted > most // timedelta(microseconds=1))
        for state, most in limits.items()
    ]
    over = any_of(late) if late else ended.state.isnull()
    found = ended.group_by("state").agg(
        stays=ended.count(),
        over=over.sum(),
        shortest=ended.lasted.min(),
        median=ended.lasted.quantile(0.5),
        ninety=ended.lasted.quantile(0.9),
        longest=ended.lasted.max(),
    )
    return tuple(
        Stay(state, count, over, *map(_micros, lasted))
        for state, count, over, *lasted in (row.values() for row in rows(found.order_by("state")))
    )


def _stuck(changed: Table, limits: Mapping[str, timedelta], now: datetime) -> tuple[Stuck, ...]:
    last = changed.filter(changed.until.isnull())
    late = [
        (last.state == state) & (last.time < now - most)
        for state, most in limits.items()
        if now - _EARLIEST > most
    ]
    if not late:
        return ()
    held = last.filter(any_of(late))
    found = held.group_by("state").agg(
        resources=held.count(), since=held.time.min(), example=held.resource.min()
    )
    return tuple(Stuck(**row) for row in rows(found.order_by("state")))


def _micros(value: float) -> timedelta:
    return timedelta(microseconds=round(value))
