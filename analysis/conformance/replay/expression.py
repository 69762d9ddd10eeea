"""The check of a log, written once in Ibis for every engine that it compiles to.

An engine sees the log once: one window pass, one group-by. It returns the pair table, which has
at most a few rows for each two states, however long the log is; what the pairs mean is decided
from that table alone.

A log is a table of `resource`, `state` (texts), `time` (without zone, in UTC) and `sequence`
(the order in which the rows came). It may have the texts `told` (the state before the step, as
the log tells it), `event`, and `message` (which is the same where a message was delivered again).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Table, Value

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
    """Return observations with the state before each: by time, then by order of arrival."""
    order = ibis.window(group_by=log.resource, order_by=[log.time, log.sequence, log.state])

    def before(name: str, by: int = 1) -> Value:
        return log[name].lag(by).over(order)

    compared = [name for name in ("told", "event") if name in log.columns]
    t = log.mutate(
        previous=before("state"),
        before=before("time"),
        earlier=before("time", 2),
        after=log.time.lead().over(order),
        **{f"{name}_before": before(name) for name in compared},
    )
    is_tied = _same(t.time, t.before)
    repeated = is_tied & _same(t.state, t.previous)
    for name in compared:
        repeated &= _alike(t[name], t[f"{name}_before"])
    return t.mutate(
        told=_news(t) if "told" in compared else ibis.null("string"),
        tied=is_tied | _same(t.time, t.after) | _same(t.before, t.earlier),
        repeated=repeated,
        spent=t.time.delta(t.before, unit="microsecond").fill_null(0),
    )


def pairs(log: Table) -> Table:
    """Return the pair table of observations, in the order of its states: what `Pair` holds."""
    t = steps(log)
    grouped = t.group_by("previous", "told", current=t.state, tied=t.tied, repeated=t.repeated).agg(
        count=t.count(),
        first=t.time.min(),
        last=t.time.max(),
        example=t.resource.min(),
        spent=t.spent.sum(),
    )
    order = [grouped[name].asc(nulls_first=True) for name in ("previous", "told", "current")]
    return grouped.order_by([*order, grouped.tied, grouped.repeated])


def _news(t: Table) -> Value:
    """Return the state before where it is news: Nova tells the present one in place of none."""
    is_news = (t.previous.isnull() | (t.told != t.previous)) & (t.told != t.state)
    return ibis.ifelse(is_news.fill_null(False), t.told, ibis.null("string"))  # noqa: FBT003


def _same(left: Value, right: Value) -> BooleanValue:
    return (left == right).fill_null(False)  # noqa: FBT003 - so that no truth is unknown


def _alike(left: Value, right: Value) -> BooleanValue:
    return _same(left, right) | (left.isnull() & right.isnull())
