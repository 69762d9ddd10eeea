"""Judge the steps of a log: permitted, skipped, or against the lifecycle.

Conformance checking: Josep Carmona, Boudewijn van Dongen, Andreas Solti, Matthias Weidlich,
Conformance Checking, 2018. A step that the log lacks is a model move there; here the number of
them is the distance in the lifecycle. What a log may lack or repeat: Suriadi Suriadi, Robert
Andrews, Arthur ter Hofstede, Moe Wynn, Event log imperfection patterns for process mining, 2017.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.pairs import Pair


class Outcome(Enum):
    """What a recorded step is. The last four are against the lifecycle, whatever was lost."""

    INITIAL = "initial"
    PERMITTED = "permitted"
    STUTTER = "stutter"
    DUPLICATE = "duplicate"
    TRUNCATED = "truncated"
    AFTER_UNKNOWN = "after-unknown"
    GAP = "gap"
    SKIPPED = "skipped"
    UNREACHABLE = "unreachable"
    AFTER_FINAL = "after-final"
    UNKNOWN_STATE = "unknown-state"


LOST = frozenset({Outcome.TRUNCATED, Outcome.GAP, Outcome.SKIPPED})
"""What a log shows that lacks observations: wrong only where it is to be complete."""

AGAINST = frozenset({Outcome.UNREACHABLE, Outcome.AFTER_FINAL, Outcome.UNKNOWN_STATE})
"""What no loss of observations explains."""


def wrong(*, complete: bool) -> frozenset[Outcome]:
    """Return the outcomes that are wrong in a log that is complete, or not."""
    return AGAINST | {Outcome.SKIPPED, Outcome.GAP} if complete else AGAINST


def unexplained(*, complete: bool) -> frozenset[Outcome]:
    """Return what is wrong between two recorded states, where no other than these is told."""
    return wrong(complete=complete) - {Outcome.GAP}


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what it is. `missing` counts the steps that the log lacks at least.

    `origin` is the state before the step: what the log tells, or what it recorded last.
    `possible` counts those of the steps that are none in another order of what has one time, and
    `undecided` those of which it is not known whether they are.
    """

    pair: Pair
    outcome: Outcome
    origin: str | None
    missing: int = 0
    possible: int = 0
    undecided: int = 0

    @property
    def certain(self) -> int:
        """How many of the steps are so in every order."""
        return self.pair.count - self.possible - self.undecided

    @property
    def step(self) -> tuple[str | None, str]:
        """The step that this is about: with a state that the log tells, to it or from it."""
        told = self.pair.told
        if told is not None and self.origin == self.pair.previous:
            return self.origin, told
        return self.origin, self.pair.current


def judged(hops: Hops, pairs: Iterable[Pair]) -> Iterator[Judged]:
    """Judge each pair by the distance of its states. Linear in pairs times the lifecycle."""
    for pair in pairs:
        yield _judged(hops, pair)


def _judged(hops: Hops, pair: Pair) -> Judged:
    if pair.repeated:
        return Judged(pair, Outcome.DUPLICATE, pair.previous)
    return Judged(pair, *told_step(hops, pair.previous, pair.told, pair.current))


Step = tuple[Outcome, str | None, int]
"""What a step is, the state before it, and how many steps are missing in between."""


def step(hops: Hops, previous: str | None, current: str) -> Step:
    """Judge the step from one recorded state to another; from None, the first of a resource."""
    if current not in hops:
        return Outcome.UNKNOWN_STATE, previous, 0
    if previous is None:
        known = Outcome.INITIAL if current in hops.beginnings else Outcome.TRUNCATED
        return known, None, 0
    if previous not in hops:
        return Outcome.AFTER_UNKNOWN, previous, 0
    return _between(hops, previous, current)


def told_step(hops: Hops, previous: str | None, told: str | None, current: str) -> Step:
    """Judge a step of which the log tells the state before, where that is news: `told`, else None.

    So the log lacks a step, from what was recorded last to what is told, and either can be wrong.
    """
    if told is None:
        return step(hops, previous, current)
    outcome, origin, missing = step(hops, told, current)
    if outcome in AGAINST or previous is None:
        return outcome, origin, missing
    before, _, lost = step(hops, previous, told)
    if before in AGAINST:
        return before, previous, 0
    return Outcome.GAP, origin, missing + lost + 1


def _between(hops: Hops, previous: str, current: str) -> Step:
    if previous == current:
        return Outcome.STUTTER, previous, 0
    steps = hops.steps(previous, current)
    if steps is None:
        is_over = hops.is_final(previous)
        return (Outcome.AFTER_FINAL if is_over else Outcome.UNREACHABLE), previous, 0
    missing = len(steps) - 1
    return (Outcome.SKIPPED if missing else Outcome.PERMITTED), previous, missing
