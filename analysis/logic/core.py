"""The few operators that everything else is reduced to.

State formulas keep `true`, atoms, `!`, `&`, `|`, `<->` and `E`; paths keep `X`, `U`, `R`, `&`
and `|` over state formulas, with every `!` moved inward to these (negation normal form).
"""

from __future__ import annotations

from wayout.analysis.logic.formulas import (
    All,
    And,
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
    Truth,
    Until,
    WeakUntil,
    is_of_states,
    negated,
)
from wayout.analysis.logic.patterns import meaning

TRUE, FALSE = Truth(value=True), Truth(value=False)


def quantified(formula: Formula) -> Formula:
    """Return a formula of states: one of linear time is meant of every run, patterns too."""
    if isinstance(formula, Pattern):
        formula = meaning(formula)
    return formula if is_of_states(formula) else All(formula)


def core(formula: Formula) -> Formula:  # noqa: PLR0911 - one for each operator
    """Return a state formula that is true in the same states.

    Linear, but twice as large for each `<->` between path formulas, one inside another.
    """
    match formula:
        case Not(arg):
            return negated(core(arg))
        case And(left, right):
            return And(core(left), core(right))
        case Or(left, right):
            return Or(core(left), core(right))
        case Implies(left, right):
            return Or(negated(core(left)), core(right))
        case Iff(left, right):
            return Iff(core(left), core(right))
        case Exists(path, actors):
            return Exists(path_core(path), actors)
        case All(path, actors):
            return Not(Exists(path_core(path, negate=True), actors))
    return formula


def path_core(  # noqa: PLR0911 - one for each operator
    path: Formula, *, negate: bool = False
) -> Formula:
    """Return a path formula in negation normal form that is true of the same runs, or others."""
    if is_of_states(path):
        return negated(core(path)) if negate else core(path)
    match path:
        case Not(arg):
            return path_core(arg, negate=not negate)
        case Implies(left, right):
            return path_core(Or(Not(left), right), negate=negate)
        case Iff(left, right):
            return path_core(And(Implies(left, right), Implies(right, left)), negate=negate)
        case Finally(arg):
            return path_core(Until(TRUE, arg), negate=negate)
        case Globally(arg):
            return path_core(Release(FALSE, arg), negate=negate)
        case WeakUntil(left, right):
            return path_core(Release(right, Or(left, right)), negate=negate)
        case Next(arg):
            return Next(path_core(arg, negate=negate))
    return _joined(path, negate=negate)


def _joined(path: Formula, *, negate: bool) -> Formula:
    match path:
        case And(left, right):
            kind: type[And | Or | Until | Release] = Or if negate else And
        case Or(left, right):
            kind = And if negate else Or
        case Until(left, right):
            kind = Release if negate else Until
        case Release(left, right):
            kind = Until if negate else Release
        case _:
            message = f"{path!r} is no path formula"
            raise TypeError(message)
    return kind(path_core(left, negate=negate), path_core(right, negate=negate))


def sugared(formula: Formula) -> Formula:  # noqa: PLR0911 - one for each operator
    """Return a core formula as people write it: `AG !p` for `!E[true U p]`."""
    match formula:
        case Not(Exists(path, actors)):
            return All(_sugared_path(path_core(path, negate=True)), actors)
        case Exists(path, actors):
            return Exists(_sugared_path(path), actors)
        case Not(arg):
            return Not(sugared(arg))
        case And(left, right):
            return And(sugared(left), sugared(right))
        case Or(Not(left), right):
            return Implies(sugared(left), sugared(right))
        case Or(left, right) | Iff(left, right):
            return type(formula)(sugared(left), sugared(right))
    return formula


def _sugared_path(path: Formula) -> Formula:
    if is_of_states(path):
        return sugared(path)
    match path:
        case Until(Truth(True), right):
            return Finally(_sugared_path(right))
        case Release(Truth(False), right):
            return Globally(_sugared_path(right))
        case Next(arg):
            return Next(_sugared_path(arg))
        case And(left, right) | Or(left, right) | Until(left, right) | Release(left, right):
            return type(path)(_sugared_path(left), _sugared_path(right))
    return path
