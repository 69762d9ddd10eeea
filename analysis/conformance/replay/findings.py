"""What of a log is wrong, as findings on the lifecycle that it was held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.dwelling import Dwelling, Stuck
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Judged, Outcome
from wayout.analysis.conformance.replay.pairs import Pair
from wayout.analysis.conformance.replay.replaying import Replayed
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.suggesting import did_you_mean

UNDECLARED_STEP = Check(
    id="WO601",
    slug="undeclared-step",
    severity=Severity.ERROR,
    summary="A recorded step between states from one of which no run leads to the other.",
    remedy="declare the transition with its source, or find who wrote the state",
    run=None,
)
STEP_AFTER_FINAL = Check(
    id="WO602",
    slug="step-after-final",
    severity=Severity.ERROR,
    summary="A recorded step out of a final state.",
    remedy="find who writes to a resource that is gone, or whether its id is used again",
    run=None,
)
UNKNOWN_RECORDED_STATE = Check(
    id="WO603",
    slug="unknown-recorded-state",
    severity=Severity.ERROR,
    summary="A recorded state that the lifecycle does not declare.",
    remedy="declare the state, or say of what it is a synonym: --alias RECORDED=STATE",
    run=None,
)
SKIPPED_STEP = Check(
    id="WO604",
    slug="skipped-step",
    severity=Severity.WARNING,
    summary="A step in a complete log that is several declared steps.",
    remedy="declare the short cut, or leave out --complete: the log lacks observations",
    run=None,
)
STUCK_RESOURCE = Check(
    id="WO605",
    slug="stuck-resource",
    severity=Severity.WARNING,
    summary="Resources that stay in a state longer than they may.",
    remedy="see with `wayout show` who can get them out of it, and how",
    run=None,
)
CHECKS = (UNDECLARED_STEP, STEP_AFTER_FINAL, UNKNOWN_RECORDED_STATE, SKIPPED_STEP, STUCK_RESOURCE)


def findings(replayed: Replayed) -> Iterator[Finding]:
    """Yield a finding for each pair of states whose steps are wrong, most frequent first.

    The witness is the shortest declared run between the two, where there is one. An unknown
    state is one finding, whatever came before it.
    """
    hops = Hops(replayed.lifecycle)
    wrong = sorted(replayed.wrong, key=lambda each: (-_certain(each), str(_states(each))))
    unknown: dict[str, list[Judged]] = {}
    for each in wrong:
        if each.outcome is Outcome.UNKNOWN_STATE:
            unknown.setdefault(_strange(hops, each), []).append(each)
        else:
            yield _step(hops, each)
    for value, found in unknown.items():
        yield _unknown(hops, value, found)
    if replayed.dwelling is not None:
        for stuck in replayed.dwelling.stuck:
            yield _stuck(hops, stuck, replayed.dwelling)


def _stuck(hops: Hops, stuck: Stuck, dwelling: Dwelling) -> Finding:
    most = dwelling.limits[stuck.state]
    many = "1 resource is" if stuck.resources == 1 else f"{stuck.resources:,} resources are"
    since = (
        f"since {stuck.since.isoformat(' ')}"
        if stuck.resources == 1
        else (f"the first since {stuck.since.isoformat(' ')}")
    )
    return STUCK_RESOURCE.finding(
        hops.lifecycle,
        f"{many} in {stuck.state!r} for more than {most}, {since}, such as {stuck.example}",
        states=tuple(_ids(hops, stuck.state)),
    )


def _step(hops: Hops, each: Judged) -> Finding:
    origin, current = _states(each)
    what = f"{_times(_certain(each))} from {origin!r} to {current!r}, {_when(each.pair)}"
    message, check = _said(each, what)
    return check.finding(
        hops.lifecycle,
        message + _doubt(each),
        states=tuple(_ids(hops, origin) + _ids(hops, current)),
        directed=True,
        witness=hops.explanation(origin, current) if check is SKIPPED_STEP else None,
    )


def _said(each: Judged, what: str) -> tuple[str, Check]:
    match each.outcome:
        case Outcome.AFTER_FINAL:
            return f"{what}: the first is final", STEP_AFTER_FINAL
        case Outcome.UNREACHABLE:
            return f"{what}: no declared run leads there", UNDECLARED_STEP
    missing = f"{each.missing} step" if each.missing == 1 else f"{each.missing} steps"
    return f"{what}: {missing} between them are not in the log", SKIPPED_STEP


def _unknown(hops: Hops, value: str, found: list[Judged]) -> Finding:
    pairs = [each.pair for each in found]
    count = sum(map(_certain, found))
    when = _between(
        min(pair.first for pair in pairs),
        max(pair.last for pair in pairs),
        min(pair.example for pair in pairs),
        is_one=count == 1,
    )
    hint = did_you_mean(value, hops.values)
    return UNKNOWN_RECORDED_STATE.finding(
        hops.lifecycle,
        f"{value!r}, recorded {_times(count)}, {when}, is no state{hint}",
        statuses=(value,),
    )


def _strange(hops: Hops, each: Judged) -> str:
    told = each.pair.told
    return told if told is not None and told not in hops else each.pair.current


def _states(each: Judged) -> tuple[str, str]:
    """Return the states of the step that is wrong: what the log tells came before, or after."""
    pair = each.pair
    if pair.told is not None and each.origin == pair.previous:
        return pair.previous or pair.told, pair.told
    return each.origin or pair.current, pair.current


def _ids(hops: Hops, value: str) -> list[str]:
    states = hops.lifecycle.states
    return [state.id for state in states if state.value == value][:1]


def _certain(each: Judged) -> int:
    return each.pair.count - each.possible


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
