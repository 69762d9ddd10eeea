"""Which part of a formula that holds does not matter to it.

Orna Kupferman, Moshe Vardi, Vacuity detection in temporal model checking, 1999 and 2003: a
formula holds vacuously if it also holds with an occurrence of a part replaced by whatever makes
it hardest to hold. If any part does not matter, neither does an atom in it, so that atoms are
tried, and of those that do not matter the largest part around. Each try costs one more check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from wayout.analysis.logic.core import FALSE, TRUE, quantified
from wayout.analysis.logic.formulas import (
    Formula,
    Iff,
    Implies,
    Not,
    Pattern,
    Truth,
    children,
    rebuilt,
)

Place = tuple[int, ...]
"""Where a part is: which of the formulas inside, inside, ..., from the outermost."""

_HARDEST = {1: (FALSE,), -1: (TRUE,), 0: (FALSE, TRUE)}


Holds = Callable[[Formula], bool]
"""Whether a formula of states holds in every initial state."""


def idle_part(holds: Holds, formula: Formula) -> Formula | None:
    """Return a part that does not matter to a formula that holds; None if every part does.

    Under `<->`, and in a pattern, where a part counts both ways, it does not matter if the
    formula holds with both `true` and `false` in its place.
    """
    whole = formula if isinstance(formula, Pattern) else quantified(formula)
    for place in _atoms(whole):
        if not _matters(holds, whole, place):
            around = (place[:end] for end in range(len(place), -1, -1))
            idle = takewhile(lambda part: not _matters(holds, whole, part), around)
            *_, largest = idle
            return _at(whole, largest)
    return None


def _matters(holds: Holds, whole: Formula, place: Place) -> bool:
    return not all(
        holds(quantified(_replaced(whole, place, value)))
        for value in _HARDEST[_polarity(whole, place)]
    )


def _atoms(formula: Formula) -> Iterator[Place]:
    stack: list[tuple[Formula, Place]] = [(formula, ())]
    while stack:
        here, place = stack.pop()
        inner = children(here)
        if not inner and not isinstance(here, Truth):
            yield place
        stack.extend((each, (*place, n)) for n, each in reversed(list(enumerate(inner))))


def _at(formula: Formula, place: Place) -> Formula:
    for index in place:
        formula = children(formula)[index]
    return formula


def _polarity(formula: Formula, place: Place) -> int:
    """1 if the formula is easier to meet where the part is true, -1 if harder, 0 if both."""
    sign = 1
    for index in place:
        if isinstance(formula, Iff | Pattern):
            return 0
        if isinstance(formula, Not) or (isinstance(formula, Implies) and index == 0):
            sign = -sign
        formula = children(formula)[index]
    return sign


def _replaced(formula: Formula, place: Place, value: Formula) -> Formula:
    if not place:
        return value
    counted = iter(range(len(children(formula))))
    return rebuilt(
        formula,
        lambda inner: _replaced(inner, place[1:], value) if next(counted) == place[0] else inner,
    )
