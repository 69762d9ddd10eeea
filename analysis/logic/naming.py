"""Hold the names in a formula against those that a structure knows."""

from wayout.analysis.logic.errors import FormulaError
from wayout.analysis.logic.formulas import Formula, LastStep, RoleIs, StateIs, Word, parts
from wayout.analysis.logic.structure import Structure
from wayout.analysis.suggesting import did_you_mean


def check_names(structure: Structure, formula: Formula, text: str) -> None:
    """Refuse a formula that names what is not there.

    Raises:
        FormulaError: with the place of the first such name and the one probably meant.
    """
    for part in parts(formula):
        match part:
            case Word(name, at) if name not in structure.states and name not in structure.roles:
                known = (*structure.states, *structure.roles)
                raise _unknown(name, "a state or role", known, text, at)
            case StateIs(name, at) if name not in structure.states:
                raise _unknown(name, "a state", tuple(structure.states), text, at)
            case RoleIs(_, member, at) if f"{member}.{part.role}" not in structure.roles and member:
                members = tuple(dict.fromkeys(n.partition(".")[0] for n in structure.states))
                raise _unknown(member, "a member", members, text, at)
            case LastStep("event", names, at):
                for name in names:
                    if name not in structure.events:
                        raise _unknown(name, "an event", structure.events, text, at)


def _unknown(
    name: str, expected: str, known: tuple[str, ...], text: str, at: int | None
) -> FormulaError:
    hint = did_you_mean(name, known)
    if not hint and len(known) <= _MOST_LISTED:
        hint = f"; there are {', '.join(known)}"
    return FormulaError(f"{name!r} is not {expected}{hint}", text, at or 0)


_MOST_LISTED = 12
