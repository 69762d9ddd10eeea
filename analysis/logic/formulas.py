"""Formulas as frozen values: CTL* with atoms for states, roles and the last step.

CTL: Edmund Clarke, E. Allen Emerson, Design and synthesis of synchronization skeletons using
branching time temporal logic, 1981. LTL: Amir Pnueli, The temporal logic of programs, 1977.
CTL*, which holds both: Emerson, Joseph Halpern, "Sometimes" and "not never" revisited, 1986.

>>> Exists(Finally(StateIs("deleted")), ("user",))
Exists(path=Finally(arg=StateIs(name='deleted')), actors=('user',))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

_At = int | None


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A bare name: a state by its id or value, else a role. `at` is its place in the text."""

    name: str
    at: _At = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StateIs:
    """A quoted name: a state by its id or value, never a role."""

    name: str
    at: _At = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RoleIs:
    """`role = error`, or `member.role = error` of a system."""

    role: str
    member: str | None = None
    at: _At = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LastStep:
    """`event(a, b)`, `kind(failure)` or `actor(user)`: the step that led here was one of these.

    No step has led to an initial state before the run begins.
    """

    what: str
    names: tuple[str, ...]
    at: _At = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rests:
    """No step leads on; with actors, none of theirs. It is not written: `AX false` says it."""

    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _OnOne:
    """An operator on one formula."""

    arg: Formula


@dataclass(frozen=True, slots=True)
class _OnTwo:
    """An operator on two formulas."""

    left: Formula
    right: Formula


@dataclass(frozen=True, slots=True)
class _OnRuns:
    """A quantifier of runs, or of those that are made by some actors alone."""

    path: Formula
    actors: tuple[str, ...] = ()


class Not(_OnOne):
    """`!arg`."""

    __slots__ = ()


class And(_OnTwo):
    """`left & right`."""

    __slots__ = ()


class Or(_OnTwo):
    """`left | right`."""

    __slots__ = ()


class Implies(_OnTwo):
    """`left -> right`."""

    __slots__ = ()


class Iff(_OnTwo):
    """`left <-> right`."""

    __slots__ = ()


class Next(_OnOne):
    """`X arg`: after the next step.

    Under E there must be one, so that `EX true` says that a step is there. Under A it is meant of
    whatever step there is, as `AX p` is `!EX !p`: where a run rests, it asks for nothing.
    """

    __slots__ = ()


class Finally(_OnOne):
    """`F arg`: now or some day."""

    __slots__ = ()


class Globally(_OnOne):
    """`G arg`: now and for ever."""

    __slots__ = ()


class Until(_OnTwo):
    """`left U right`: right some day, and left until then."""

    __slots__ = ()


class WeakUntil(_OnTwo):
    """`left W right`: left until right, or for ever."""

    __slots__ = ()


class Release(_OnTwo):
    """`left R right`: right up to and with the moment of left, or for ever."""

    __slots__ = ()


class All(_OnRuns):
    """`A[path]`: on every run from here; with actors, on every run of their steps alone."""

    __slots__ = ()


class Exists(_OnRuns):
    """`E[path]`: on some run from here; with actors, on some run of their steps alone."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A readable form that means a formula, which `patterns.meaning` returns.

    `form` is `never`, `eventually`, `always`, `leads to` or `precedes`; `scope` is empty (all
    of a run), `before`, `after`, `between` or `until`, with as many `bounds` as it needs.
    """

    form: str
    args: tuple[Formula, ...]
    scope: str = ""
    bounds: tuple[Formula, ...] = ()


Atom = Word | StateIs | RoleIs | LastStep
Binary = And | Or | Implies | Iff | Until | WeakUntil | Release
Unary = Not | Next | Finally | Globally
Quantified = All | Exists
Formula = Truth | Atom | Rests | Unary | Binary | Quantified | Pattern

_TEMPORAL = (Next, Finally, Globally, Until, WeakUntil, Release, Pattern)


def children(formula: Formula) -> tuple[Formula, ...]:
    """Return the formulas directly inside one, from left to right."""
    match formula:
        case Not(arg) | Next(arg) | Finally(arg) | Globally(arg):
            return (arg,)
        case All(path) | Exists(path):
            return (path,)
        case Pattern(_, args, _, bounds):
            return (*args, *bounds)
        case Truth() | Word() | StateIs() | RoleIs() | LastStep() | Rests():
            return ()
    return (formula.left, formula.right)


def rebuilt(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """Return the formula with every formula directly inside it changed."""
    if isinstance(formula, Pattern):
        args, bounds = tuple(map(change, formula.args)), tuple(map(change, formula.bounds))
        return replace(formula, args=args, bounds=bounds)
    if isinstance(formula, All | Exists):
        return type(formula)(change(formula.path), formula.actors)
    if isinstance(formula, Truth | Word | StateIs | RoleIs | LastStep | Rests):
        return formula
    return type(formula)(*map(change, children(formula)))


def parts(formula: Formula) -> Iterator[Formula]:
    """Yield the formula and all inside it, each before what is inside it. Linear."""
    stack = [formula]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(reversed(children(here)))


def is_of_states(formula: Formula) -> bool:
    """Whether it speaks of a state: every temporal operator is under an A or E. Linear."""
    stack = [formula]
    while stack:
        here = stack.pop()
        if isinstance(here, _TEMPORAL):
            return False
        if not isinstance(here, All | Exists):
            stack.extend(children(here))
    return True


def negated(formula: Formula) -> Formula:
    """Return what is true where the formula is not, without a double `!`."""
    if isinstance(formula, Truth):
        return Truth(not formula.value)
    return formula.arg if isinstance(formula, Not) else Not(formula)
