"""Which facts of a project's source bind which lifecycle: data that a mapping file holds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wayout.machines.vocabulary import Accepted, Place

if TYPE_CHECKING:
    from wayout.analysis.conformance.drift.facts import Fact, Unresolved


@dataclass(frozen=True, slots=True)
class Binding:
    """What all bindings have: the lifecycle, and where in the source the facts are.

    `path` is a file of the project, `name` a dotted name in it (`Image.valid_state_targets`), or
    empty for the file itself. `place` is where the binding is written. `holds` is what one
    of its facts is called where they are counted.
    """

    holds: ClassVar[str] = "fact"
    lifecycle: str
    path: str
    name: str
    place: Place

    @property
    def source(self) -> str:
        """Return path and name as lifecycles write the source of a transition."""
        return f"{self.path}:{self.name}" if self.name else self.path


@dataclass(frozen=True, slots=True)
class ConstantsBinding(Binding):
    """The constants are the values of the states, or of one of their parts.

    `only` are patterns for the names of constants. `whole`: the lifecycle has no other values.
    With `compared`, the constants are what the function `name` compares that expression with.
    """

    holds: ClassVar[str] = "constant"
    part: str | None = None
    only: tuple[str, ...] = ("*",)
    whole: bool = True
    compared: str = ""


@dataclass(frozen=True, slots=True)
class GuardsBinding(Binding):
    """Guards say from which states events are made.

    With a `decorator`, they are those of all functions of the class `name` that bear it; without,
    those of the conditional updates in the function `name` on objects called `on`. `fields` pairs
    arguments, or fields, with parts of the states; "" is the value itself. `events` says of
    functions which events they make; where it says nothing, the events' own sources do. `when`:
    only the guard that holds under these conditions.
    """

    holds: ClassVar[str] = "guard"
    decorator: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    events: tuple[tuple[str, tuple[str, ...]], ...] = ()
    on: tuple[str, ...] = ("*",)
    when: str | None = None
    refuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBinding(Binding):
    """A table or a declared machine has all transitions. `labels`: its events count, too."""

    holds: ClassVar[str] = "table transition"
    labels: bool = False


@dataclass(frozen=True, slots=True)
class MapBinding(Binding):
    """A dict is the projection of the lifecycle; `rest` is its key for all other values."""

    holds: ClassVar[str] = "map cell"
    parts: tuple[str, ...] = ()
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class WritesBinding(Binding):
    """What is written to a field under a folder, or in a file, is a value of a state.

    `on` are patterns for the objects it is written to, `besides` for files left out.
    """

    holds: ClassVar[str] = "write"
    field: str = "status"
    part: str | None = None
    on: tuple[str, ...] = ("*",)
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocsBinding(Binding):
    """A page says of the lifecycle what its `shape` is; `name` finds it on the page.

    `shape` is `statuses` (values in a table, a list or a definition list), `transitions` (a
    graph), or `commands` (a table of events and the states they are allowed from). `words` pairs
    what the page writes with the values that it means. `column` is that of the states. `whole`:
    the page lists all statuses. A graph is not asked for ways to what is reached from `everywhere`.
    """

    holds: ClassVar[str] = "docs line"
    shape: str = "statuses"
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    events: tuple[tuple[str, tuple[str, ...]], ...] = ()
    column: str = ""
    part: str | None = None
    public: bool = False
    labels: bool = False
    whole: bool = True
    everywhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A fact, and why it is one of the lifecycle. `events` are those that a guard is for.

    `source` is what messages call the source, such as `nova 34.0.0`. What is not held is a way
    through a function that no binding has a `when` for, or a page that a package comes without.
    """

    binding: Binding
    fact: "Fact | Unresolved"
    source: str
    events: tuple[str, ...] = ()
    is_held: bool = True


@dataclass(frozen=True, slots=True)
class Machine:
    """A lifecycle that is not declared here but in the project's own source."""

    lifecycle: str
    path: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that binds the source of one project. `release` is the one it is written for."""

    project: str
    release: str
    bindings: tuple[Binding, ...]
    accepted: tuple[tuple[str, Accepted], ...] = ()
    machines: tuple[Machine, ...] = ()
