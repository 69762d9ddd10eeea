"""What of a log is wrong, as findings on the lifecycle that it was held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Judged, Outcome
from wayout.analysis.conformance.replay.pairs import Pair
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.dwelling import Dwelling, Stuck


def steps(lifecycle: Lifecycle, check: Check, *outcomes: Outcome) -> Iterator[Finding]:
    """Yield a finding for each pair of states whose steps are so, most frequent first.

    Its witness is the shortest declared run between the two, where there is one.
    """
    hops = Hops(lifecycle)
    for each in _wrong(lifecycle):
        if each.outcome in outcomes:
            yield _step(hops, check, each)


def unknown(lifecycle: Lifecycle, check: Check) -> Iterator[Finding]:
    """Yield a finding for each recorded state that is not declared, whatever came before it."""
    hops = Hops(lifecycle)
    found: dict[str, list[Judged]] = {}
    for each in _wrong(lifecycle):
        if each.outcome is Outcome.UNKNOWN_STATE:
            for value in _strange(hops, each):
                found.setdefault(value, []).append(each)
    for value, judged in found.items():
        yield _unknown(hops, check, value, judged)


def stuck(lifecycle: Lifecycle, check: Check) -> Iterator[Finding]:
    """Yield a finding for each state in which resources stay too long."""
    hops = Hops(lifecycle)
    if lifecycle.recorded is not None and lifecycle.recorded.dwelling is not None:
        for each in lifecycle.recorded.dwelling.stuck:
            yield _stuck(hops, check, each, lifecycle.recorded.dwelling)


def _wrong(lifecycle: Lifecycle) -> list[Judged]:
    if lifecycle.recorded is None:
        return []
    wrong = lifecycle.recorded.wrong
    return sorted(wrong, key=lambda each: (-each.certain, str(_states(each))))


def _stuck(hops: Hops, check: Check, stuck: Stuck, dwelling: Dwelling) -> Finding:
    most = dwelling.limits[stuck.state]
    many = "1 resource is" if stuck.resources == 1 else f"{stuck.resources:,} resources are"
    since = (
        f"since {stuck.since.isoformat(' ')}"
        if stuck.resources == 1
        else (f"the first since {stuck.since.isoformat(' ')}")
    )
    return check.finding(
        hops.lifecycle,
        f"{many} in {stuck.state!r} for more than {most}, {since}, such as {stuck.example}",
        states=tuple(_ids(hops, stuck.state)),
    )


def _step(hops: Hops, check: Check, each: Judged) -> Finding:
    origin, current = _states(each)
    what = f"{_times(each.certain)} from {origin!r} to {current!r}, {_when(each.pair)}"
    return check.finding(
        hops.lifecycle,
        _said(each, what) + _doubt(each),
        states=tuple(_ids(hops, origin) + _ids(hops, current)),
        directed=True,
        witness=hops.explanation(origin, current) if each.missing else None,
    )


def _said(each: Judged, what: str) -> str:
    match each.outcome:
        case Outcome.AFTER_FINAL:
            return f"{what}: the first is final"
        case Outcome.UNREACHABLE:
            return f"{what}: no declared run leads there"
    missing = (
        "1 step between them is" if each.missing == 1 else f"{each.missing} steps between them are"
    )
    return f"{what}: {missing} not in the log"


def _unknown(hops: Hops, check: Check, value: str, found: list[Judged]) -> Finding:
    pairs = [each.pair for each in found]
    count = sum(each.certain for each in found)
    when = _between(
        min(pair.first for pair in pairs),
        max(pair.last for pair in pairs),
        min(pair.example for pair in pairs),
        is_one=count == 1,
    )
    hint = did_you_mean(value, hops.values)
    return check.finding(
        hops.lifecycle,
        f"{value!r}, recorded {_times(count)}, {when}, is no state{hint}",
        statuses=(value,),
    )


def _strange(hops: Hops, each: Judged) -> list[str]:
    said = dict.fromkeys((each.pair.told, each.pair.current))
    return [value for value in said if value is not None and value not in hops]


def _states(each: Judged) -> tuple[str, str]:
    origin, current = each.step
    return origin or current, current


def _ids(hops: Hops, value: str) -> list[str]:
    states = hops.lifecycle.states
    return [state.id for state in states if state.value == value][:1]


def _doubt(each: Judged) -> str:
    if not each.possible:
        return ""
    return f"; {_times(each.possible)} more, unless what has one time came in another order"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _when(pair: Pair) -> str:
    return _between(pair.first, pair.last, pair.example, is_one=pair.count == 1)


def _between(first: datetime, last: datetime, example: str, *, is_one: bool) -> str:
    by = "of" if is_one else "such as of"
    if first == last:
        return f"at {first.isoformat(' ')} {by} {example}"
    return f"first {first.isoformat(' ')}, last {last.isoformat(' ')}, {by} {example}"
