"""Lifecycles held against small logs that a test writes."""

import csv
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise, product

from hypothesis import strategies as st
from tests.analysis.conformance.replay.logs import Row, table
from tests.analysis.lifecycles import lifecycle, step

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.conformance.replay.dwelling import dwelling
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import judged
from wayout.analysis.conformance.replay.pairs import Pair, Tally
from wayout.analysis.conformance.replay.replaying import Replayed, replay
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.replaying.durations import longest_stays
from wayout.machines.vocabulary import Role

LAMP = lifecycle(
    {"dark": Role.STABLE, "warming": Role.TRANSIENT, "bright": Role.STABLE, "out": Role.FINAL},
    [
        step("light", "dark", "warming"),
        step("lit", "warming", "bright"),
        step("break", "bright", "out"),
    ],
)
VALUES = st.sampled_from([*(f"s{number}" for number in range(7)), "shared", "strange"])
"""Values of the states of `lifecycles`, and one that none has."""


def recorded(lifecycle: Lifecycle, log: str, command: str = "") -> Lifecycle:
    """Hold a lifecycle against a log as text, with the options of a command."""
    options = shlex.split(command)
    rows = [
        Row(row["resource"], datetime.fromisoformat(row["time"]), row["state"], number)
        for number, row in enumerate(csv.DictReader(log.splitlines()))
    ]
    return held(
        lifecycle,
        rows,
        complete="--complete" in options,
        stuck_after=options[-1:] if "--stuck-after" in options else [],
    )


def held(
    lifecycle: Lifecycle,
    rows: list[Row],
    *,
    complete: bool = False,
    stuck_after: Iterable[str] = (),
) -> Lifecycle:
    """Hold a lifecycle against rows."""
    log = table(rows)
    found = replay(log, lifecycle, complete=complete)
    limits = longest_stays(lifecycle, tuple(stuck_after))
    now = max(row.time for row in rows if row.time)
    found = replace(found, dwelling=dwelling(log, limits, now))
    return replace(lifecycle, recorded=found)


def found(check_id: str, lifecycle: Lifecycle) -> list[Finding]:
    """Return what a check finds."""
    (check,) = checks([check_id])
    return [] if check.run is None else list(check.run(lifecycle))


NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - logs are in UTC without a zone


def walked(lifecycle: Lifecycle, values: Sequence[str], *, complete: bool = False) -> Lifecycle:
    """Hold a lifecycle against the values that one resource had, one after another."""
    counts = Counter(pairwise((None, *values)))
    pairs = tuple(
        Pair(previous, None, str(current), False, False, count, NOON, NOON, "r")  # noqa: FBT003
        for (previous, current), count in counts.items()
    )
    tally = Tally(pairs, len(values), 1)
    found = Replayed(lifecycle, tally, tuple(judged(Hops(lifecycle), pairs)), complete)
    return replace(lifecycle, recorded=found)


def distances(lifecycle: Lifecycle) -> dict[tuple[str, str], int]:
    """Return the least number of transitions from one value to another, by Floyd and Warshall."""
    values = {state.id: state.value for state in lifecycle.states}
    far = len(values) + 1
    least = {(a, b): 0 if a == b else far for a, b in product(values, values)}
    for each in lifecycle.transitions:
        if each.from_state != each.to_state:
            least[each.from_state, each.to_state] = 1
    for by, a, b in product(values, values, values):
        least[a, b] = min(least[a, b], least[a, by] + least[by, b])
    found: dict[tuple[str, str], int] = {}
    for (a, b), steps in least.items():
        pair = values[a], values[b]
        if steps < far:
            found[pair] = min(steps, found.get(pair, far))
    return found


def steps_of(lifecycle: Lifecycle, values: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """Return the steps between declared values that are wrong, by check, by their definitions."""
    near = distances(lifecycle)
    known = {state.value for state in lifecycle.states}
    open_ones = {state.value for state in lifecycle.states if state.role is not Role.FINAL}
    wrong: dict[str, set[tuple[str, str]]] = {"WO601": set(), "WO602": set(), "WO604": set()}
    for pair in pairwise(values):
        if known.issuperset(pair) and pair not in near:
            wrong["WO601" if pair[0] in open_ones else "WO602"].add(pair)
        elif near.get(pair, 0) > 1:
            wrong["WO604"].add(pair)
    return wrong


def pairs_of(lifecycle: Lifecycle, findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """Return the values of the states that findings are about."""
    return [tuple(lifecycle.by_id[state].value for state in each.states) for each in findings]
