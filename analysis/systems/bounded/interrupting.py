"""Ctrl-C while a solver works, which then raises an error of its own and keeps the signal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pycard
import pysolvers


@contextmanager
def interruptible() -> Iterator[None]:
    """Raise `KeyboardInterrupt` as anything else does that Ctrl-C ends.

    The solver's handler stays behind, and would jump to where it is no more at the next Ctrl-C:
    Python's own is put back.
    """
    try:
        yield
    except (pysolvers.error, pycard.error) as error:
        if "keyboard interrupt" not in str(error):
            raise
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.getsignal(signal.SIGINT))
        raise KeyboardInterrupt from error
