"""The few operators that everything else is reduced to.

State formulas keep `true`, atoms, `!`, `&`, `|`, `<->` and `E`; paths keep `X`, `U`, `R`, `&`
and `|` over state formulas, with every `!` moved inward to these (negation normal form). What `X`
says where a run rests is told apart by an atom, so that the `X` that is left is of total runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    Rests,
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
            return _some(Paths(actors), path)
        case All(path, actors):
            return Not(_some(Paths(actors, weak=True), path, negate=True))
    return formula


def _some(paths: Paths, path: Formula, *, negate: bool = False) -> Formula:
    """Keep apart whether there is a step and where one leads: each is asked of states."""
    inner = paths.core(path, negate=negate)
    match inner:
        case And(Not(Rests()) as steps, Next(arg) as following) if is_of_states(arg):
            return And(steps, Exists(following, paths.actors))
    return Exists(inner, paths.actors)


@dataclass(frozen=True, slots=True)
class Paths:
    """The runs that a path formula speaks of: those of some actors, all of them or one.

    `weak` is what `X` is of all of them: it asks for nothing where a run rests.
    """

    actors: tuple[str, ...] = ()
    weak: bool = False

    def core(self, path: Formula, *, negate: bool = False) -> Formula:
        """Return a formula in negation normal form that is true of the same runs, or others."""
        if is_of_states(path):
            return negated(core(path)) if negate else core(path)
        match path:
            case Not(arg):
                return self.core(arg, negate=not negate)
            case Next(arg):
                return self._next(Next(self.core(arg, negate=negate)), negate=negate)
        spelt_out = _meaning(path)
        if spelt_out is not None:
            return self.core(spelt_out, negate=negate)
        kind, left, right = _joining(path, negate=negate)
        return kind(self.core(left, negate=negate), self.core(right, negate=negate))

    def _next(self, after: Next, *, negate: bool) -> Formula:
        rests = Rests(self.actors)
        return Or(rests, after) if self.weak != negate else And(Not(rests), after)


def _meaning(path: Formula) -> Formula | None:
    match path:
        case Implies(left, right):
            return Or(Not(left), right)
        case Iff(left, right):
            return And(Implies(left, right), Implies(right, left))
        case Finally(arg):
            return Until(TRUE, arg)
        case Globally(arg):
            return Release(FALSE, arg)
        case WeakUntil(left, right):
            return Release(right, Or(left, right))
    return None


_Joining = type[And | Or | Until | Release]


def _joining(path: Formula, *, negate: bool) -> tuple[_Joining, Formula, Formula]:
    match path:
        case And(left, right):
            kind: _Joining = Or if negate else And
        case Or(left, right):
            kind = And if negate else Or
        case Until(left, right):
            kind = Release if negate else Until
        case Release(left, right):
            kind = Until if negate else Release
        case _:
            message = f"{path!r} is no path formula"
            raise TypeError(message)
    return kind, left, right


def _dual(path: Formula) -> Formula:
    """Return the negation of a core path formula in the same form."""
    if is_of_states(path):
        return negated(path)
    if isinstance(path, Next):
        return Next(_dual(path.arg))
    kind, left, right = _joining(path, negate=True)
    return kind(_dual(left), _dual(right))


def sugared(formula: Formula) -> Formula:  # noqa: C901, PLR0911 - one for each operator
    """Return a core formula as people write it: `AG !p` for `!E[true U p]`."""
    match formula:
        case Rests(actors):
            return All(Next(FALSE), actors)
        case Not(Rests(actors)):
            return Exists(Next(TRUE), actors)
        case And(Not(Rests(actors)), Exists(Next() as path)):
            return Exists(_sugared_path(path), actors)
        case Not(And(Not(Rests(actors)), Exists(Next(arg)))):
            return All(Next(sugared(_dual(arg))), actors)
        case Not(Exists(path, actors)):
            return All(_sugared_path(_dual(path), weak=True), actors)
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


def _sugared_path(  # noqa: PLR0911 - one for each operator
    path: Formula, *, weak: bool = False
) -> Formula:
    if is_of_states(path):
        return sugared(path)
    match path:
        case Until(Truth(True), right):
            return Finally(_sugared_path(right, weak=weak))
        case Release(Truth(False), right):
            return Globally(_sugared_path(right, weak=weak))
        case And(Not(Rests()), Next(arg)) | Or(Rests(), Next(arg)):
            if isinstance(path, Or) == weak:
                return Next(_sugared_path(arg, weak=weak))
            return Not(Next(_sugared_path(_dual(arg), weak=weak)))
        case Next(arg):
            return Next(_sugared_path(arg, weak=weak))
        case And(left, right) | Or(left, right) | Until(left, right) | Release(left, right):
            return type(path)(_sugared_path(left, weak=weak), _sugared_path(right, weak=weak))
    return path


def flat(formula: Formula, kind: type[And | Or]) -> Iterator[Formula]:
    """Yield what formulas of a kind, one inside another, join, from left to right."""
    stack = [formula]
    while stack:
        here = stack.pop()
        if isinstance(here, kind):
            stack += [here.right, here.left]
        else:
            yield here
