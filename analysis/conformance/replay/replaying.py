"""Hold a log against a lifecycle."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count, groupby
from typing import TYPE_CHECKING

from wayout.analysis.conformance.replay.dwelling import Dwelling
from wayout.analysis.conformance.replay.engine import Key, Recorded, tally, unclear_traces
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Judged, Outcome, judged, wrong
from wayout.analysis.conformance.replay.pairs import RowNumber, Tally
from wayout.analysis.conformance.replay.ties import Orders
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.records import is_absent

if TYPE_CHECKING:
    from ibis.expr.types import Table

MOST_RETRIED = 1_000_000
"""So many steps are tried in another order: those of the resources that it may explain."""


@dataclass(frozen=True)
class Replayed:
    """What a log says of a lifecycle.

    `complete`: the log is said to hold every change, so that a skipped step is wrong as well.
    `dwelling` says how long resources stay in their states, where that is asked.
    """

    lifecycle: Lifecycle
    tally: Tally
    judged: tuple[Judged, ...]
    complete: bool
    dwelling: Dwelling | None = None

    @cached_property
    def counts(self) -> dict[Outcome, int]:
        """How many steps are of each outcome."""
        counts = Counter[Outcome]()
        for each in self.judged:
            counts[each.outcome] += each.pair.count
        return {outcome: counts[outcome] for outcome in Outcome}

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """What is against the lifecycle in every order that the log leaves open."""
        return tuple(
            each
            for each in self.judged
            if each.outcome in wrong(complete=self.complete) and each.certain > 0
        )

    @property
    def undecided(self) -> int:
        """How many steps are wrong as they came, and were too many to try in another order."""
        return sum(each.undecided for each in self.judged)

    @cached_property
    def taken(self) -> dict[Transition, int]:
        """How often each declared transition was taken; alike ones share their steps' count."""
        hops = Hops(self.lifecycle)
        found: Counter[Transition] = Counter()
        for each in self.judged:
            if each.outcome is Outcome.PERMITTED and each.origin is not None:
                for transition in hops.between(each.origin, each.pair.current):
                    found[transition] += each.pair.count
        return {each: found[each] for each in self.lifecycle.transitions}

    @cached_property
    def entered(self) -> dict[str, int]:
        """How often resources came into each declared value, those that they began in included.

        That there is no record yet is none that a log could show.
        """
        found = Counter[str]()
        for each in self.judged:
            if each.pair.previous != each.pair.current:
                found[each.pair.current] += each.pair.count
        return {
            state.value: found[state.value]
            for state in self.lifecycle.states
            if found[state.value] or not is_absent(state, self.lifecycle)
        }

    @property
    def seen(self) -> frozenset[str]:
        """The declared values that were observed."""
        return frozenset(value for value, count in self.entered.items() if count)


def replay(
    log: Table,
    lifecycle: Lifecycle,
    *,
    complete: bool,
    in_order: bool = False,
    most_retried: int = MOST_RETRIED,
) -> Replayed:
    """Judge every step of a log; one pass, and a second over the resources that stay unclear.

    The times of a log whose rows are merely `in_order` number its rows. At most so many steps are
    tried in another order, each in some 150 bytes; those that are left are undecided.
    """
    counted = _numbered(tally(log)) if in_order else tally(log)
    hops = Hops(lifecycle)
    found = tuple(judged(hops, counted.pairs))
    unclear = {
        (each.pair.previous, each.pair.told, each.pair.current)
        for each in found
        if each.pair.tied and each.outcome in wrong(complete=complete) - {Outcome.UNKNOWN_STATE}
    }
    traces = unclear_traces(log, unclear, most=most_retried + 1) if unclear else iter(())
    orders = Orders(hops, complete)
    possible, decided = _retried(orders, traces, unclear, most_retried)
    explained = (
        _explained(each, possible[_key(each)], decided[_key(each)])
        if each.pair.tied and not each.pair.repeated and _key(each) in unclear
        else each
        for each in found
    )
    return Replayed(lifecycle, counted, tuple(explained), complete)


def _numbered(counted: Tally) -> Tally:
    return replace(
        counted,
        pairs=tuple(
            replace(each, first=RowNumber.of(each.first), last=RowNumber.of(each.last))
            for each in counted.pairs
        ),
    )


def _explained(each: Judged, possible: int, decided: int) -> Judged:
    return replace(each, possible=possible, undecided=each.pair.count - decided)


def _retried(
    orders: Orders, traces: Iterator[Recorded], unclear: Collection[Key], most: int
) -> tuple[Counter[Key], Counter[Key]]:
    """Try the resources of unclear steps in each order that the times leave open.

    Return how many of the steps are none in another, and of how many that is known: those of
    resources whose steps are all among the first `most`. One trace after the other.
    """
    possible, decided = Counter[Key](), Counter[Key]()
    numbers = count()
    numbered = zip(traces, numbers, strict=False)
    last: tuple[Counter[Key], bool] = Counter(), False
    for _, trace in groupby((step for step, _ in numbered), key=lambda each: each.resource):
        _count(last, possible, decided)
        steps = Counter[Key]()
        told = _tallied(trace, unclear, steps)
        is_fine = orders.is_possible(told)
        deque(told, maxlen=0)
        last = steps, is_fine
    if next(numbers) <= most:
        _count(last, possible, decided)
    return possible, decided


def _count(last: tuple[Counter[Key], bool], possible: Counter[Key], decided: Counter[Key]) -> None:
    steps, is_fine = last
    decided += steps
    if is_fine:
        possible += steps


def _tallied(
    trace: Iterable[Recorded], unclear: Collection[Key], steps: Counter[Key]
) -> Iterator[Recorded]:
    for each in trace:
        if each.tied and not each.repeated and each.key in unclear:
            steps[each.key] += 1
        yield each


def _key(each: Judged) -> Key:
    return each.pair.previous, each.pair.told, each.pair.current
