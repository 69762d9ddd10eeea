"""How much an engine may use before its answer stays undetermined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from wayout.analysis.limits import DEFAULT, Deadline, LimitReachedError, Limits

Progress = Callable[[int], None]
"""Told now and then how many states were found so far."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper bounds: states that are kept, a deadline, and memory of the process in 1,000,000 bytes.

    Where it cannot be asked how much memory is in use, it is not bounded. `progress` is called
    from the thread that proves.
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
        if states > self.states:
            message = f"the system has more than {self.states:,} states"
            raise LimitReachedError(message)
        self.go_on(f"; {states:,} states were found" if states else "")

    def go_on(self, found: str = "") -> None:
        """Refuse to go on past the deadline or the memory; `found` says what came of it so far.

        Raises:
            LimitReachedError: with the bound.
        """
        if self.deadline.is_over:
            message = f"{self.deadline.seconds:g} seconds are over{found}"
            raise LimitReachedError(message)
        if self.memory_mb < inf and memory_mb() > self.memory_mb:
            message = f"more than {self.memory_mb:g} MB are in use{found}"
            raise LimitReachedError(message)


def bounds_of(limits: Limits, progress: Progress = lambda _states: None) -> Bounds:
    """Return bounds that begin now: any number of states, if nobody says otherwise.

    What bounds a lifecycle by default is no bound of a system, which has far more states.
    """
    return Bounds(
        inf if limits.states == DEFAULT.states else limits.states,
        Deadline.after(limits.seconds),
        limits.memory_mb,
        progress,
    )


def advised(remark: str) -> str:
    """Return what says that a bound was reached, with the option that raises it."""
    if remark.endswith(" states"):
        return f"{remark}; raise --limit-states"
    for said, option in ((" seconds are over", "seconds"), (" MB are in use", "memory")):
        if said in remark:
            return f"{remark}; raise --limit-{option}"
    return remark


def memory_mb() -> float:
    """Return how much memory the process has in use; 0 if the system does not say.

    Where only the most that it ever had is known, that.
    """
    try:
        import resource
    except ImportError:
        return 0.0
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1_000_000
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000_000 / 1024)


NONE = Bounds()
"""Nothing is bounded."""
