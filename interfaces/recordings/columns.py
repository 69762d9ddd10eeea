"""Which column of a table says what: told by the user, or known by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import UsageError

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "resource": ("resource", "resource_id", "uuid", "instance_uuid", "instance", "id"),
        "time": ("time", "timestamp", "ts", "when", "at", "generated"),
        "state": ("state", "status", "vm_state", "new_state"),
        "task": ("task_state", "task", "new_task_state"),
        "told": ("old_state", "previous_state", "old_status", "old_vm_state"),
        "told_task": ("old_task_state", "old_task"),
        "event": ("event", "event_type"),
        "sequence": ("sequence", "seq", "offset"),
        "message": ("message_id", "event_id"),
    }
)
"""What a column says -> the names by which it is known, the first that is there counts."""

STATED = ("state", "task", "told", "told_task")
"""What columns say of states."""

NEEDED = ("resource", "time", "state")


_OWN = frozenset({"kind", "resource", "time", "state", "sequence"})


def is_own(names: Sequence[str]) -> bool:
    """Whether a table is normalised, so that its columns are known."""
    return set(names) >= _OWN


def refuse_columns(shown: Sequence[str]) -> None:
    """Refuse names of columns where no row is read by them.

    Raises:
        UsageError: with the logs.
    """
    many = shown[0] if len(shown) == 1 else f"{shown[0]} and {len(shown) - 1} more"
    message = (
        f"--columns: no row of {many} is read by it: the fields of notifications, of Nova's "
        "database and of normalised logs are known; leave it out"
    )
    raise UsageError(message)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they say: `of["time"]` is the name of that of the times."""

    of: Mapping[str, str]

    def __contains__(self, what: str) -> bool:
        """Whether a column says this."""
        return what in self.of

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of the columns that say something of states."""
        return tuple(dict.fromkeys(self.of[what] for what in STATED if what in self.of))


def read_map(given: Sequence[str]) -> Mapping[str, str]:
    """Read `time=ts,state=vm_state`, as often as it is given.

    Raises:
        UsageError: for what is no such pair, or says something that no column says.
    """
    found: dict[str, str] = {}
    for part in (part.strip() for text in given for part in text.split(",")):
        what, equals, name = part.partition("=")
        if not equals or not name:
            message = f"--columns: {part!r} is no pair; write one as time=created_at"
            raise UsageError(message)
        if what not in NAMES:
            hint = did_you_mean(what, tuple(NAMES)) or f"; there are {', '.join(NAMES)}"
            message = f"--columns: nothing is called {what!r}{hint}"
            raise UsageError(message)
        if found.setdefault(what, name) != name:
            message = f"--columns: {what} is given twice, as {found[what]!r} and as {name!r}"
            raise UsageError(message)
    return found


def columns_of(
    shown: str, names: Sequence[str], given: Mapping[str, str], *, in_order: bool = False
) -> Columns:
    """Return which of the columns of a table say what. No time is needed of rows `in_order`.

    Raises:
        UsageError: with all that is given and not there, or that is needed and unknown.
    """
    problems = tuple(_problems(shown, names, given))
    known = {what: next((n for n in spelt if n in names), None) for what, spelt in NAMES.items()}
    found = {what: name for what, name in {**known, **given}.items() if name is not None}
    problems += tuple(
        f"{shown}: no column says the {what}; it has {', '.join(names)}; "
        f"name it as --columns {what}=NAME"
        for what in NEEDED
        if what not in found and not (in_order and what == "time")
    )
    if problems:
        raise UsageError(*problems)
    return Columns(MappingProxyType(found))


def _problems(shown: str, names: Sequence[str], given: Mapping[str, str]) -> Iterator[str]:
    for what, name in given.items():
        if name not in names:
            hint = did_you_mean(name, tuple(names)) or f"; it has {', '.join(names)}"
            yield f"{shown}: --columns {what}={name}: there is no column {name!r}{hint}"
