"""Running machines: which state of the lifecycle they are in, and who listens to them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeGuard

from statemachine import Event, StateChart
from statemachine.exceptions import TransitionNotAllowed

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import DEFAULT, Deadline
from wayout.analysis.reading.bounds import Bounds
from wayout.analysis.reading.classes import is_machine
from wayout.analysis.reading.reader import _Reading

RunningMachine = StateChart[Any]
Values = frozenset[object]
"""The values of all active states of a machine, compound ones included."""


@dataclass(frozen=True)
class Readout:
    """A lifecycle, and the ids of the states that a machine with given active values may be in.

    Several states have the same values where a history or an event to come tells them apart.
    """

    lifecycle: Lifecycle
    states: Mapping[Values, tuple[str, ...]]


def read_for_running(machine: type) -> Readout:
    """Read a class as `read` does, so that its instances can be followed.

    Raises:
        TypeError: if `machine` is not a python-statemachine class with states.
        LimitReachedError: as `read`.
    """
    if not is_machine(machine):
        message = f"{machine!r} is not a python-statemachine class with states"
        raise TypeError(message)
    bounds = Bounds(DEFAULT, Deadline.after(DEFAULT.seconds))
    target = f"{machine.__module__}:{machine.__qualname__}"
    reading = _ValuedReading(machine, target, None, bounds)
    return Readout(reading.lifecycle(), reading.by_values())


class _ValuedReading(_Reading):
    """A reading that keeps which configuration each state is."""

    def by_values(self) -> Mapping[Values, tuple[str, ...]]:
        """Map the active values of each configuration to the ids of its states."""
        found: dict[Values, tuple[str, ...]] = {}
        for here in self._names:
            values = frozenset(node.state.value for node in here.active)
            found[values] = (*found.get(values, ()), self._names.of(here))
        return MappingProxyType(found)


def is_running_machine(value: object) -> TypeGuard[RunningMachine]:
    """Whether a value is an instance of a python-statemachine class."""
    return isinstance(value, StateChart)


def values_of(machine: RunningMachine) -> Values:
    """Return the values of the active states; none before an asynchronous machine is started."""
    return frozenset(machine.configuration_values)


def send(machine: RunningMachine, event: str) -> bool:
    """Send an event; return whether the machine took it or ignored it without complaint.

    A class may have an event that is called `send`, which hides the method.
    """
    try:
        if isinstance(machine.send, Event):
            StateChart.send(machine, event)
        else:
            machine.send(event)
    except TransitionNotAllowed:
        return False
    return True


def listen(machine: RunningMachine, listener: object) -> None:
    """Attach a listener to one machine. python-statemachine cannot detach it again."""
    machine.add_listener(listener)  # type: ignore[no-untyped-call]  # the library has no types here


@contextmanager
def listened_to(machine: type[RunningMachine], listener: object) -> Iterator[None]:
    """Attach a listener to every instance that is made of a class meanwhile.

    python-statemachine takes class-level listeners from the body of the class alone; this adds
    to where it keeps them, so that the first steps of an instance are heard too.
    """
    saved = machine._class_listeners  # noqa: SLF001 - there is no public way after the class is made
    machine._class_listeners = [*saved, listener]  # noqa: SLF001 - as above
    try:
        yield
    finally:
        machine._class_listeners = saved  # noqa: SLF001 - as above
