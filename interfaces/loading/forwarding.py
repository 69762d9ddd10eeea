"""Pass on what users' code prints: so that it cannot steer a terminal, and not without end."""

import sys
from contextlib import suppress

from wayout.interfaces.layout import visible

MOST_BYTES = 1_000_000
"""What is passed on in all; the rest is left out, and that is said."""


class Forwarding:
    """Grows chunk by chunk on the way to stderr."""

    def __init__(self) -> None:
        self._partial = b""
        self._left = MOST_BYTES

    def write(self, chunk: bytes) -> None:
        """Pass on the lines that are whole."""
        if self._left <= 0:
            return
        kept = chunk[: self._left]
        self._left -= len(kept)
        *whole, self._partial = (self._partial + kept).split(b"\n")
        _show([*whole, *self._overlong()])
        if self._left <= 0:
            self.close()
            _show([b"wayout: what imported code prints beyond 1 MB is left out"])

    def close(self) -> None:
        """Pass on what is left."""
        if self._partial:
            _show([self._partial])
            self._partial = b""

    def _overlong(self) -> list[bytes]:
        if len(self._partial) < _LONGEST_LINE:
            return []
        line, self._partial = self._partial, b""
        return [line]


def _show(lines: list[bytes]) -> None:
    if not lines or sys.stderr is None:
        return
    texts = (line.decode("utf-8", "backslashreplace").rstrip("\r") for line in lines)
    with suppress(OSError, ValueError):
        sys.stderr.write("".join(f"{_harmless(text)}\n" for text in texts))
        sys.stderr.flush()


def _harmless(text: str) -> str:
    return "\t".join(visible(part) for part in text.split("\t"))


_LONGEST_LINE = 8_192
