"""Find machines in modules and files of Python, in the process that asks."""

import sys
from collections.abc import Callable, Iterator

from wayout.analysis.finding import Unfinished
from wayout.analysis.limits import Deadline, LimitReachedError, Limits
from wayout.analysis.reading import read
from wayout.analysis.reading.projections import ProjectionError
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading.found import Found
from wayout.interfaces.loading.importing import Imported, import_file, import_module
from wayout.interfaces.loading.machines import chosen
from wayout.interfaces.loading.targets import InModule, InSource


class Sources:
    """Grows TARGET by TARGET: modules are imported once, machines read once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._imported: dict[object, Imported] = {}
        self._names: dict[type, str] = {}

    def find(
        self, target: InModule | InSource, imported: Callable[[], None] = lambda: None
    ) -> tuple[Found, ...]:
        """Return what a TARGET holds and no earlier one did. `imported` is told in between.

        Raises:
            LoadError: if it cannot be imported, or holds no machine.
        """
        module, shown = self._import(target)
        imported()
        return tuple(self._found(module, shown, target.attribute))

    def close(self) -> None:
        """Forget the modules that were not imported to their end."""
        for imported in self._imported.values():
            if imported.refusal is not None:
                sys.modules.pop(imported.module.__name__, None)

    def _import(self, target: InModule | InSource) -> tuple[Imported, str]:
        if isinstance(target, InModule):
            if target.module not in self._imported:
                self._imported[target.module] = import_module(target.module)
            return self._imported[target.module], target.module
        key = target.path.resolve()
        if key not in self._imported:
            self._imported[key] = import_file(target.path, target.shown)
        return self._imported[key], target.shown

    def _found(self, imported: Imported, shown: str, attribute: str | None) -> Iterator[Found]:
        if imported.refusal is not None:
            refused = imported.refusal
            yield Found(refused, f"{shown}:{refused.lifecycle}")
        deadline = Deadline.after(self._limits.seconds)
        for machine in chosen(imported, shown, attribute):
            if machine not in self._names:
                yield self._read(machine, f"{shown}:{machine.__qualname__}", deadline)

    def _read(self, machine: type, target: str, deadline: Deadline) -> Found:
        name = self._name(machine)
        try:
            lifecycle = read(machine, target=target, limits=self._limits, deadline=deadline)
        except LimitReachedError as error:
            return Found(Unfinished(target, str(error)), target, name)
        except ProjectionError as error:
            message = f"{target}: {error}"
            raise LoadError(message) from error
        except MemoryError:
            reason = "reading it takes more memory than it may have; raise --limit-memory"
            return Found(Unfinished(target, reason), target, name)
        return Found(lifecycle, target, name)

    def _name(self, machine: type) -> str:
        """Name a class; where another one has the same name, by its number too."""
        plain = f"{machine.__module__}:{machine.__qualname__}"
        taken = set(self._names.values())
        name = plain if plain not in taken else f"{plain} {len(taken)}"
        self._names[machine] = name
        return name
