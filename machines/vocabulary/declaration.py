"""What a declaration says beyond what python-statemachine keeps: frozen values."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wayout.machines.vocabulary.words import Actor, Kind


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Python source something is declared. `line` counts from 1."""

    module: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """What an event says of its transitions beyond what python-statemachine keeps.

    `source` is the upstream path and function that makes the change. `unsure` marks what was
    inferred and not read there.
    """

    kind: Kind
    actor: Actor
    source: str
    note: str
    unsure: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that is a fact about the real system, named state by state.

    It covers the findings of `check` whose states are all in `states` (ids), and whose events
    are all in `events` and public statuses all in `statuses`, where these are given. `reason`
    says what an operator sees, `reference` where it is known (a bug, a page of the docs, a
    source function).
    """

    check: str
    states: tuple[str, ...]
    reason: str
    reference: str
    events: tuple[str, ...] = ()
    until: date | None = None
    statuses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would cover nothing, or what it should not, in silence.

        Raises:
            TypeError: with every argument that is not of its type, or empty.
        """
        if problems := tuple(_problems(self)):
            message = f"Accepted({self.check!r}): {'; '.join(problems)}"
            raise TypeError(message)


def _problems(accepted: Accepted) -> Iterator[str]:
    for name in ("check", "reason"):
        value = getattr(accepted, name)
        if not (isinstance(value, str) and value.strip()):
            yield f"{name}={value!r} is no text; write one that is not empty"
    if not isinstance(accepted.reference, str):
        yield f"reference={accepted.reference!r} is no text"
    for name in ("states", "events", "statuses"):
        value = getattr(accepted, name)
        if not (isinstance(value, tuple) and all(isinstance(each, str) for each in value)):
            yield f'{name}={value!r} is no tuple of ids; write {name}=("one", "another")'
    until = accepted.until
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        yield f"until={until!r} is no day; write until=date(2030, 1, 31)"


def place_of_declaration() -> Place:
    """Where the first frame outside the vocabulary is: the line of a declaration."""
    frame = sys._getframe(1)  # noqa: SLF001 - inspect.stack() reads the source of every frame
    while _is_inside(frame.f_globals.get("__name__", "")) and frame.f_back is not None:
        frame = frame.f_back
    return Place(frame.f_globals.get("__name__", ""), frame.f_code.co_filename, frame.f_lineno)


def _is_inside(module: str) -> bool:
    return module == _ROOM or module.startswith(f"{_ROOM}.")


_ROOM = __name__.rpartition(".")[0]
