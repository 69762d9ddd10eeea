"""Find machines and systems in modules and files of Python, in the process that asks."""

from collections.abc import Callable, Iterator
from types import ModuleType

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline, LimitReachedError, Limits
from wayout.analysis.reading import read
from wayout.analysis.reading.classes import is_machine
from wayout.analysis.reading.declared import ClaimsError, name_of
from wayout.analysis.reading.foreign import read_foreign
from wayout.analysis.reading.projections import ProjectionError
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.declaring import DeclarationError
from wayout.analysis.systems.reading import read_system
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading.found import Found
from wayout.interfaces.loading.importing import import_file, import_module
from wayout.interfaces.loading.machines import Choice, chosen, is_system
from wayout.interfaces.loading.targets import InModule, InSource


class Sources:
    """Grows TARGET by TARGET: modules are imported once, machines read once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._imported: dict[object, ModuleType] = {}
        self._names: dict[int, str] = {}
        self._kept: list[object] = []  # so that no other machine gets the identity of one

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

    def _import(self, target: InModule | InSource) -> tuple[ModuleType, str]:
        if isinstance(target, InModule):
            if target.module not in self._imported:
                self._imported[target.module] = import_module(target.module)
            return self._imported[target.module], target.module
        key = target.path.resolve()
        if key not in self._imported:
            self._imported[key] = import_file(target.path, target.shown)
        return self._imported[key], target.shown

    def _found(self, module: ModuleType, shown: str, attribute: str | None) -> Iterator[Found]:
        deadline = Deadline.after(self._limits.seconds)
        for choice in chosen(module, shown, attribute):
            if id(choice.machine) not in self._names:
                yield self._read(choice, f"{shown}:{choice.name}", module, deadline)

    def _read(self, choice: Choice, target: str, module: ModuleType, deadline: Deadline) -> Found:
        name = self._name(choice, module)
        try:
            content = self._content(choice, target, module, deadline)
        except LimitReachedError as error:
            return Found(Unfinished(target, str(error)), target, name)
        except DeclarationError as error:
            raise LoadError(*error.problems) from error
        except (ClaimsError, ProjectionError) as error:
            message = f"{target}: {error}"
            raise LoadError(message) from error
        except MemoryError:
            reason = "reading it takes more memory than it may have; raise --limit-memory"
            return Found(Unfinished(target, reason), target, name)
        return Found(content, target, name)

    def _content(
        self, choice: Choice, target: str, module: ModuleType, deadline: Deadline
    ) -> Lifecycle | DeclaredSystem:
        if not is_system(choice.machine):
            return self._lifecycle(choice, target, module, deadline)

        def lifecycle_of(machine: type) -> Lifecycle:
            return read(machine, target=target, limits=self._limits, deadline=deadline)

        declared = read_system(
            choice.machine,
            name=name_of(choice.machine),
            target=target,
            limits=self._limits,
            lifecycle_of=lifecycle_of,
        )
        steps, most = len(declared.system.steps), self._limits.transitions
        if steps > most:
            message = (
                f"it has {steps:,} steps; at most {most:,} are read; raise --limit-transitions"
            )
            raise LimitReachedError(message)
        return declared

    def _lifecycle(
        self, choice: Choice, target: str, module: ModuleType, deadline: Deadline
    ) -> Lifecycle:
        limits, machine = self._limits, choice.machine
        if is_machine(machine):
            return read(machine, target=target, limits=limits, deadline=deadline)
        return read_foreign(
            machine,
            target=target,
            name=choice.name,
            module=module,
            limits=limits,
            deadline=deadline,
        )

    def _name(self, choice: Choice, module: ModuleType) -> str:
        """Name a machine; where another one has the same name, by its number too."""
        machine = choice.machine
        is_class = is_machine(machine) or is_system(machine)
        home = machine.__module__ if is_class else module.__name__
        plain = f"{home}:{choice.name}"
        taken = set(self._names.values())
        name = plain if plain not in taken else f"{plain} {len(taken)}"
        self._names[id(machine)] = name
        self._kept.append(machine)
        return name
