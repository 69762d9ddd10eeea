"""Hold the names in a formula against those that are there."""

from collections.abc import Collection
from typing import Protocol

from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.formulas import Formula, LastStep, RoleIs, StateIs, Word, parts
from wayout.analysis.suggesting import did_you_mean


class Names(Protocol):
    """What formulas may call by name. A structure is one, and a system has one."""

    @property
    def states(self) -> Collection[str]:
        """The names of states, of a system `member.state`."""

    @property
    def roles(self) -> Collection[str]:
        """The roles, of a system `member.role`."""

    @property
    def events(self) -> tuple[str, ...]:
        """The events."""


def check_names(names: Names, formula: Formula, text: str) -> None:
    """Refuse a formula that names what is not there.

    Raises:
        FormulaError: with the place of the first such name and the one probably meant.
    """
    for part in parts(formula):
        match part:
            case Word(name, at) if name not in names.states and name not in names.roles:
                known = (*names.states, *names.roles)
                raise _unknown(name, "a state or role", known, text, at)
            case StateIs(name, at) if name not in names.states:
                raise _unknown(name, "a state", tuple(names.states), text, at)
            case RoleIs(role, member, at):
                _check_role(names, role, member, text, at or 0)
            case LastStep("event", events, at):
                for name in events:
                    if name not in names.events:
                        raise _unknown(name, "an event", names.events, text, at)


def _check_role(names: Names, role: str, member: str | None, text: str, at: int) -> None:
    if (f"{member}.{role}" if member else role) in names.roles:
        return
    members = tuple(dict.fromkeys(name.partition(".")[0] for name in names.states if "." in name))
    if member is None:
        message = f"of whose role? write member.role = {role}, of a member such as {members[0]!r}"
        raise FormulaError(message, text, at)
    if member not in members:
        raise _unknown(member, "a member", members, text, at)
    message = f"no state of {member!r} has the role {role}"
    raise FormulaError(message, text, at)


def _unknown(
    name: str, expected: str, known: tuple[str, ...], text: str, at: int | None
) -> FormulaError:
    hint = did_you_mean(name, known)
    if not hint and len(known) <= _MOST_LISTED:
        hint = f"; there are {', '.join(known)}"
    return FormulaError(f"{name!r} is not {expected}{hint}", text, at or 0)


_MOST_LISTED = 12
