"""Formulas of linear time as automata, worked out while they are run.

A state of the automaton is what the rest of the run still owes; what a state of the structure
settles is known when the step is made, so that only what can be met is ever built. It accepts
if nothing is put off for ever (a generalised Büchi condition for each `U`). The rules are those
of Rob Gerth, Doron Peled, Moshe Vardi, Pierre Wolper, Simple on-the-fly automatic verification of
linear temporal logic, 1995; taking what is put off from the choices and not from the states is
Jean-Michel Couvreur's, On-the-fly verification of linear temporal logic, 1999.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.formulas import (
    And,
    Formula,
    Next,
    Or,
    Release,
    Truth,
    Until,
    children,
    is_of_states,
)

MOST_CHOICES = 10_000
"""How many ways to meet a formula in one state are followed."""

Owed = frozenset[Formula]
Holds = Callable[[Formula], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to meet what is owed: what is owed after the step, and which `U` are put off."""

    owed: Owed
    put_off: frozenset[Until]


def choices(owed: Owed, holds: Holds) -> tuple[Choice, ...]:
    """Return the ways to meet what is owed in a state; none if it cannot be met.

    `holds` says of a state formula whether it holds there. A way that owes and puts off no less
    than another is left out: whatever meets it meets the other. Exponential in the formula.

    Raises:
        LimitReachedError: past `MOST_CHOICES`.
    """
    found: dict[Choice, None] = {}
    start = tuple(sorted(owed, key=repr))
    branches: list[tuple[tuple[Formula, ...], Owed, Owed, frozenset[Until]]] = [
        (start, frozenset(), frozenset(), frozenset())
    ]
    tried = 0
    while branches:
        todo, done, after, put_off = branches.pop()
        tried += 1
        if tried > MOST_CHOICES:
            message = f"the formula has more than {MOST_CHOICES:,} ways to be met in one state"
            raise LimitReachedError(message)
        if not todo:
            found[Choice(after, put_off)] = None
            continue
        first, rest = todo[0], todo[1:]
        if first in done:
            branches.append((rest, done, after, put_off))
            continue
        branches.extend(
            (rest + now, done | {first}, after | then, put_off | late)
            for now, then, late in _ways(first, holds)
        )
    return _least(list(found))


_Way = tuple[tuple[Formula, ...], Owed, frozenset[Until]]
_NONE: Owed = frozenset()


def _ways(formula: Formula, holds: Holds) -> tuple[_Way, ...]:
    """Return what to meet now, what then, and what is put off; the last way is tried first."""
    if is_of_states(formula):
        return (((), _NONE, frozenset()),) if holds(formula) else ()
    match formula:
        case Next(arg):
            return (((), frozenset({arg}), frozenset()),)
        case And(left, right):
            return (((left, right), _NONE, frozenset()),)
        case Or(left, right):
            return (((right,), _NONE, frozenset()), ((left,), _NONE, frozenset()))
        case Until(left, right):
            later: _Way = ((left,), frozenset({formula}), frozenset({formula}))
            return (later, ((right,), _NONE, frozenset()))
        case Release(left, right):
            go_on: _Way = ((right,), frozenset({formula}), frozenset())
            return (go_on, ((left, right), _NONE, frozenset()))
    message = f"{formula!r} is not in negation normal form"
    raise TypeError(message)


def _least(found: list[Choice]) -> tuple[Choice, ...]:
    return tuple(
        choice
        for choice in found
        if not any(
            other.owed <= choice.owed and other.put_off <= choice.put_off
            for other in found
            if other != choice
        )
    )


def untils(path: Formula) -> tuple[Until, ...]:
    """Return the `U` of a path formula outside its state formulas, each once."""
    found: dict[Until, None] = {}
    stack = [path]
    while stack:
        here = stack.pop()
        if is_of_states(here):
            continue
        if isinstance(here, Until):
            found[here] = None
        stack.extend(children(here))
    return tuple(found)


def leaves(path: Formula) -> tuple[Formula, ...]:
    """Return the state formulas that a path formula is made of, each once."""
    found: dict[Formula, None] = {}
    stack = [path]
    while stack:
        here = stack.pop()
        if not is_of_states(here):
            stack.extend(reversed(children(here)))
        elif not isinstance(here, Truth):
            found[here] = None
    return tuple(found)
