"""The process that imports TARGETs for another one: it answers with data, and ends.

Answers go out on the descriptor that was stdout when it began, of which users' code is told
nothing; what that code prints goes to stderr.
"""

import gc
import os
import sys

from wayout.interfaces.errors import WayoutError
from wayout.interfaces.loading import answers, resources
from wayout.interfaces.loading.failure import out_of_memory
from wayout.interfaces.loading.sources import Sources
from wayout.interfaces.loading.targets import InModule, InSource, parse


def main() -> None:
    """Answer the one request on stdin."""
    targets, limits = answers.decode_request(sys.stdin.buffer.read())
    out = _own_stdout()
    resources.limit(limits, len(targets))
    gc.disable()
    sources = Sources(limits)
    _send(out, answers.READY)
    for target in targets:
        _send(out, _answer(sources, target, out))
    _send(out, answers.DONE)


def _own_stdout() -> int:
    """Keep stdout for the answers, and leave users' code stderr and an empty stdin."""
    out = os.dup(1)
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return out


def _answer(sources: Sources, text: str, out: int) -> bytes:
    """Return the line on a TARGET; the one for a full memory is made before that is full."""
    exhausted = answers.encode_problems([out_of_memory(text)])
    try:
        target = parse(text)
        if not isinstance(target, InModule | InSource):
            return answers.encode_problems([f"{text}: is no Python any more"])
        found = sources.find(target, imported=lambda: _send(out, answers.IMPORTED))
        return answers.encode_found(found)
    except MemoryError:
        return exhausted
    except WayoutError as error:
        problems = error.problems
    except KeyboardInterrupt:
        problems = (f"{text}: importing it raised KeyboardInterrupt",)
    except Exception as error:  # noqa: BLE001 - users' classes may do anything when looked at
        problems = (f"{text}: reading it raised {type(error).__name__}",)
    gc.collect()
    return answers.encode_problems(problems)


def _send(out: int, line: bytes, write=os.write) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - os.write, as it was before users' code ran
    left = memoryview(line + b"\n")
    try:
        while left:
            left = left[write(out, left) :]
    except OSError:
        raise SystemExit(_NO_CHANNEL) from None


_NO_CHANNEL = 74
"""The exit code where nobody can be answered: users' code has closed the descriptor."""
