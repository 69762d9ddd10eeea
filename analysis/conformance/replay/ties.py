"""Observations of one time: whether some order of them is as the lifecycle permits.

A trace whose order is known in part stands for each of its orders: Marco Pegoraro, Wil van der
Aalst, Mining uncertain event data in process mining, 2019.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, permutations

from wayout.analysis.conformance.replay.engine import Recorded
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Outcome, step, unexplained

MOST_PERMUTED = 6
"""So many observations of one time are tried in every order; more are given the benefit."""


def is_possible(hops: Hops, trace: Iterable[Recorded], *, complete: bool) -> bool:
    """Whether the observations of a resource can have come in an order that nothing is against.

    Where the log is `complete`, nothing may be skipped either. `trace` is in order of time.
    Exponential in the size of a tie alone, which is bounded.
    """
    against = unexplained(complete=complete)
    ends: Collection[str | None] = (None,)
    for tie in _ties(trace):
        ends = ends_of(hops, ends, tie, against)
        if not ends:
            return False
    return True


def ends_of(
    hops: Hops, before: Collection[str | None], tie: Collection[str], against: Collection[Outcome]
) -> tuple[str, ...]:
    """Return what a resource may be after different states of one time, in some order of them.

    `before` is what it may have been until then. Nothing is returned where each order has a step
    whose outcome is one of those `against` it. The states are in their own order.
    """
    if len(tie) > MOST_PERMUTED:
        return tuple(sorted(tie))
    found = {
        order[-1]
        for first in before
        for order in permutations(tie)
        if all(
            step(hops, previous, current)[0] not in against
            for previous, current in zip((first, *order), order, strict=False)
        )
    }
    return tuple(sorted(found))


def _ties(trace: Iterable[Recorded]) -> Iterator[tuple[str, ...]]:
    for _, alike in groupby(trace, key=lambda each: each.time):
        yield tuple(dict.fromkeys(each.current for each in alike))
