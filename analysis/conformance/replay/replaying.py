"""Hold a log against a lifecycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from wayout.analysis.conformance.replay.dwelling import Dwelling
from wayout.analysis.conformance.replay.engine import Key, listed, tally, traces
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Judged, Outcome, judged, wrong
from wayout.analysis.conformance.replay.pairs import RowNumber, Tally
from wayout.analysis.conformance.replay.ties import is_possible
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.records import is_absent

if TYPE_CHECKING:
    from ibis.expr.types import Table

MOST_TIED = 10_000
"""So many steps against the lifecycle are looked at anew where their order is not known."""


@dataclass(frozen=True)
class Replayed:
    """What a log says of a lifecycle.

    `complete`: the log is said to hold every change, so that a skipped step is wrong as well.
    `unexamined` counts steps with observations of one time that were too many to look at anew.
    `dwelling` says how long resources stay in their states, where that is asked.
    """

    lifecycle: Lifecycle
    tally: Tally
    judged: tuple[Judged, ...]
    complete: bool
    unexamined: int = 0
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
            if each.outcome in wrong(complete=self.complete) and each.possible < each.pair.count
        )

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


def replay(log: Table, lifecycle: Lifecycle, *, complete: bool, in_order: bool = False) -> Replayed:
    """Judge every step of a log; one pass, and a second over the resources that stay unclear.

    The times of a log whose rows are merely `in_order` number its rows.
    """
    counted = _numbered(tally(log)) if in_order else tally(log)
    hops = Hops(lifecycle)
    found = tuple(judged(hops, counted.pairs))
    unclear = {
        (each.pair.previous, each.pair.told, each.pair.current)
        for each in found
        if each.pair.tied and each.outcome in wrong(complete=complete) - {Outcome.UNKNOWN_STATE}
    }
    possible, unexamined = _possible(log, hops, sorted(unclear, key=str), complete=complete)
    explained = (
        replace(each, possible=min(possible[_key(each)], each.pair.count))
        if each.pair.tied and possible[_key(each)]
        else each
        for each in found
    )
    return Replayed(lifecycle, counted, tuple(explained), complete, unexamined)


def _numbered(counted: Tally) -> Tally:
    return replace(
        counted,
        pairs=tuple(
            replace(each, first=RowNumber.of(each.first), last=RowNumber.of(each.last))
            for each in counted.pairs
        ),
    )


def _possible(
    log: Table, hops: Hops, unclear: Sequence[Key], *, complete: bool
) -> tuple[Counter[Key], int]:
    """Count the steps of some pairs that are none in another order of what has one time."""
    steps = [each for each in listed(log, unclear, most=MOST_TIED + 1) if each.tied]
    resources = {step.resource for step in steps[:MOST_TIED]}
    whole = traces(log, sorted(resources), most=100 * MOST_TIED) if resources else ()
    fine = {
        resource
        for resource, trace in groupby(whole, key=lambda each: each.resource)
        if is_possible(hops, tuple(trace), complete=complete)
    }
    return Counter(step.key for step in steps if step.resource in fine), max(
        0, len(steps) - MOST_TIED
    )


def _key(each: Judged) -> Key:
    return each.pair.previous, each.pair.told, each.pair.current
