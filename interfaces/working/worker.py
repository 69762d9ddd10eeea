"""One process that works beside this one: a fork of it, which answers with what can be pickled."""

import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, NoReturn, TypeVar

from wayout.analysis.pickling import pickled
from wayout.interfaces.loading.pumping import Pump

Answer = TypeVar("Answer")


def are_possible() -> bool:
    """Whether this process can have workers at all.

    Linux alone forks safely and has files in memory to answer in; a Python that was built for an
    old one lacks these. Each worker holds a descriptor, which must not be missing elsewhere.
    """
    if sys.platform != "linux" or not hasattr(os, "memfd_create"):
        return False
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return most == resource.RLIM_INFINITY or most >= _DESCRIPTORS


def is_safe() -> bool:
    """Whether this process can be forked now: what other threads hold locked stays so in a fork.

    Our own hold nothing that a worker needs; of threads that are none of Python's nobody knows.
    """
    threads = threading.enumerate()
    others = (each for each in threads if each is not threading.main_thread())
    return all(isinstance(each, Pump) for each in others) and _tasks() == len(threads)


def _tasks() -> int | None:
    """Return how many threads this process has; None where that is not known."""
    try:
        return len([*Path("/proc/self/task").iterdir()])
    except OSError:
        return None


class Worker(Generic[Answer]):
    """A process that does something, answers and ends.

    Its answer is in a file in memory, so that it never waits until somebody reads it. It dies
    with this process, and of Ctrl-C without a word: that is for this process to tell. What it
    raises is its own: it ends without an answer then.
    """

    def __init__(self, do: Callable[[], Answer]) -> None:
        """Start it.

        Raises:
            OSError: if there is no room for it.
        """
        self._code: int | None = _UNKNOWN
        self._file = os.fdopen(os.memfd_create("wayout"), "w+b")
        parent = os.getpid()
        try:
            with _no_interrupt() as ignores, warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of threads: see `is_safe`
                self._pid = os.fork()
                if not self._pid:
                    self._work(do, parent, ignores=ignores)
                self._code = None
        except BaseException:  # no room, or Ctrl-C
            self.kill()
            raise

    @property
    def has_ended(self) -> bool:
        """Whether it has ended."""
        return self._ended(os.WNOHANG)

    def answer(self) -> Answer | None:
        """Wait for its answer, which is given once; None where it ends without one."""
        self._ended(0)
        with self._file as file:
            file.seek(0)
            return pickle.load(file) if self._code == _ANSWERED else None  # noqa: S301 - our own

    def kill(self) -> None:
        """End it, without an answer, if it has not ended."""
        if not self.has_ended:
            os.kill(self._pid, signal.SIGKILL)
            self._ended(0)
        self._file.close()

    def _ended(self, options: int) -> bool:
        if self._code is None:
            try:
                pid, status = os.waitpid(self._pid, options)
            except ChildProcessError:  # whoever started this process has it wait for nobody
                self._code = _UNKNOWN
            else:
                self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code is not None

    def _work(self, do: Callable[[], Answer], parent: int, *, ignores: bool) -> NoReturn:
        code = _UNKNOWN
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN if ignores else signal.SIG_DFL)
            signal.signal(signal.SIGALRM, lambda *_: os.getppid() == parent or os._exit(_UNKNOWN))
            signal.setitimer(signal.ITIMER_REAL, _LOOKS, _LOOKS)
            self._file.write(pickled(do()))
            self._file.flush()
            code = _ANSWERED
        finally:
            os._exit(code)


@contextmanager
def _no_interrupt() -> Iterator[bool]:
    """Put Ctrl-C off, which in the middle of a fork would be lost, or come twice.

    What it is given says whether this process ignores it, as one in the background does.
    """
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield before is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


_DESCRIPTORS = 64
_LOOKS = 1.0
"""Seconds from one look to the next whether the process that it works for is still there."""
_ANSWERED = 42
_UNKNOWN = 0
"""Exit codes of one that has answered, and of one that has not; others are those of signals."""
