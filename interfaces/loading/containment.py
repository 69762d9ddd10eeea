"""Import TARGETs in a process of its own, and take data from it.

All TARGETs share one process, as they would share one interpreter: that is what starts fastest,
and what makes one class of a class that two of them name. Where the process ends early, the
TARGET at hand is refused and another process goes on with the rest.
"""

import signal
import sys
from collections.abc import Iterator, Mapping, Sequence

from wayout.analysis.finding import Unfinished
from wayout.analysis.limits import Limits
from wayout.interfaces.errors import DataError, LimitError, LoadError
from wayout.interfaces.loading import answers
from wayout.interfaces.loading.answers import Answer
from wayout.interfaces.loading.found import Found
from wayout.interfaces.loading.process import MOST_BYTES, Process, TooMuchError

_BOOT = (
    "import sys; sys.path[:] = sys.argv[1:]; del sys.argv[1:]; "
    "from wayout.interfaces.loading.child import main; main()"
)
"""The process imports from where this one does, and from the working directory no sooner."""


class Containment:
    """The process, and what it answers. It runs from the start on; close it at the end."""

    def __init__(self, targets: Sequence[str], limits: Limits) -> None:
        self._targets = list(targets)
        self._limits = limits
        self._process = self._start()

    def answers(self) -> Mapping[str, Answer]:
        """Wait for the answer on every TARGET."""
        found: dict[str, Answer] = {}
        while self._targets:
            found |= dict(self._conversation(self._process))
            self._targets = [target for target in self._targets if target not in found]
            if self._targets:
                self._process = self._start()
        return found

    def close(self) -> None:
        """End the process; what users' code does at the end of its own is given a second."""
        self._process.end(_GRACE if not self._targets else 0)

    def _start(self) -> Process:
        request = answers.encode_request(self._targets, self._limits)
        try:
            return Process([sys.executable, "-P", "-c", _BOOT, *sys.path], request)
        except OSError as error:
            message = f"no process can be started to import TARGETs: {error.strerror or error}"
            raise LoadError(message) from error

    def _conversation(self, process: Process) -> Iterator[tuple[str, Answer]]:
        """Yield answers, up to the first TARGET that the process does not survive."""
        self._expect(process, answers.READY, "the process that imports TARGETs does not start")
        for target in self._targets:
            try:
                yield target, self._answer(process, target)
            except _LostError as lost:
                ended = process.end(0 if lost.answer else _GRACE)
                yield target, lost.answer or LoadError(f"{target}: {lost.doing} {_how(ended)}")
                return
        self._expect(process, answers.DONE, "imported code answered in wayout's place")
        self._targets = []

    def _expect(self, process: Process, expected: bytes, otherwise: str) -> None:
        try:
            line = process.receive(_TO_START)
        except (TimeoutError, TooMuchError):
            line = None
        if line != expected:
            raise LoadError(otherwise)

    def _answer(self, process: Process, target: str) -> Answer:
        seconds = self._limits.seconds
        try:
            line = self._line(process, seconds, _late_import(target, seconds), "importing it ends")
            if line == answers.IMPORTED:
                late = _late_reading(target, seconds)
                line = self._line(process, seconds + _SPARE, late, "reading it ends")
        except TooMuchError as error:
            message = f"{target}: its process answers more than {MOST_BYTES // 1_000_000} MB"
            raise _LostError(LoadError(message)) from error
        try:
            return answers.decode_answer(line, self._limits)
        except (DataError, LimitError) as error:
            message = f"{target}: its process answers what is no lifecycle ({error.problems[0]})"
            raise _LostError(LoadError(message)) from error

    def _line(self, process: Process, seconds: float, late: Answer, doing: str) -> bytes:
        try:
            line = process.receive(seconds)
        except TimeoutError:
            raise _LostError(late) from None
        if line is None:
            raise _LostError(None, doing)
        return line


class _LostError(Exception):
    """The process is of no more use. Without an `answer`, it ended while `doing` something."""

    def __init__(self, answer: Answer | None, doing: str = "") -> None:
        super().__init__(doing)
        self.answer = answer
        self.doing = doing


def _late_import(target: str, seconds: float) -> Answer:
    return LoadError(
        f"{target}: importing it takes more than {seconds:g} s; raise --limit-seconds if it should"
    )


def _late_reading(target: str, seconds: float) -> Answer:
    reason = f"reading it takes more than {seconds:g} s; raise --limit-seconds"
    return (Found(Unfinished(target, reason), target, target),)


def _how(code: int | None) -> str:
    """Say how a process ended, after `it ends`."""
    if code is None:
        return "the channel that wayout is answered on"
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return "its process by SIGKILL, or cuts it off from wayout"
    if code >= 0:
        return f"its process with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"its process by {name}"


_GRACE = 1.0
_SPARE = 2.0
"""Seconds for the process to notice itself that its time is over, and to say so."""
_TO_START = 30.0
"""Seconds for what runs no code of users'."""
