"""The check of a log, written once in Ibis for every engine that it compiles to.

An engine sees the log once: it gathers the trace of each resource, and counts what follows what.
It returns the pair table, which has at most a few rows for each two states, however long the log
is; what the pairs mean is decided from that table alone.

A log is a table of `resource`, `state` (texts), `time` (without zone, in UTC) and `sequence`
(the order in which the rows came). It may have the texts `told` (the state before the step, as
the log tells it), `event`, and `message` (which is the same where a message was delivered again).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, StructValue, Table, Value

NEEDED = ("resource", "time", "state", "sequence")
OPTIONAL = ("told", "event", "message")


def observations(log: Table) -> Table:
    """Return the rows that are observations, a redelivered message once.

    A message that says something else is another one, whatever its id. A log without messages is
    not searched for redelivered ones, which spares a pass.
    """
    known = log.filter(log.resource.notnull() & log.time.notnull() & log.state.notnull())
    if "message" not in log.columns:
        return known
    alike = [known.message, known.resource, known.state]
    number = ibis.row_number().over(group_by=alike, order_by=known.sequence)
    times = known.mutate(delivery=number)
    return times.filter(times.message.isnull() | (times.delivery == 0)).drop("delivery")


def steps(log: Table) -> Table:
    """Return observations with the state before each: by time, then by order of arrival.

    `place` is the number of each among those of its resource, from 0. What has no sequence comes
    last of its time, and what is alike in both by its state and what else it tells. The
    observations of a resource are gathered and put in order as one list: a window would have the
    engine sort the whole log, which takes most of the time. A resource whose observations do not
    fit into memory cannot be read.
    """
    order = {
        "time": log.time,
        "sequence": log.sequence.fill_null(_LAST),
        "state": log.state,
    }
    compared = [name for name in ("told", "event") if name in log.columns]
    each = ibis.struct(order | {name: log[name] for name in compared})
    gathered = log.group_by("resource").agg(trace=each.collect())
    t = _neighbours(gathered.mutate(trace=gathered.trace.sort()), (*order, *compared))
    is_tied = t.time == t.before
    repeated = is_tied & (t.state == t.previous)
    for name in compared:
        repeated &= _alike(t[name], t[f"{name}_before"])
    return t.mutate(
        told=_news(t) if "told" in compared else ibis.null("string"),
        tied=_known(is_tied | (t.time == t.after) | (t.before == t.earlier)),
        repeated=_known(repeated),
        spent=t.time.delta(t.before, unit="microsecond"),
    )


_LAST = 2**63 - 1


def _neighbours(gathered: Table, names: Sequence[str]) -> Table:
    """Return a row for each place in the traces: what is there, and what is around it."""
    lists = {name: gathered.trace.map(partial(_part, name=name)) for name in names}
    t = gathered.select("resource", **lists)
    t = t.mutate(place=ibis.range(0, t.time.length()).unnest())

    def before(name: str, by: int = 1) -> Value:
        return ibis.ifelse(t.place >= by, t[name][t.place - by], ibis.null())

    is_last = t.place + 1 >= t.time.length()
    return t.select(
        "resource",
        "place",
        **{name: t[name][t.place] for name in names},
        **{f"{name}_before": before(name) for name in names if name in OPTIONAL},
        previous=before("state"),
        before=before("time"),
        earlier=before("time", 2),
        after=ibis.ifelse(is_last, ibis.null(), t.time[t.place + 1]),
    )


def _part(each: StructValue, name: str) -> Value:
    return each[name]


def pairs(log: Table) -> Table:
    """Return the pair table of observations, in the order of its states: what `Pair` holds."""
    t = steps(log)
    grouped = t.group_by("previous", "told", current=t.state, tied=t.tied, repeated=t.repeated).agg(
        count=t.count(),
        first=t.time.min(),
        last=t.time.max(),
        example=t.resource.min(),
        spent=t.spent.sum().fill_null(0),
    )
    order = [grouped[name].asc(nulls_first=True) for name in ("previous", "told", "current")]
    return grouped.order_by([*order, grouped.tied, grouped.repeated])


def _news(t: Table) -> Value:
    """Return the state before where it is news: Nova tells the present one in place of none."""
    is_news = (t.previous.isnull() | (t.told != t.previous)) & (t.told != t.state)
    return ibis.ifelse(is_news.fill_null(False), t.told, ibis.null())  # noqa: FBT003


def _known(truth: BooleanValue) -> BooleanValue:
    return truth.fill_null(False)  # noqa: FBT003 - so that no truth is unknown


def _alike(left: Value, right: Value) -> BooleanValue:
    return _known(left == right) | (left.isnull() & right.isnull())
