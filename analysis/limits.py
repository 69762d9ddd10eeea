"""How much is read and checked before the answer stays undetermined."""

import math
import time
from dataclasses import dataclass


class LimitReachedError(Exception):
    """Raised where going on would pass a limit. The message names the limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds, each with its default.

    `seconds` hold for importing what a TARGET names, for reading it, and for checking one
    lifecycle, each anew. `memory_mb` (address space) and `file_mb` count 1,000,000 bytes; the
    one bounds the process that imports TARGETs, the other a data file. `states` and
    `transitions` are those of one lifecycle, `label` the characters of an id, a value or the
    name of an event.
    """

    seconds: float = 60.0
    memory_mb: int = 2_000
    file_mb: int = 10
    states: int = 100_000
    transitions: int = 1_000_000
    label: int = 1_000


DEFAULT = Limits()

HIGHEST = 1_000_000_000
"""No limit can be set higher: what counts it overflows nowhere."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment after which work stops, where it looks."""

    seconds: float
    moment: float

    @classmethod
    def after(cls, seconds: float | None) -> "Deadline":
        """Return the deadline so many seconds from now; None is never."""
        seconds = math.inf if seconds is None else seconds
        return cls(seconds, time.monotonic() + seconds)

    @property
    def is_over(self) -> bool:
        """Whether the moment has come."""
        return time.monotonic() >= self.moment
