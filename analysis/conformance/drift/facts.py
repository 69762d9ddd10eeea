"""What is read out of a source: frozen facts, each with the place where it is written."""

from dataclasses import dataclass

from wayout.analysis.lifecycle import Location

Literal = str | int | None
"""A value of a field: text in nearly all code, a number in some, None where a field is empty."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What a source says in a way that cannot be read without running it.

    `reason` continues a sentence that begins with `what`. `function` is what it stands in, where
    that is known. `is_absent`: the source says no such thing at all.
    """

    what: str
    reason: str
    place: Location
    function: str = ""
    is_absent: bool = False


def absent(what: str, reason: str, place: Location) -> Unresolved:
    """Return that a source does not say a thing at all."""
    return Unresolved(what, reason, place, is_absent=True)


@dataclass(frozen=True, slots=True)
class Item:
    """One value, and where it is written; `name` is that of a constant."""

    value: Literal
    place: Location
    name: str = ""


@dataclass(frozen=True, slots=True)
class Constants:
    """The values that a class, a module or a list holds, in the order of the source."""

    name: str
    items: tuple[Item, ...]
    place: Location
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """From which values of its fields a function goes on.

    A field that is not in `allowed` is not looked at. `when` are the conditions, as the source
    writes them, under which this is the guard that holds.
    """

    function: str
    allowed: tuple[tuple[str, tuple[Item, ...]], ...]
    place: Location
    when: tuple[str, ...] = ()

    def of(self, field: str) -> tuple[Item, ...] | None:
        """Return what a field may be; None where any value is allowed."""
        return dict(self.allowed).get(field)


@dataclass(frozen=True, slots=True)
class Row:
    """One transition that a table or a declared machine has."""

    from_value: Literal
    to_value: Literal
    place: Location
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """All transitions that are allowed, and the states that are known, with or without any."""

    name: str
    states: tuple[Item, ...]
    rows: tuple[Row, ...]
    place: Location
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The public status of some values; `rest` stands for all that have no cell of their own."""

    keys: tuple[Literal, ...]
    status: str
    place: Location


@dataclass(frozen=True, slots=True)
class StatusMap:
    """Which public status is shown for which values: the projection that the source has."""

    name: str
    cells: tuple[Cell, ...]
    place: Location


@dataclass(frozen=True, slots=True)
class Write:
    """A value that a function gives to a field."""

    value: Literal
    function: str
    place: Location


@dataclass(frozen=True, slots=True)
class Writes:
    """All writes of a field in a part of a source, and those whose value is not known."""

    field: str
    writes: tuple[Write, ...]
    place: Location
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A row of a page: from which states a command is said to be allowed."""

    name: str
    states: tuple[Item, ...]
    place: Location


@dataclass(frozen=True, slots=True)
class Commands:
    """A table of a page that says of commands from which states they are allowed."""

    name: str
    rows: tuple[Command, ...]
    place: Location


Fact = Constants | Guard | Table | StatusMap | Writes | Commands
