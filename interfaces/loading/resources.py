"""Bound what the process that imports TARGETs may use, where the platform can."""

import math
import sys
from contextlib import suppress

from wayout.analysis.limits import Limits

HAS_MEMORY_LIMIT = sys.platform == "linux"
"""macOS accepts a limit on the address space and does not hold to it; Windows has none."""


def limit(limits: Limits, targets: int) -> None:
    """Bound this process and those it starts, each for itself; none can lift it again.

    The processor time only ends what is left behind when the process that asked was killed:
    otherwise that process looks at the clock.
    """
    if sys.platform == "win32":
        return
    import resource

    bounds = {
        resource.RLIMIT_CPU: math.ceil(targets * (2 * limits.seconds + _SPARE)),
        resource.RLIMIT_CORE: 0,
    }
    if HAS_MEMORY_LIMIT:
        bounds[resource.RLIMIT_AS] = limits.memory_mb * _MEGABYTE
    for kind, most in bounds.items():
        _, hard = resource.getrlimit(kind)
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (lower, lower))


_SPARE = 5
_MEGABYTE = 1_000_000
