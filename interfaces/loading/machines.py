"""Choose the machines and systems that a TARGET names out of an imported module."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeGuard

from wayout.analysis.reading import machines_of
from wayout.analysis.reading.classes import is_class, is_machine
from wayout.analysis.reading.foreign import is_foreign, is_foreign_class
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading.instances import classes_of, held_by, instances_of, made
from wayout.machines.vocabulary.systems import System

_EXPECTED = "expected a class derived from StateMachine or StateChart that declares states"
_OBJECTS = "or a machine of transitions or automaton that the module makes, or a system"


@dataclass(frozen=True, slots=True)
class Choice:
    """A python-statemachine class, a system, or an object of another library, by its name."""

    machine: object
    name: str


def is_system(value: object) -> TypeGuard[type[System]]:
    """Whether a value is a class that declares a system, however wrong it may be."""
    return is_class(value) and issubclass(value, System) and value is not System


def chosen(module: ModuleType, shown: str, attribute: str | None) -> tuple[Choice, ...]:
    """Return the machine or system that is named, or all that the module defines.

    Raises:
        LoadError: if there is no such machine, or it is none, or it cannot be made.
    """
    if attribute is None:
        found = tuple(_all(module, shown))
        if not found:
            hint = f"{_elsewhere(module)}{_inside(module)}"
            message = f"{shown}: defines no machine; {_EXPECTED}, {_OBJECTS}{hint}"
            raise LoadError(message)
        return found
    value = _value(module, attribute)
    if found := tuple(_named(value, shown, attribute)):
        return found
    message = f"{shown}: {_why_not(module, attribute, value)}"
    raise LoadError(message)


def _all(module: ModuleType, shown: str) -> Iterator[Choice]:
    for machine in machines_of(module):
        yield Choice(machine, machine.__qualname__)
    for system in _systems_of(module):
        yield Choice(system, system.__qualname__)
    instances = list(instances_of(module))
    for name, instance in instances:
        yield Choice(instance, name)
    for cls in classes_of(module):
        if not any(type(instance) is cls for _, instance in instances):
            yield Choice(made(cls, shown), cls.__qualname__)


def _systems_of(module: ModuleType) -> Iterator[type[System]]:
    """Yield the systems that a module defines, but for bases that declare nothing."""
    for value in dict.fromkeys(filter(is_system, vars(module).values())):
        if value.__module__ == module.__name__ and (value.members or value.steps):
            yield value


def _named(value: object, shown: str, attribute: str) -> Iterator[Choice]:
    if is_machine(value) or is_system(value):
        yield Choice(value, value.__qualname__)
    elif is_machine(type(value)):
        yield Choice(type(value), type(value).__qualname__)
    elif is_foreign(value):
        yield Choice(value, attribute)
    elif is_foreign_class(value):
        yield Choice(made(value, shown), attribute)
    else:
        for name, machine in held_by(value):
            yield Choice(machine, f"{attribute}.{name}")


def _value(module: ModuleType, attribute: str) -> object:
    value: object = module
    for name in attribute.split("."):
        value = getattr(value, name, _MISSING)
    return value


def _why_not(module: ModuleType, attribute: str, value: object) -> str:
    if value is _MISSING:
        machines = [machine.__name__ for machine in machines_of(module)]
        machines += [system.__name__ for system in _systems_of(module)]
        machines += [name for name, _ in instances_of(module)]
        defines = f"; it defines {', '.join(machines)}" if machines else ""
        hint = did_you_mean(attribute, tuple(machines)) or defines
        return f"has no class {attribute!r}{hint}"
    if not is_class(value):
        kind = type(value).__name__
        return f"{attribute} is no class but of type {kind}; {_EXPECTED}, {_OBJECTS}"
    if _is_abstract(value):
        return f"{attribute} declares no states; {_EXPECTED}"
    return (
        f"{attribute} is no machine; {_EXPECTED}; if its instances have a machine of transitions "
        f"or automaton, make one in the module and name that: `model = {attribute}(...)`"
    )


def _is_abstract(value: type) -> bool:
    return any(base.__module__.partition(".")[0] == "statemachine" for base in value.__mro__)


def _elsewhere(module: ModuleType) -> str:
    imported: Iterable[type] = filter(is_machine, vars(module).values())
    names = sorted({f"{machine.__module__}:{machine.__qualname__}" for machine in imported})
    return f"; it imports {', '.join(names)}" if names else ""


def _inside(module: ModuleType) -> str:
    """Name the modules of a package, none of which is imported."""
    try:
        every = [each.name for each in iter_modules(getattr(module, "__path__", ()))]
    except (TypeError, ValueError):  # the module has set it to something of its own
        return ""
    inner = [name for name in every if not name.startswith("_")]
    if not inner:
        return ""
    names = ", ".join(f"{module.__name__}.{name}" for name in inner[:_LISTED])
    more = f" and {len(inner) - _LISTED} more" if len(inner) > _LISTED else ""
    return f"; it is a package, whose modules are TARGETs of their own: {names}{more}"


_LISTED = 5
_MISSING = object()
