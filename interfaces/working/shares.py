"""Work that several processes take from, each piece once: tickets in a pipe.

A pipe hands each ticket to one reader, and is at its end when the last of them is drawn. (Of a
file in memory, whose place forks share as well, two may read the same: no lock orders them.)
"""

import fcntl
import os
import struct
import termios
from collections.abc import Mapping
from itertools import accumulate

MOST_TICKETS = 1_000
"""A pipe without a reader takes a page of 4,096 bytes at least: so many fit."""

_TICKET = struct.Struct("=i")
_UNREAD = struct.Struct("i")


class Share:
    """Numbers to draw, those that are most work first; several at once where they are very many.

    A fork has the same tickets to draw from.
    """

    def __init__(self, work: Mapping[int, int]) -> None:
        """Share out these numbers, each with the work that it is.

        Raises:
            OSError: if there is no room for it.
        """
        numbers = sorted(work, key=work.__getitem__, reverse=True)
        count = min(len(numbers), MOST_TICKETS)
        self._tickets = tuple(tuple(numbers[first::count]) for first in range(count))
        sums = (sum(work[number] for number in ticket) for ticket in reversed(self._tickets))
        self._works = (*reversed([*accumulate(sums)]), 0)
        self._out, into = os.pipe()
        with os.fdopen(into, "wb") as pipe:
            pipe.write(b"".join(map(_TICKET.pack, range(count))))

    @property
    def left(self) -> int:
        """How much work nobody has drawn."""
        return self._works[len(self._tickets) - self.draws]

    @property
    def draws(self) -> int:
        """How often it can still be drawn from."""
        unread = fcntl.ioctl(self._out, termios.FIONREAD, bytes(_UNREAD.size))
        return int(_UNREAD.unpack(unread)[0]) // _TICKET.size

    def draw(self) -> tuple[int, ...]:
        """Return the next number, or the next ones; none where all are drawn."""
        drawn = os.read(self._out, _TICKET.size)
        return self._tickets[_TICKET.unpack(drawn)[0]] if drawn else ()

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._out)
