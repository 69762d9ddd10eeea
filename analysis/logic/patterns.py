"""What the readable forms mean: the specification patterns with their scopes.

Matthew Dwyer, George Avrunin, James Corbett, Patterns in property specifications for
finite-state verification, 1999: absence (`never`), existence (`eventually`), universality
(`always`), response (`leads to`) and precedence (`precedes`), for all of a run, `before r`,
`after q` (its first), `between q and r`, `after q until r` (each q). A run without the bound q,
or without the r that `before` and `between` need, satisfies them.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from wayout.analysis.logic.formulas import (
    And,
    Finally,
    Formula,
    Globally,
    Implies,
    Not,
    Or,
    Pattern,
    Until,
    WeakUntil,
)

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "never": "absence",
        "eventually": "existence",
        "always": "universality",
        "leads to": "response",
        "precedes": "precedence",
    }
)
"""Form -> the name of the pattern."""


def meaning(pattern: Pattern) -> Formula:
    """Return the formula of linear time that a pattern stands for.

    >>> from wayout.analysis.logic.formulas import Word
    >>> from wayout.analysis.logic.spelling import spelt
    >>> spelt(meaning(Pattern("leads to", (Word("creating"), Word("stable")))))
    'G (creating -> F stable)'
    """
    return _SCOPES[pattern.scope](pattern.form, pattern.args, pattern.bounds)


_Formulas = tuple[Formula, ...]


def _everywhere(form: str, args: _Formulas, _bounds: _Formulas) -> Formula:
    p, s = args[0], args[-1]
    match form:
        case "never":
            return Globally(Not(p))
        case "eventually":
            return Finally(p)
        case "always":
            return Globally(p)
        case "leads to":
            return Globally(Implies(p, Finally(s)))
    return WeakUntil(Not(s), p)


def _before(form: str, args: _Formulas, bounds: _Formulas) -> Formula:
    (r,) = bounds
    if form == "eventually":
        return WeakUntil(Not(r), And(args[0], Not(r)))
    return Implies(Finally(r), _up_to(form, args, r, Until))


def _after(form: str, args: _Formulas, bounds: _Formulas) -> Formula:
    (q,) = bounds
    if form in ("eventually", "precedes"):
        return WeakUntil(Not(q), And(q, _everywhere(form, args, ())))
    return Globally(Implies(q, _everywhere(form, args, ())))


def _between(form: str, args: _Formulas, bounds: _Formulas) -> Formula:
    q, r = bounds
    if form == "eventually":
        found = WeakUntil(Not(r), And(args[0], Not(r)))
        return Globally(Implies(And(q, Not(r)), found))
    inside = And(And(q, Not(r)), Finally(r))
    return Globally(Implies(inside, _up_to(form, args, r, Until)))


def _until(form: str, args: _Formulas, bounds: _Formulas) -> Formula:
    q, r = bounds
    inside = And(q, Not(r))
    if form == "eventually":
        return Globally(Implies(inside, Until(Not(r), And(args[0], Not(r)))))
    return Globally(Implies(inside, _up_to(form, args, r, WeakUntil)))


def _up_to(form: str, args: _Formulas, r: Formula, until: type[Until] | type[WeakUntil]) -> Formula:
    p, s = args[0], args[-1]
    match form:
        case "never":
            return until(Not(p), r)
        case "always":
            return until(p, r)
        case "leads to":
            return until(Implies(p, Until(Not(r), And(s, Not(r)))), r)
    return until(Not(s), Or(p, r))


_SCOPES: Mapping[str, Callable[[str, _Formulas, _Formulas], Formula]] = MappingProxyType(
    {
        "": _everywhere,
        "before": _before,
        "after": _after,
        "between": _between,
        "until": _until,
    }
)
