"""What formulas call the states of a system's members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wayout.analysis.logic.formulas import Formula, LastStep, RoleIs, StateIs, Word
from wayout.analysis.systems.remembering import seen
from wayout.analysis.systems.system import System

Label = tuple[int, frozenset[int]]
"""A member, and the states of it in which an atom holds."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a system: `member.state` and `member.role`."""

    system: System
    states: Mapping[str, Label]
    roles: Mapping[str, Label]

    def of(self, atom: Formula) -> Label:
        """Return where an atom holds; what is said of the last step, in a remembering system.

        Raises:
            KeyError: for a name that the system does not know.
        """
        match atom:
            case Word(name) if name not in self.states:
                return self.roles[name]
            case Word(name) | StateIs(name):
                return self.states[name]
            case RoleIs(role, member):
                return self.roles[f"{member}.{role}" if member else role]
            case LastStep():
                return len(self.system.members) - 1, seen(self.system, atom)
        message = f"{atom!r} is no atom"
        raise TypeError(message)


def labels_of(system: System) -> Labels:
    """Return the labels of a system."""
    states: dict[str, Label] = {}
    roles: dict[str, Label] = {}
    for index, member in enumerate(system.members):
        for found, own in ((states, member.names), (roles, member.roles)):
            found.update((f"{member.name}.{name}", (index, held)) for name, held in own.items())
    return Labels(system, states, roles)
