"""What a declaration says beyond what python-statemachine keeps: frozen values."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from wayout.machines.vocabulary.words import Actor, Kind, Origin


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is declared, in Python source or a config. Lines and columns from 1."""

    module: str
    path: str
    line: int
    column: int = 1


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
    are all in `events`, public statuses all in `statuses` and claims all in `claims`, where these
    are given. `reason`
    says what an operator sees, `reference` where it is known (a bug, a page of the docs, a
    source function).

    With `covers`, the exact number of findings that it covers, the names may be patterns with
    `*` and `?`. The rest is not for declarations: `place` is where an acceptance of another
    `origin` is written, `problem` why it covers nothing. An INLINE one names what its line
    declares, and covers the findings about states, or else about events, of that line alone.
    """

    check: str
    states: tuple[str, ...]
    reason: str
    reference: str
    events: tuple[str, ...] = ()
    until: date | None = None
    statuses: tuple[str, ...] = ()
    covers: int | None = None
    origin: Origin = Origin.SOURCE
    place: Place | None = None
    problem: str = ""
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse, of a declaration, what would cover nothing, or what it should not, in silence.

        Raises:
            TypeError: with every argument that is not of its type, or empty.
        """
        if problems := tuple(_problems(self)):
            message = f"Accepted({self.check!r}): {'; '.join(problems)}"
            raise TypeError(message)


def _problems(accepted: Accepted) -> Iterator[str]:
    declared = accepted.origin is Origin.SOURCE and not accepted.problem
    for name in ("check", "reason", "reference") if declared else ():
        value = getattr(accepted, name)
        if not (isinstance(value, str) and value.strip()):
            yield f"{name}={value!r} is no text; write one that is not empty"
    if not isinstance(accepted.reference, str):
        yield f"reference={accepted.reference!r} is no text"
    for name in ("states", "events", "statuses", "claims"):
        value = getattr(accepted, name)
        if not (isinstance(value, tuple) and all(isinstance(each, str) for each in value)):
            yield f'{name}={value!r} is no tuple of ids; write {name}=("one", "another")'
    until = accepted.until
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        yield f"until={until!r} is no day; write until=date(2030, 1, 31)"
    if accepted.covers is not None and (
        not isinstance(accepted.covers, int) or isinstance(accepted.covers, bool)
    ):
        yield f"covers={accepted.covers!r} is no number of findings; write covers=7"


def place_of_declaration() -> Place:
    """Where the first frame outside the vocabulary is: the line of a declaration."""
    frame = sys._getframe(1)  # noqa: SLF001 - inspect.stack() reads the source of every frame
    while _is_inside(frame.f_globals.get("__name__", "")) and frame.f_back is not None:
        frame = frame.f_back
    return Place(frame.f_globals.get("__name__", ""), frame.f_code.co_filename, frame.f_lineno)


def _is_inside(module: str) -> bool:
    return module == _ROOM or module.startswith(f"{_ROOM}.")


_ROOM = __name__.rpartition(".")[0]
