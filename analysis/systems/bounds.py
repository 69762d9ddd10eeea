"""How much an engine may use before its answer stays undetermined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from wayout.analysis.limits import DEFAULT, Deadline, LimitReachedError

Progress = Callable[[int], None]
"""Told now and then how many states were found so far."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds: states that are kept, a deadline, and memory of the process in 1,000,000 bytes.

    Memory is the most that the process ever had in use; where that cannot be asked for, it is not
    bounded. `progress` is called from the thread that proves.
    """

    states: float = inf
    deadline: Deadline = field(default_factory=lambda: Deadline.after(None))
    memory_mb: float = inf
    progress: Progress = lambda _states: None

    def check(self, states: int) -> None:
        """Refuse to go on past a bound.

        Raises:
            LimitReachedError: with the bound, and how many states were found before.
        """
        self.progress(states)
        found = f"; {states:,} states were found" if states else ""
        if states > self.states:
            message = f"the system has more than {self.states:,} states"
            raise LimitReachedError(message)
        if self.deadline.is_over:
            message = f"{self.deadline.seconds:g} seconds are over{found}"
            raise LimitReachedError(message)
        if self.memory_mb < inf and peak_memory_mb() > self.memory_mb:
            message = f"more than {self.memory_mb:g} MB are in use{found}"
            raise LimitReachedError(message)


def bounds_of(states: int) -> Bounds:
    """Return the bounds where so many states are allowed: any number, if nobody says.

    What bounds a lifecycle by default is no bound of a system, which has far more states.
    """
    return Bounds(inf if states == DEFAULT.states else states)


def peak_memory_mb() -> float:
    """Return the most memory that the process ever had in use; 0 if the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024)


NONE = Bounds()
"""Nothing is bounded."""
