"""How far a long reading is, as a line of a terminal that is written over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import TextIO


@dataclass(slots=True)
class Meter:
    """Tells how far a reading is; `ask` returns None where nothing is being read."""

    ask: Callable[[], str | None] = lambda: None


@contextmanager
def metered(stream: TextIO | None, *, every: float = 1.0) -> Iterator[Meter]:
    """Say every so many seconds how far the block is, on a terminal and nowhere else.

    The line leaves the cursor at its beginning, so that what is written next is written over it,
    and is wiped when nothing is being read any more.
    """
    meter = Meter()
    if stream is None or not stream.isatty():
        yield meter
        return
    is_done = Event()
    teller = Thread(target=_tell, args=(meter, stream, is_done, every), daemon=True)
    teller.start()
    try:
        yield meter
    finally:
        is_done.set()
        teller.join()


def _tell(meter: Meter, stream: TextIO, is_done: Event, every: float) -> None:
    width = 0
    while not is_done.wait(every):
        said = meter.ask()
        text = f"wayout: {said}" if said else ""
        if text or width:
            stream.write(f"{text:<{width}}\r")
            stream.flush()
        width = len(text)
    if width:
        stream.write(f"{'':<{width}}\r")
        stream.flush()
