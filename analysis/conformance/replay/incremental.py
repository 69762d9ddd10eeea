"""Judge observations as they come, one at a time, with what each resource was last.

Of a resource whose observations come in the order of their times, and tell no other state before,
something is wrong here if and only if replay finds something wrong in a log of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Outcome, Step, told_step, wrong
from wayout.analysis.conformance.replay.ties import Orders

_MOST_KEPT = 10_000
"""So many steps are remembered with what they are; then all are worked out anew."""


@dataclass(slots=True)
class Last:
    """What a resource was last: its state, since when, and when that was last observed.

    `told`: it was said already that the resource stays too long. `tie` are the different states
    that were observed at that time, `before` is what it may have been until then, and `ends` what
    it may be since: all of these have one state where the order is known.
    """

    state: str
    since: datetime
    seen: datetime
    told: bool = False
    before: tuple[str | None, ...] = (None,)
    tie: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


@dataclass(slots=True)
class Seen:
    """A step that is wrong, with the state before.

    `is_explained`: another order of the observations of one time explains it, as far as they have
    come.
    """

    resource: str
    time: datetime
    previous: str | None
    current: str
    outcome: Outcome
    missing: int = 0
    is_explained: bool = False


@dataclass(slots=True)
class Watch:
    """What is known of the resources of one lifecycle; grows with them.

    An observation that is older than what is known of its resource is `late`: it says nothing
    that came after, and is only counted.
    """

    hops: Hops
    complete: bool = False
    resources: dict[str, Last] = field(default_factory=dict)
    late: int = 0
    _open: dict[str, list[Seen]] = field(default_factory=dict)
    _steps: dict[tuple[str | None, str | None, str], Step] = field(default_factory=dict)
    _orders: Orders = field(init=False)

    def __post_init__(self) -> None:
        """Begin to remember what ties end in."""
        self._orders = Orders(self.hops, self.complete)

    def see(
        self, resource: str, time: datetime, state: str, told: str | None = None
    ) -> Seen | None:
        """Remember an observation, and return its step where that is wrong as far as it is known.

        `told` is the state before, as the log tells it. What is returned may turn out to be
        explained by a later observation of the same time, until `settle` is called.
        """
        last = self.resources.get(resource)
        if last is not None and time < last.seen:
            self.late += 1
            return None
        was_possible = True
        if last is not None and time == last.seen:
            was_possible = bool(last.ends)
        else:
            self._open.pop(resource, None)
        previous = None if last is None else last.state
        now = self.resources[resource] = self._after(last, time, state)
        seen = self._wrong_step(resource, previous, told, now)
        if seen is None and len(now.tie) == 1 and now.before == (previous,):
            return None
        return self._explained(resource, previous, seen, now, was_possible=was_possible)

    def settle(self) -> None:
        """Let nothing that comes from now on explain what was returned."""
        self._open.clear()

    def stuck(self, limits: Mapping[str, timedelta], now: datetime) -> Iterator[tuple[str, Last]]:
        """Yield the resources that stay too long, each stay once. Linear in the resources."""
        for resource, last in self.resources.items():
            most = limits.get(last.state)
            if most is not None and not last.told and now - last.since > most:
                last.told = True
                yield resource, last

    def _after(self, last: Last | None, time: datetime, state: str) -> Last:
        if last is None:
            now = Last(state, time, time, tie=(state,))
        elif time == last.seen:
            tie = last.tie if state in last.tie else (*last.tie, state)
            now = Last(state, last.since, time, last.told, last.before, tie)
        else:
            before = last.ends or (last.state,)
            now = Last(state, last.since, time, last.told, before, (state,))
        if last is not None and state != last.state:
            now.since, now.told = time, False
        now.ends = self._orders.ends(now.before, now.tie)
        return now

    def _explained(
        self,
        resource: str,
        previous: str | None,
        seen: Seen | None,
        now: Last,
        *,
        was_possible: bool,
    ) -> Seen | None:
        """Say of what is wrong in the order of arrival whether another order explains it.

        Where that order was given up before, the first step that no other permits is wrong.
        """
        is_explained = bool(now.ends) and (now.before, now.tie) != ((previous,), (now.state,))
        for each in self._open.get(resource, ()):
            each.is_explained = is_explained
        if seen is None and not now.ends and was_possible and resource not in self._open:
            first, against = now.before[0], wrong(complete=self.complete)
            outcome = self._step(first, None, now.state)[0]
            outcome = outcome if outcome in against else Outcome.UNREACHABLE
            seen = Seen(resource, now.seen, first, now.state, outcome)
        if seen is not None and seen.outcome is not Outcome.UNKNOWN_STATE:
            seen.is_explained = is_explained
            self._open.setdefault(resource, []).append(seen)
        return seen

    def _wrong_step(
        self, resource: str, previous: str | None, told: str | None, now: Last
    ) -> Seen | None:
        news = told if told not in {previous, now.state} else None
        outcome, origin, missing = self._step(previous, news, now.state)
        if outcome not in wrong(complete=self.complete):
            return None
        current = news if news is not None and origin == previous else now.state
        return Seen(resource, now.seen, origin, current, outcome, missing)

    def _step(self, previous: str | None, told: str | None, state: str) -> Step:
        key = previous, told, state
        if key not in self._steps:
            if len(self._steps) >= _MOST_KEPT:
                self._steps.clear()
            self._steps[key] = told_step(self.hops, *key)
        return self._steps[key]
