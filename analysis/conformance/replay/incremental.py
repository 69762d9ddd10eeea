"""Judge observations as they come, one at a time, with what each resource was last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wayout.analysis.conformance.replay.hops import Hops
from wayout.analysis.conformance.replay.judging import Outcome, step


@dataclass(slots=True)
class Last:
    """What a resource was last: its state, since when, and when that was last observed.

    `told`: it was said already that the resource stays too long.
    """

    state: str
    since: datetime
    seen: datetime
    told: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """An observation with what its step is, and the state before."""

    resource: str
    time: datetime
    previous: str | None
    current: str
    outcome: Outcome
    missing: int = 0


@dataclass(slots=True)
class Watch:
    """What is known of the resources of one lifecycle; grows with them.

    An observation that is older than what is known of its resource is `late`: it says nothing
    that came after, and is only counted.
    """

    hops: Hops
    resources: dict[str, Last] = field(default_factory=dict)
    late: int = 0

    def see(self, resource: str, time: datetime, state: str) -> Seen | None:
        """Judge an observation and remember it; None where it is late."""
        last = self.resources.get(resource)
        if last is not None and time < last.seen:
            self.late += 1
            return None
        previous = None if last is None else last.state
        outcome, _, missing = step(self.hops, previous, state)
        if last is None or last.state != state:
            self.resources[resource] = Last(state, time, time)
        else:
            last.seen = time
        return Seen(resource, time, previous, state, outcome, missing)

    def stuck(self, limits: Mapping[str, timedelta], now: datetime) -> Iterator[tuple[str, Last]]:
        """Yield the resources that stay too long, each stay once. Linear in the resources."""
        for resource, last in self.resources.items():
            most = limits.get(last.state)
            if most is not None and not last.told and now - last.since > most:
                last.told = True
                yield resource, last
