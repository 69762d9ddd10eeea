"""Choose the machines that a TARGET names out of an imported module."""

from collections.abc import Iterable
from types import ModuleType

from wayout.analysis.reading import machines_of
from wayout.analysis.reading.classes import is_machine
from wayout.interfaces.errors import LoadError, did_you_mean
from wayout.interfaces.loading.importing import Imported

_EXPECTED = "expected a class derived from StateMachine or StateChart that declares states"


def chosen(imported: Imported, shown: str, attribute: str | None) -> tuple[type, ...]:
    """Return the class that is named, or all machines that the module defines.

    There may be none where python-statemachine refused a class of the module.

    Raises:
        LoadError: if there is no such class, or it is no machine.
    """
    module = imported.module
    if attribute is None:
        found = machines_of(module)
        if not found and imported.refusal is None:
            message = f"{shown}: defines no machine; {_EXPECTED}{_elsewhere(module)}"
            raise LoadError(message)
        return found
    value = _value(module, attribute)
    if value is _MISSING and imported.refusal is not None:
        return ()
    if is_machine(value):
        return (value,)
    message = f"{shown}: {_why_not(module, attribute, value)}"
    raise LoadError(message)


def _value(module: ModuleType, attribute: str) -> object:
    value: object = module
    for name in attribute.split("."):
        value = getattr(value, name, _MISSING)
    return value


def _why_not(module: ModuleType, attribute: str, value: object) -> str:
    if value is _MISSING:
        machines = [machine.__name__ for machine in machines_of(module)]
        defines = f"; it defines {', '.join(machines)}" if machines else ""
        hint = did_you_mean(attribute, tuple(machines)) or defines
        return f"has no class {attribute!r}{hint}"
    if not isinstance(value, type):
        return f"{attribute} is no class but of type {type(value).__name__}; {_EXPECTED}"
    if _is_abstract(value):
        return f"{attribute} declares no states; {_EXPECTED}"
    return f"{attribute} is no machine; {_EXPECTED}"


def _is_abstract(value: type) -> bool:
    return any(base.__module__.partition(".")[0] == "statemachine" for base in value.__mro__)


def _elsewhere(module: ModuleType) -> str:
    imported: Iterable[type] = filter(is_machine, vars(module).values())
    names = sorted({f"{machine.__module__}:{machine.__qualname__}" for machine in imported})
    return f"; it imports {', '.join(names)}" if names else ""


_MISSING = object()
