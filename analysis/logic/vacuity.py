"""Which part of a formula that holds does not matter to it.

Orna Kupferman, Moshe Vardi, Vacuity detection in temporal model checking, 1999 and 2003: a
formula holds vacuously if it also holds with an occurrence of a part replaced by whatever makes
it hardest to hold. If any part does not matter, neither does an atom in it, so that atoms are
tried, and of those that do not matter the largest part around. Each try costs one more check: of
`AG (p & q)` of one side alone, as the other one holds already; and one for all atoms of a part
that is false as soon as one of them is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import takewhile

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.core import FALSE, TRUE, flat, quantified
from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Iff,
    Implies,
    Not,
    Or,
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

    Raises:
        LimitReachedError: as `holds` does; it says that the formula holds all the same.
    """
    whole = formula if isinstance(formula, Pattern) else quantified(formula)
    try:
        return _idle(holds, whole)
    except LimitReachedError as error:
        message = f"it holds, and whether every part of it matters stays open: {error}"
        raise type(error)(message) from None


def _idle(holds: Holds, whole: Formula) -> Formula | None:
    for side in _sides(whole):
        for place in dict.fromkeys(_tried(side)):
            if not _matters(holds, side, place):
                return _at(side, _around(holds, side, place))
    return None


def _around(holds: Holds, side: Formula, place: Place) -> Place:
    """Return the place of the largest part around an idle one that does not matter either."""
    around = (place[:end] for end in range(len(place) - 1, -1, -1))
    *_, largest = place, *takewhile(lambda part: not _matters(holds, side, part), around)
    return largest


def _sides(formula: Formula, *, holds: bool = True) -> Iterator[Formula]:
    """Yield formulas that hold together where this one does, or fail together where it fails."""
    joining = And if holds else Or
    match formula:
        case And() | Or() if isinstance(formula, joining):
            for each in flat(formula, joining):
                yield from _sides(each, holds=holds)
        case Not(arg):
            yield from map(Not, _sides(arg, holds=not holds))
        case All(path, actors) | Exists(path, actors) if isinstance(formula, All) == holds:
            yield from (type(formula)(each, actors) for each in _sides(path, holds=holds))
        case Globally(arg) | Finally(arg) if isinstance(formula, Globally) == holds:
            yield from map(type(formula), _sides(arg, holds=holds))
        case _:
            yield formula


def _matters(holds: Holds, whole: Formula, place: Place) -> bool:
    return not all(
        holds(quantified(_replaced(whole, place, value)))
        for value in _HARDEST[_polarity(whole, place)]
    )


def _tried(formula: Formula) -> Iterator[Place]:
    """Yield for each atom the largest part that is what makes it hard as soon as the atom is."""
    stack: list[tuple[Formula, Place, int, Place]] = [(formula, (), 1, ())]
    while stack:
        here, place, sign, largest = stack.pop()
        inner = children(here)
        if not inner and not isinstance(here, Truth):
            yield largest
        signs = _signs(here, sign)
        for n in range(len(inner) - 1, -1, -1):
            own = (*place, n)
            stack.append((inner[n], own, signs[n], largest if _decides(here, sign) else own))


def _decides(formula: Formula, sign: int) -> bool:
    """Whether the hardest value of any formula inside makes this one its own hardest value."""
    match formula:
        case Not():
            return True
        case And():
            return sign > 0
        case Or() | Implies():
            return sign < 0
    return False


def _at(formula: Formula, place: Place) -> Formula:
    for index in place:
        formula = children(formula)[index]
    return formula


def _polarity(formula: Formula, place: Place) -> int:
    """1 if the formula is easier to meet where the part is true, -1 if harder, 0 if both."""
    sign = 1
    for index in place:
        sign = _signs(formula, sign)[index]
        formula = children(formula)[index]
    return sign


def _signs(formula: Formula, sign: int) -> tuple[int, ...]:
    """Return the polarity of each formula directly inside of one with this polarity."""
    match formula:
        case Iff() | Pattern():
            return (0,) * len(children(formula))
        case Not():
            return (-sign,)
        case Implies():
            return -sign, sign
    return (sign,) * len(children(formula))


def _replaced(formula: Formula, place: Place, value: Formula) -> Formula:
    if not place:
        return value
    counted = iter(range(len(children(formula))))
    return rebuilt(
        formula,
        lambda inner: _replaced(inner, place[1:], value) if next(counted) == place[0] else inner,
    )
