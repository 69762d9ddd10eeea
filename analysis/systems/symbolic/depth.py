"""Room for functions that call themselves once for each level of a diagram."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_FRAMES_A_LEVEL = 6
_FRAMES_OF_OTHERS = 2_000


@contextmanager
def room_for(levels: int) -> Iterator[None]:
    """Let calls be nested deep enough for so many levels.

    These calls use no stack of the operating system, so that no depth is too much for it. The
    search for cycles of garbage pauses meanwhile: diagrams have none, and it would look through
    all of them again and again.
    """
    before, collecting = sys.getrecursionlimit(), gc.isenabled()
    sys.setrecursionlimit(max(before, _FRAMES_A_LEVEL * levels + _FRAMES_OF_OTHERS + _deep()))
    gc.disable()
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
        if collecting:
            gc.enable()


def _deep() -> int:
    """Return how deep the caller is nested."""
    frame, depth = sys._getframe(), 0  # noqa: SLF001 - documented, and there is no other way
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth
