"""Observations of one time: whether some order of them is as the lifecycle permits.

A trace whose order is known in part stands for each of its orders: Marco Pegoraro, Wil van der
Aalst, Mining uncertain event data in process mining, 2019.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, permutations

from wayout.analysis.conformance.replay.engine import Recorded
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import AGAINST, Outcome, step

MOST_PERMUTED = 6
"""So many observations of one time are tried in every order; more are given the benefit."""


def is_possible(hops: Hops, trace: Sequence[Recorded], *, complete: bool) -> bool:
    """Whether the observations of a resource can have come in an order that nothing is against.

    Where the log is `complete`, nothing may be skipped either. `trace` is in order of time.
    Exponential in the size of a tie alone, which is bounded.
    """
    bad = AGAINST | {Outcome.SKIPPED} if complete else AGAINST
    ends: set[str | None] = {None}
    for tie in _ties(trace):
        if len(tie) > MOST_PERMUTED:
            ends = set(tie)
            continue
        ends = {
            order[-1]
            for before in ends
            for order in permutations(tie)
            if all(
                step(hops, previous, current)[0] not in bad
                for previous, current in zip((before, *order), order, strict=False)
            )
        }
        if not ends:
            return False
    return True


def _ties(trace: Sequence[Recorded]) -> Iterator[tuple[str, ...]]:
    for _, alike in groupby(trace, key=lambda each: each.time):
        yield tuple(dict.fromkeys(each.current for each in alike))
