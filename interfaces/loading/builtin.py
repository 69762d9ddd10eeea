"""Load what ships with wayout: each machine is read once, for itself and as a member."""

from dataclasses import replace
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import LimitReachedError, Limits
from wayout.interfaces.loading.found import Found
from wayout.machines.systems import SYSTEMS

if TYPE_CHECKING:
    from wayout.machines.vocabulary import Machine


class Builtins:
    """Grows machine by machine."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._read: dict[type, Lifecycle] = {}

    def machine(self, machine: str, target: str, name: str | None) -> Found:
        """Return the lifecycle of `module:Class`, or what kept it from being read."""
        try:
            lifecycle = self._lifecycle(_imported(machine))
        except LimitReachedError as error:
            return Found(Unfinished(target, str(error)), target, machine)
        named = replace(lifecycle, target=target, name=name or lifecycle.name)
        return Found(named, target, machine)

    def system(self, name: str) -> Found:
        """Return a system, or what kept a machine of it from being read."""
        from wayout.analysis.systems.reading import read_system

        place = SYSTEMS[name]
        try:
            declared = read_system(
                _imported(place),
                name=name,
                target=name,
                limits=self._limits,
                lifecycle_of=self._lifecycle,
            )
        except LimitReachedError as error:
            return Found(Unfinished(name, str(error)), name, place)
        return Found(declared, name, place)

    def _lifecycle(self, machine: "type[Machine]") -> Lifecycle:
        from wayout.analysis.reading import read

        if machine not in self._read:
            self._read[machine] = read(machine, target=machine.__name__, limits=self._limits)
        return self._read[machine]


def _imported(place: str) -> type:
    declared: type = resolve_name(place)
    return declared
