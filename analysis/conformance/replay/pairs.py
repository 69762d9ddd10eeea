"""What an engine returns of a log: how often each state followed which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


class RowNumber(datetime):
    """The time of a row in a log whose rows have an order and no times: shown as its number.

    As a time it is so many seconds after the beginning of 1970.
    """

    @classmethod
    def of(cls, time: datetime) -> RowNumber:
        """Return what a time of such a log stands for."""
        return cls.fromisoformat(time.isoformat())

    @property
    def number(self) -> int:
        """That of the row: what the log says of its sequence, else counted from 1."""
        return round(self.replace(tzinfo=UTC).timestamp())

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        """Say which row it is, in whatever format."""
        del sep, timespec
        return f"row {self.number:,}"

    __str__ = isoformat


@dataclass(frozen=True, slots=True)
class Pair:
    """All steps of a log from one recorded state to the next that are alike.

    `previous` is None for the first observation of a resource. `told` is the state before the
    step where the log tells one that is neither `previous` nor `current`. `tied`: other
    observations of the resource have the same time, so that their order is not known.
    `repeated`: it repeats the observation before it, time and all. `spent` are the microseconds
    from the observations before to these, altogether. `example` is the first resource by name.
    """

    previous: str | None
    told: str | None
    current: str
    tied: bool
    repeated: bool
    count: int
    first: datetime
    last: datetime
    example: str
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows that are no observation, for want of a resource, a time or a state."""

    resource: int = 0
    time: int = 0
    state: int = 0

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """What is wanting, with how many rows want it."""
        return ("resource", self.resource), ("time", self.time), ("state", self.state)


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole of a log: its pairs, in the order of their states, and its counts."""

    pairs: tuple[Pair, ...]
    rows: int
    resources: int
    dropped: Dropped = Dropped()
    duplicates: int = 0
