"""Read machines of other libraries: `transitions`, and OpenStack's `automaton`.

Their machines are objects and not classes, so what is read is the object as its module leaves it.
Neither library is imported here unless the user's module did so: an object of a library that was
not imported cannot be there.
"""

from types import ModuleType
from typing import TypeGuard

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import DEFAULT, Deadline, Limits
from wayout.analysis.reading.bounds import Bounds
from wayout.analysis.reading.classes import is_class
from wayout.analysis.reading.foreign import automaton, transitions

__all__ = ["is_foreign", "is_foreign_class", "read_foreign"]


def is_foreign(value: object) -> bool:
    """Whether a value is a machine of one of these libraries."""
    return transitions.is_machine(value) or automaton.is_machine(value)


def is_foreign_class(value: object) -> TypeGuard[type]:
    """Whether a value is a user's class of such machines, and not the library's own."""
    base = transitions.machine_class(), automaton.machine_class()
    own = {"transitions", "automaton"}
    return (
        is_class(value)
        and any(known is not None and issubclass(value, known) for known in base)
        and value.__module__.partition(".")[0] not in own
    )


def read_foreign(  # noqa: PLR0913 - all but the machine by keyword
    machine: object,
    *,
    target: str,
    name: str,
    module: ModuleType | None = None,
    limits: Limits = DEFAULT,
    deadline: Deadline | None = None,
) -> Lifecycle:
    """Read a machine. `module` is where locations are looked for.

    Raises:
        TypeError: if it is no machine of these libraries.
        LimitReachedError: past one of the `limits`.
    """
    bounds = Bounds(limits, deadline or Deadline.after(limits.seconds))
    if transitions.is_machine(machine):
        lifecycle = transitions.read(
            machine, target=target, name=name, module=module, bounds=bounds
        )
    elif automaton.is_machine(machine):
        lifecycle = automaton.read(machine, target=target, name=name, module=module, bounds=bounds)
    else:
        message = f"{machine!r} is no machine of transitions or automaton"
        raise TypeError(message)
    bounds.check_labels(lifecycle)
    return lifecycle
