"""What is judged as it comes says of a resource what replay says of its whole log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.conformance.replay.logs import Row, table
from tests.analysis.conformance.replay.test_replaying import Door

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.incremental import Seen, Watch
from wayout.analysis.conformance.replay.judging import Outcome, step, unexplained
from wayout.analysis.conformance.replay.replaying import replay
from wayout.analysis.reading import read

DOOR = read(Door, target="Door")
HOPS = Hops(DOOR)
NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - logs are in UTC without a zone
Log = Sequence[tuple[int, str]]

observations = st.tuples(
    st.integers(0, 3), st.sampled_from([*HOPS.values, *HOPS.values, "nonsense"])
)
logs = st.lists(observations, max_size=7).map(lambda rows: sorted(rows, key=lambda row: row[0]))


def told(log: Log, *, complete: bool = False, apart: frozenset[int] = frozenset()) -> list[Seen]:
    """Return what is told of a log; what comes before some rows is settled before they come."""
    watch, found, settled = Watch(HOPS, complete=complete), [], list[Seen]()
    for number, (second, state) in enumerate(log):
        if number in apart:
            watch.settle()
            settled += [each for each in found if not each.is_explained]
            found = []
        seen = watch.see("v", NOON + timedelta(seconds=second), state)
        found += [] if seen is None else [seen]
    return settled + [each for each in found if not each.is_explained]


def orders(log: Log) -> Iterator[tuple[str, ...]]:
    """Yield each order that the times leave open; what is there twice is there once."""
    ties = [
        tuple(dict.fromkeys(state for _, state in alike))
        for _, alike in groupby(log, key=lambda row: row[0])
    ]
    for chosen in product(*(permutations(tie) for tie in ties)):
        yield tuple(state for tie in chosen for state in tie)


def is_explained(log: Log, *, complete: bool) -> bool:
    """Whether some order has no step that is wrong."""
    against = unexplained(complete=complete)
    return any(
        all(
            step(HOPS, previous, current)[0] not in against
            for previous, current in zip((None, *order), order, strict=False)
        )
        for order in orders(log)
    )


@given(logs, st.booleans())
def test_something_is_told_if_no_order_explains_the_log(log: Log, complete: bool) -> None:  # noqa: FBT001
    assert bool(told(log, complete=complete)) is not is_explained(log, complete=complete)


@given(logs, st.booleans(), st.frozensets(st.integers(0, 6)))
def test_nothing_is_lost_where_it_is_read_in_parts(
    log: Log,
    complete: bool,  # noqa: FBT001
    apart: frozenset[int],
) -> None:
    if not is_explained(log, complete=complete):
        assert told(log, complete=complete, apart=apart)


@pytest.mark.parametrize("states", [("open", "opening"), ("opening", "open"), ("gone", "nonsense")])
def test_a_tie_is_judged_as_replay_judges_it(states: tuple[str, ...]) -> None:
    log = [(0, "shut"), *((1, state) for state in states)]
    rows = [
        Row("v", NOON + timedelta(seconds=second), state, number)
        for number, (second, state) in enumerate(log)
    ]
    found = replay(table(rows), DOOR, complete=False)
    assert [each.outcome for each in told(log)] == [each.outcome for each in found.wrong]


def test_what_comes_after_a_tie_that_was_settled_is_held_against_its_only_order() -> None:
    """`opening` came last and was explained as first, so that the door was open."""
    log = [(0, "shut"), (1, "open"), (1, "opening"), (2, "shut")]
    assert not told(log[:3])
    (seen,) = told(log, apart=frozenset({3}))
    assert (seen.previous, seen.current, seen.outcome) == ("open", "shut", Outcome.UNREACHABLE)


def test_a_state_that_the_log_tells_counts() -> None:
    watch = Watch(HOPS)
    watch.see("v", NOON, "gone")
    seen = watch.see("v", NOON + timedelta(1), "open", told="opening")
    assert seen is not None
    assert (seen.previous, seen.current, seen.outcome) == ("gone", "opening", Outcome.AFTER_FINAL)
