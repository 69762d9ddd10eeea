"""How many processors this process may keep busy."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

_CGROUPS = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")


def processors(own: Path = _OWN, cgroups: Path = _CGROUPS) -> int:
    """Return how many it may use: those it is bound to, or what its container has, if fewer.

    A container has a share of time, not processors: with more processes than that is worth,
    each waits for the others (Linux: `cpu.max` of control groups, version 2).
    """
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min([bound or 1, *_quotas(own, cgroups)]))


def _quotas(own: Path, cgroups: Path) -> Iterator[int]:
    """Yield how many processors each group around this process may use, rounded down."""
    with suppress(OSError, ValueError):
        groups = own.read_text(encoding="ascii").splitlines()
        group = next((line[3:] for line in groups if line.startswith("0::")), "/")
        within = PurePosixPath(group.lstrip("/"))
        for each in (within, *within.parents):
            yield from _quota(cgroups / each / "cpu.max")


def _quota(file: Path) -> Iterator[int]:
    with suppress(OSError, ValueError, ZeroDivisionError):
        most, period = file.read_text(encoding="ascii").split()
        if most != "max":
            yield int(most) // int(period)
