"""How long resources stay in their states, against a loop over the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median

import pytest
from tests.analysis.conformance.replay.logs import Row, table, walks

from wayout.analysis.conformance.replay.dwelling import Stay, Stuck, dwelling
from wayout.analysis.reading import read
from wayout.machines.volume import Volume

NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - logs are in UTC without a zone
HOUR = timedelta(hours=1)


def changes(rows: Sequence[Row]) -> dict[str, list[tuple[datetime, str]]]:
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.time or NOON, row.sequence)):
        assert row.resource
        assert row.time
        assert row.state
        steps = found[row.resource]
        if not steps or steps[-1][1] != row.state:
            steps.append((row.time, row.state))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_stays_are_those_of_a_loop(seed: int) -> None:
    rows = walks(
        read(Volume, target="volume"),
        Random(seed),  # noqa: S311 - the same logs every time
        30,
        30,
    )
    now = max(row.time for row in rows if row.time) + HOUR
    limits = {"available": HOUR / 10, "error": HOUR}
    found = dwelling(table(rows), limits, now)
    lasted: dict[str, list[timedelta]] = defaultdict(list)
    stuck: dict[str, list[str]] = defaultdict(list)
    for resource, steps in changes(rows).items():
        for (came, state), (left, _) in pairwise(steps):
            lasted[state].append(left - came)
        came, state = steps[-1]
        if state in limits and now - came > limits[state]:
            stuck[state].append(resource)
    assert {stay.state: (stay.stays, stay.longest) for stay in found.stays} == {
        state: (len(stays), max(stays)) for state, stays in lasted.items()
    }
    for stay in found.stays:
        assert abs(stay.median - median(lasted[stay.state])) <= timedelta(microseconds=1)
        most = limits.get(stay.state, timedelta.max)
        assert stay.over == sum(each > most for each in lasted[stay.state])
    assert {each.state: (each.resources, each.example) for each in found.stuck} == {
        state: (len(names), min(names)) for state, names in stuck.items()
    }


def test_what_is_seen_again_in_its_state_stays_on() -> None:
    times = [("shut", 0), ("shut", 1), ("open", 3)]
    rows = [Row("v", NOON + number * HOUR, state) for state, number in times]
    found = dwelling(table(rows), {"open": HOUR}, NOON + 5 * HOUR)
    assert found.stays == (Stay("shut", 1, 0, *[3 * HOUR] * 4),)
    assert found.stuck == (Stuck("open", 1, NOON + 3 * HOUR, "v"),)
