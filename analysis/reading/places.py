"""Where the states and events of a class are written, by reading its source with `ast`."""

import ast
from collections.abc import Iterator

from wayout.analysis.lifecycle import Location
from wayout.analysis.paths import shown_path
from wayout.analysis.reading.classes import source_of
from wayout.machines.vocabulary import Place

_WITHOUT_STATES = frozenset({"builtins", "statemachine", "typing"})


class Places:
    """Locations of the attributes of one class, its bases included.

    Paths are relative to the working directory where they lie in it. What ships with wayout is
    named by its place in the package instead, the same wherever it is installed.
    """

    def __init__(self, machine: type) -> None:
        self._attributes: dict[str, Location] = {}
        self._shown: dict[tuple[str, str], str] = {}
        self.of_class: Location | None = None
        for cls, path, definition in sources_of(machine):
            shown = shown_path(path, cls.__module__)
            if cls is machine:
                self.of_class = Location(shown, definition.lineno, definition.col_offset + 1)
            for name, node in _attributes(definition):
                self._attributes.setdefault(name, Location(shown, node.lineno, node.col_offset + 1))

    def of(self, *path: str) -> Location | None:
        """Return where a state or event is assigned; a nested state by its path of ids."""
        return self._attributes.get(".".join(path)) or self._attributes.get(path[-1])

    def named(self, path: str, first: int, last: int) -> frozenset[str]:
        """Return what is assigned on some lines of a file: states and events, by dotted path."""
        return frozenset(
            name
            for name, place in self._attributes.items()
            if place.path == path and first <= place.line <= last
        )

    def at(self, place: Place, *path: str) -> Location:
        """Return a recorded place of declaration, with its column where the source tells it."""
        file = (place.path, place.module)
        if file not in self._shown:
            self._shown[file] = shown_path(*file)
        shown = self._shown[file]
        written = self.of(*path)
        if written and written.line == place.line and written.path == shown:
            return written
        return Location(shown, place.line)


def sources_of(machine: type) -> Iterator[tuple[type, str, ast.ClassDef]]:
    """Yield a class and those of its bases that may declare states, where there is source."""
    for cls in machine.__mro__:
        if cls.__module__.partition(".")[0] in _WITHOUT_STATES:
            continue
        if found := source_of(cls):
            yield (cls, *found)


def _attributes(definition: ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, ast.stmt]]:
    for node in definition.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name, node
            case ast.ClassDef(name=name):
                yield prefix + name, node
                yield from _attributes(node, f"{prefix}{name}.")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield prefix + name, node
            case _:
                pass
