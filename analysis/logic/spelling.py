"""Formulas as text, which reads back as the same formula; no parenthesis more than needed."""

import re

from wayout.analysis.logic.formulas import (
    All,
    And,
    Atom,
    Exists,
    Finally,
    Formula,
    Globally,
    Iff,
    Implies,
    Next,
    Not,
    Or,
    Pattern,
    Release,
    Rests,
    RoleIs,
    StateIs,
    Truth,
    Until,
    WeakUntil,
    Word,
)

NAME = r"[A-Za-z_][A-Za-z0-9_]*(?:[-/.][A-Za-z0-9_]+)*"
"""A name that needs no quotes, as a regular expression."""

RESERVED = frozenset(
    {"A", "E", "G", "F", "X", "U", "W", "R", "AG", "AF", "AX", "EG", "EF", "EX", "true", "false"}
    | {"never", "always", "eventually", "leads", "to", "precedes"}
    | {"before", "after", "between", "and", "until"}
)
"""Names that need quotes, because they mean something else."""

_LEVELS: dict[type, int] = {Implies: 1, Iff: 2, Or: 3, And: 4, Until: 5, WeakUntil: 5, Release: 5}
_SIGNS: dict[type, str] = {
    Implies: "->",
    Iff: "<->",
    Or: "|",
    And: "&",
    Until: "U",
    WeakUntil: "W",
    Release: "R",
}
_GROUPING_RIGHT = (Implies, Until, WeakUntil, Release)
_PREFIX, _WHOLE = 6, 7
_LETTERS: dict[type, str] = {Next: "X", Finally: "F", Globally: "G"}


def spelt(formula: Formula) -> str:
    """Return the text of a formula.

    >>> spelt(All(Globally(Implies(Word("error"), Exists(Finally(StateIs("in use")))))))
    'AG (error -> EF "in use")'
    >>> spelt(Exists(Until(Word("a"), Not(Word("b"))), ("user", "service")))
    'E{user, service}[a U !b]'
    """
    if isinstance(formula, Pattern):
        return _pattern(formula)
    return _spelt(formula)[0]


def quoted_name(name: str) -> str:
    r"""Return a name in double quotes, with `\` before what would end them."""
    return '"{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"'))


def plain_name(name: str) -> str:
    """Return a name, in quotes only if it needs them."""
    is_plain = re.fullmatch(NAME, name) and name not in RESERVED
    return name if is_plain else quoted_name(name)


def _spelt(formula: Formula) -> tuple[str, int]:
    """Return text and level: how tightly its outermost operator binds."""
    match formula:
        case Not(arg):
            return f"!{_inside(arg, _PREFIX)}", _PREFIX
        case Next(arg) | Finally(arg) | Globally(arg):
            return f"{_LETTERS[type(formula)]} {_inside(arg, _PREFIX)}", _PREFIX
        case All(path, actors) | Exists(path, actors):
            return _quantified("A" if isinstance(formula, All) else "E", path, actors)
        case And() | Or() | Implies() | Iff() | Until() | WeakUntil() | Release():
            return _binary(formula.left, formula.right, type(formula))
        case Rests(actors):
            return _quantified("A", Next(Truth(value=False)), actors)
        case Pattern():
            message = "a pattern is no part of a formula; take its meaning"
            raise TypeError(message)
    return _atom(formula), _WHOLE


def _atom(atom: Truth | Atom) -> str:
    match atom:
        case Truth(value):
            return "true" if value else "false"
        case Word(name):
            return name
        case StateIs(name):
            return quoted_name(name)
        case RoleIs(role, member):
            return f"{member}.role = {role}" if member else f"role = {role}"
    return f"{atom.what}({', '.join(map(plain_name, atom.names))})"


def _binary(left: Formula, right: Formula, kind: type) -> tuple[str, int]:
    level = _LEVELS[kind]
    groups_right = kind in _GROUPING_RIGHT
    first = _inside(left, level + groups_right)
    second = _inside(right, level + (not groups_right))
    return f"{first} {_SIGNS[kind]} {second}", level


def _inside(formula: Formula, least: int) -> str:
    text, level = _spelt(formula)
    return text if level >= least else f"({text})"


def _quantified(letter: str, path: Formula, actors: tuple[str, ...]) -> tuple[str, int]:
    if actors:
        letter = f"{letter}{{{', '.join(actors)}}}"
    match path:
        case Next(arg) | Finally(arg) | Globally(arg):
            return f"{letter}{_LETTERS[type(path)]} {_inside(arg, _PREFIX)}", _PREFIX
    return f"{letter}[{_spelt(path)[0]}]", _WHOLE


def _pattern(pattern: Pattern) -> str:
    args = [_spelt(arg)[0] for arg in pattern.args]
    bounds = [_spelt(bound)[0] for bound in pattern.bounds]
    text = f" {pattern.form} ".join(args) if len(args) > 1 else f"{pattern.form} {args[0]}"
    match pattern.scope:
        case "before" | "after" as scope:
            return f"{text} {scope} {bounds[0]}"
        case "between":
            return f"{text} between {bounds[0]} and {bounds[1]}"
        case "until":
            return f"{text} after {bounds[0]} until {bounds[1]}"
    return text
