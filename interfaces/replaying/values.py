"""What logs say, as JSON."""

from __future__ import annotations

from datetime import datetime

from wayout.analysis.conformance.replay.candidates import candidates
from wayout.analysis.conformance.replay.dwelling import Dwelling, Stay
from wayout.analysis.conformance.replay.judging import Judged
from wayout.analysis.conformance.replay.pairs import RowNumber
from wayout.analysis.conformance.replay.replaying import Replayed
from wayout.interfaces.exchange.sparse import JsonObject
from wayout.interfaces.recordings.opening import Log


def log_value(log: Log) -> JsonObject:
    """Return what logs hold altogether: rows by what they are about, and rows left out."""
    return {
        "kinds": dict(log.kinds),
        "others": log.others,
        "broken": log.broken_rows,
        "empty": list(log.empty),
    }


def replayed_value(
    replayed: Replayed, *, covered: bool = False, least: int | None = None
) -> JsonObject:
    """Return the account of a log and its pairs, each with its outcome. Times are in UTC.

    It says what is `covered`, and what is recorded `least` so often and not declared, where asked.
    """
    tally = replayed.tally
    return {
        "lifecycle": replayed.lifecycle.name,
        "rows": tally.rows,
        "resources": tally.resources,
        "dropped": dict(tally.dropped.counts),
        "duplicates": tally.duplicates,
        "complete": replayed.complete,
        "outcomes": {outcome.value: count for outcome, count in replayed.counts.items()},
        "states_seen": sorted(replayed.seen),
        **({"undecided": replayed.undecided} if replayed.undecided else {}),
        "transitions_taken": sum(count > 0 for count in replayed.taken.values()),
        "steps": [_pair(each) for each in replayed.judged],
        **({} if replayed.dwelling is None else {"dwelling": _dwelling(replayed.dwelling)}),
        **({"coverage": _coverage(replayed)} if covered else {}),
        **({} if least is None else {"candidates": _candidates(replayed, least)}),
    }


def _coverage(replayed: Replayed) -> JsonObject:
    return {
        "states": [{"state": value, "entered": count} for value, count in replayed.entered.items()],
        "transitions": [
            {"event": step.event, "from": step.from_state, "to": step.to_state, "taken": count}
            for step, count in replayed.taken.items()
        ],
    }


def _candidates(replayed: Replayed, least: int) -> list[JsonObject]:
    return [
        {
            "from": each.previous,
            "to": each.current,
            "row": each.row,
            "count": each.count,
            "first": _time(each.first),
            "last": _time(each.last),
            "example": each.example,
        }
        for each in candidates(replayed, least=least)
    ]


def _dwelling(dwelling: Dwelling) -> JsonObject:
    return {
        "now": dwelling.now.isoformat(),
        "stays": [_stay(each) for each in dwelling.stays],
        "stuck": [
            {
                "state": each.state,
                "resources": each.resources,
                "since": each.since.isoformat(),
                "example": each.example,
            }
            for each in dwelling.stuck
        ],
    }


def _stay(each: Stay) -> JsonObject:
    lasted = ("shortest", "median", "ninety", "longest")
    seconds = {name: getattr(each, name).total_seconds() for name in lasted}
    return {"state": each.state, "stays": each.stays, "over": each.over, **seconds}


def _pair(each: Judged) -> JsonObject:
    pair = each.pair
    return {
        "from": pair.previous,
        "told": pair.told,
        "to": pair.current,
        "outcome": each.outcome.value,
        "count": pair.count,
        "possible": each.possible,
        **({"undecided": each.undecided} if each.undecided else {}),
        "missing": each.missing,
        "first": _time(pair.first),
        "last": _time(pair.last),
        "example": pair.example,
        "tied": pair.tied,
        "seconds": pair.spent / 1_000_000,
    }


def _time(time: datetime) -> str | int:
    return time.number if isinstance(time, RowNumber) else time.isoformat()
