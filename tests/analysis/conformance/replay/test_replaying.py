"""A log is judged step by step: what is permitted, what is lost, what is against the lifecycle."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random

import pytest
from tests.analysis.conformance.replay.logs import (
    Row,
    dirtied,
    pairs_by_definition,
    table,
    walks,
)

from wayout.analysis.checks.catalogue import ON_LOGS, checks
from wayout.analysis.conformance.replay.engine import listed, traces
from wayout.analysis.conformance.replay.judging import AGAINST, Outcome
from wayout.analysis.conformance.replay.replaying import Replayed, replay
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.analysis.verification import verify
from wayout.machines.image import Image
from wayout.machines.port import Port
from wayout.machines.server import Server
from wayout.machines.vocabulary import (
    Absent,
    Failure,
    Final,
    Machine,
    Request,
    Stable,
    Success,
    Transient,
)
from wayout.machines.volume import Volume


class Door(Machine):
    """A door that is built, opened and torn down; nothing builds it again."""

    absent = Absent()
    shut = Stable()
    opening = Transient()
    wide = Stable(value="open")
    gone = Final()

    build = Request(absent.to(shut), source="door.py:build")
    push = Request(shut.to(opening), source="door.py:push")
    opened = Success(opening.to(wide), source="door.py:opened")
    jammed = Failure(opening.to(shut), source="door.py:jammed")
    tear = Request(wide.to(gone), source="door.py:tear")


MACHINES = (Server, Volume, Image, Port)
NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - logs are in UTC without a zone


@cache
def lifecycle_of(machine: type) -> Lifecycle:
    return read(machine, target=machine.__name__)


def replayed(rows: list[Row], machine: type = Door, *, complete: bool = False) -> Replayed:
    return replay(table(rows), lifecycle_of(machine), complete=complete)


def log(*states: str, told: str | None = None, tied: bool = False) -> list[Row]:
    """Return a row for each state, a second apart unless they are tied."""
    apart = timedelta(seconds=0 if tied else 1)
    return [
        Row("v", NOON + apart * number, state, number, told if number else None)
        for number, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        (("shut",), "initial"),
        (("open",), "truncated"),
        (("shut", "opening"), "permitted"),
        (("shut", "shut"), "stutter"),
        (("shut", "gone"), "skipped"),
        (("open", "shut"), "unreachable"),
        (("gone", "shut"), "after-final"),
        (("shut", "wide"), "unknown-state"),
        (("wide", "shut"), "after-unknown"),
    ],
)
def test_each_outcome(states: tuple[str, ...], outcome: str) -> None:
    (last,) = (
        each.outcome
        for each in replayed(log(*states)).judged
        if (each.pair.previous, each.pair.current)
        == (states[-2] if states[1:] else None, states[-1])
    )
    assert last.value == outcome


def test_what_is_skipped_is_counted_and_wrong_in_a_complete_log_alone() -> None:
    rows = log("shut", "gone")
    lost = replayed(rows)
    assert lost.judged[-1].missing == 2
    assert not lost.wrong
    (wrong,) = findings(replayed(rows, complete=True))
    assert (wrong.check, wrong.states) == ("WO604", ("shut", "gone"))
    assert wrong.witness
    assert [step.state for step in wrong.witness.stem] == ["shut", "opening", "wide", "gone"]


def findings(found: Replayed) -> tuple[Finding, ...]:
    return verify([replace(found.lifecycle, recorded=found)], checks(ON_LOGS)).findings


def test_a_state_that_the_log_tells_and_did_not_record_is_a_gap() -> None:
    rows = [Row("v", NOON, "shut"), Row("v", NOON + timedelta(1), "open", 1, "opening")]
    assert replayed(rows).judged[-1].outcome is Outcome.GAP
    assert replayed(rows).judged[-1].missing == 1
    wrong = [Row("v", NOON, "gone"), Row("v", NOON + timedelta(1), "open", 1, "opening")]
    (finding,) = findings(replayed(wrong))
    assert (finding.check, finding.states) == ("WO602", ("gone", "opening"))


def test_a_state_told_as_before_and_after_says_nothing() -> None:
    assert replayed(log("shut", "opening", told="opening")).counts[Outcome.PERMITTED] == 1


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))]
)
def test_no_walk_is_against_its_lifecycle_whatever_is_lost_or_repeated(
    machine: type, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - the same logs every time
    rows = walks(lifecycle_of(machine), random, 40, 25)
    whole = replayed(rows, machine, complete=True)
    assert whole.counts[Outcome.PERMITTED] + whole.counts[Outcome.INITIAL] == len(rows)
    assert not whole.wrong
    dirty = replayed(dirtied(rows, random), machine)
    assert not any(dirty.counts[outcome] for outcome in AGAINST)
    assert dirty.tally.duplicates


@pytest.mark.parametrize("seed", range(3))
def test_every_injected_step_is_found_and_nothing_else(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same logs every time
    rows = walks(lifecycle_of(Volume), random, 60, 25)
    injected = []
    for number, row in enumerate(rows):
        if random.random() < 0.1 and row.state not in {"creating", "deleted"}:
            injected.append(row.resource)
            rows[number] = Row(row.resource, row.time, "downloading_", row.sequence)
    found = replayed(rows, Volume)
    unknown = [each for each in found.judged if each.outcome in AGAINST]
    assert sum(each.pair.count for each in unknown) == len(injected)
    keys = [(e.pair.previous, e.pair.told, e.pair.current) for e in unknown]
    located = listed(table(rows), keys, most=10_000)
    assert Counter(step.resource for step in located) == Counter(injected)


@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_those_that_a_loop_over_the_rows_counts(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same logs every time
    rows = dirtied(walks(lifecycle_of(Server), random, 20, 30), random)
    rows += [Row(None, NOON, "active"), Row("x", None, "active"), Row("x", NOON, None)]
    tally = replayed(rows, Server).tally
    found: Counter[tuple[str | None, str]] = Counter()
    for pair in tally.pairs:
        found[pair.previous, pair.current] += pair.count
    assert found == pairs_by_definition(rows)
    dropped = tally.dropped
    assert (dropped.resource, dropped.time, dropped.state) == (1, 1, 1)
    assert sum(found.values()) + tally.duplicates + 3 == len(rows)
    random.shuffle(rows)
    assert replayed(rows, Server).tally == tally


def test_what_has_one_time_is_wrong_only_if_no_order_is_right() -> None:
    later = NOON + timedelta(1)
    tied = [Row("v", NOON, "shut"), *(Row("v", later, state) for state in ("open", "opening"))]
    found = replayed(tied)
    assert found.counts[Outcome.UNREACHABLE] == 1
    assert not found.wrong
    wrong = [Row("v", NOON, "gone"), *(Row("v", later, state) for state in ("open", "opening"))]
    assert [each.outcome for each in replayed(wrong).wrong] == [
        Outcome.AFTER_FINAL,
        Outcome.UNREACHABLE,
    ]


@pytest.mark.parametrize(("most", "tried"), [(2, 0), (3, 1), (8, 2), (9, 3), (12, 4)])
def test_what_is_too_much_to_try_in_another_order_is_undecided(most: int, tried: int) -> None:
    later = NOON + timedelta(1)
    rows = [
        row
        for number in range(4)
        for row in (
            Row(f"v{number}", NOON, "gone" if number == 1 else "shut"),
            *(Row(f"v{number}", later, state) for state in ("open", "opening")),
        )
    ]
    found = replay(table(rows), lifecycle_of(Door), complete=False, most_retried=most)
    (unclear,) = (each for each in found.judged if each.outcome is Outcome.UNREACHABLE)
    assert unclear.undecided == 4 - tried
    assert found.undecided == unclear.undecided + (tried < 2)
    assert unclear.possible == tried - (tried > 1)
    assert sum(each.certain for each in found.wrong) == 2 * (tried > 1)


def test_a_row_that_is_there_twice_is_a_duplicate() -> None:
    counts = replayed([*log("shut", "opening"), *log("shut", "opening")]).counts
    assert (counts[Outcome.DUPLICATE], counts[Outcome.PERMITTED]) == (2, 1)


def test_findings_say_how_often_and_by_whom() -> None:
    rows = [Row(name, row.time, row.state) for name in "vw" for row in log("open", "shut")]
    (finding,) = findings(replayed(rows))
    assert finding.message == (
        "twice from 'open' to 'shut', at 2026-01-31 12:00:01 such as of v: "
        "no declared run leads there"
    )
    (unknown,) = findings(replayed(log("shut", "opning", "shut")))
    assert (unknown.check, unknown.statuses) == ("WO603", ("opning",))
    assert "did you mean 'opening'?" in unknown.message


def test_what_is_of_one_time_is_always_listed_in_one_order() -> None:
    time = datetime(2026, 1, 31)  # noqa: DTZ001 - logs are in UTC without a zone
    events = [f"event {number:03}" for number in range(300)]
    mixed = Random(1).sample(events, len(events))  # noqa: S311 - the same order every time
    rows = [Row("v", time, "in-use", event=event) for event in mixed]
    assert [each.event for each in traces(table(rows), ["v"], most=999)] == events


def test_a_trace_is_listed_step_by_step() -> None:
    rows = [*log("shut", "opening"), Row("w", NOON, "shut")]
    found = traces(table(rows), ["v"], most=10)
    assert [(step.previous, step.current) for step in found] == [
        (None, "shut"),
        ("shut", "opening"),
    ]
    assert len(traces(table(rows), ["v", "w"], most=2)) == 2


def test_thousands_of_pairs_are_looked_for_at_once() -> None:
    keys = [(f"{number}", None, "b") for number in range(5000)]
    rows = [Row("v", NOON + timedelta(seconds=at), state, at) for at, state in enumerate("7bab")]
    found = listed(table(rows), [*keys, ("a", None, "b")], most=9)
    assert [step.key for step in found] == [("7", None, "b"), ("a", None, "b")]
    told = [(None, None, "b"), ("7", "x", "b"), ("7", None, "a")]
    assert listed(table(rows), told, most=9) == ()
