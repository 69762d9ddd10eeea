"""A process that runs users' code: what it says is read up to a size and a time, then it ends.

Its standard error is passed on as it comes, made harmless for a terminal. It leads a group of
its own, and at the end the whole group is killed (on Windows the process alone).
"""

import os
import queue
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress

from wayout.interfaces.loading.forwarding import Forwarding
from wayout.interfaces.loading.pumping import Pump

MOST_BYTES = 256_000_000
"""What the process may answer in all; a lifecycle of 1,000,000 transitions needs about that."""


class TooMuchError(Exception):
    """Raised when the process answers more than `MOST_BYTES`."""


class Process:
    """One run of the interpreter. Ends at the latest when it is closed."""

    def __init__(self, arguments: Sequence[str], request: bytes) -> None:
        self._chunks: queue.Queue[tuple[bool, bytes]] = queue.Queue(_MOST_WAITING)
        self._open = 2
        self._answered = False
        self._line: list[bytes] = []
        self._lines: deque[bytes] = deque()
        self._bytes = self._told = 0
        self._forwarding = Forwarding()
        self._process = _start(arguments)
        try:
            self._begin(request)
        except BaseException:
            self.end(0)
            raise

    def receive(self, seconds: float) -> bytes | None:
        """Return the next line of the answer, or None at its end.

        Raises:
            TimeoutError: if there is none for so many seconds.
            TooMuchError: if the process says more than it may.
        """
        until = time.monotonic() + seconds
        while not self._lines:
            if self._bytes > MOST_BYTES:
                raise TooMuchError
            if self._answered:
                return None
            self._take(until)
        line = self._lines.popleft()
        self._told += len(line)
        if self._told > MOST_BYTES:
            raise TooMuchError
        return line

    def end(self, grace: float) -> int | None:
        """End the process and those it started, and return its exit code, as `subprocess` does.

        It has `grace` seconds to end by itself: return None if it did not.
        """
        self._drain(grace)
        by_itself = not self._open
        self._kill()
        self._drain(_TO_DRAIN)
        self._forwarding.close()
        code = self._process.wait()
        if not self._open:
            for stream in filter(None, (self._process.stdout, self._process.stderr)):
                stream.close()
        return code if by_itself else None

    def _drain(self, seconds: float) -> None:
        """Pass on what is printed, and forget what is answered, up to the end or the time."""
        until = time.monotonic() + seconds
        with suppress(TimeoutError):
            while self._open:
                self._take(until, forget=True)

    def _begin(self, request: bytes) -> None:
        process = self._process
        assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018 - PIPEs
        for stream, is_answer in ((process.stdout, True), (process.stderr, False)):
            Pump(stream.fileno(), self._chunks, is_answer=is_answer).start()
        with suppress(OSError):
            process.stdin.write(request)
            process.stdin.close()

    def _take(self, until: float, *, forget: bool = False) -> None:
        """Take one chunk of what the process says."""
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            is_answer, chunk = self._chunks.get(timeout=left)
        except queue.Empty:
            raise TimeoutError from None
        if not chunk:
            self._open -= 1
            self._answered |= is_answer
        elif not is_answer:
            self._forwarding.write(chunk)
        elif not forget:
            self._keep(chunk)

    def _keep(self, chunk: bytes) -> None:
        self._bytes += len(chunk)
        first, *others = chunk.split(b"\n")
        self._line.append(first)
        for other in others:
            self._lines.append(b"".join(self._line))
            self._line = [other]

    def _kill(self) -> None:
        """Kill the group. Nobody has waited for its leader yet, so its number is still its own."""
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own arguments
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,
    )


_MOST_WAITING = 64
_TO_DRAIN = 1.0
