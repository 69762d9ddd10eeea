"""Observations of one time: whether some order of them is as the lifecycle permits.

A trace whose order is known in part stands for each of its orders: Marco Pegoraro, Wil van der
Aalst, Mining uncertain event data in process mining, 2019.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, permutations

from wayout.analysis.conformance.replay.engine import Recorded
from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Outcome, step, unexplained

Before = tuple[str | None, ...]
"""What a resource may have been until then; None where it was not recorded yet."""

MOST_PERMUTED = 6
"""So many observations of one time are tried in every order; more are given the benefit."""


_MOST_KEPT = 10_000
"""Of so many ties it is remembered what they can end in; then all are worked out anew."""


@dataclass(slots=True)
class Orders:
    """What a resource can be after a tie of one lifecycle, remembered: logs repeat themselves.

    In a log that is `complete`, nothing may be skipped.
    """

    hops: Hops
    complete: bool = False
    _known: dict[tuple[Before, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)

    def ends(self, before: Before, tie: tuple[str, ...]) -> tuple[str, ...]:
        """Return what `ends_of` does, where that is against an order which no run explains."""
        key = before, tie
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            against = unexplained(complete=self.complete)
            self._known[key] = ends_of(self.hops, before, tie, against)
        return self._known[key]

    def is_possible(self, trace: Iterable[Recorded]) -> bool:
        """Whether the observations of a resource can have come in an order that nothing is against.

        `trace` is in order of time. Exponential in the size of a tie alone, which is bounded.
        """
        ends: Before = (None,)
        for tie in _ties(trace):
            ends = self.ends(ends, tie)
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
