"""The values of a subject that its tests tell apart, each by one that stands for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from wayout.analysis.guards.formulas import Atom, Subject, compares
from wayout.analysis.wording import listed


@dataclass(frozen=True, slots=True)
class Region:
    """Values of a subject that no test tells apart. `value` is one of them; `text` names them."""

    subject: Subject
    value: object
    text: str

    def meets(self, test: Atom) -> bool:
        """Whether these values pass a test of their subject."""
        if test.operator == "?":
            return bool(self.value)
        return compares(self.value, test.operator, test.constant)


def regions(subject: Subject, tests: Iterable[Atom]) -> tuple[Region, ...]:
    """Split the values of a subject by its tests.

    A subject that is only ever true or false, or compared with True and False, is Boolean. One
    compared with `<` has an order: where all constants are whole numbers it is a whole number,
    else there are values between any two. Otherwise it is one of the constants, or another.
    Quadratic in the constants.
    """
    tests = tuple(dict.fromkeys(tests))
    constants = list(dict.fromkeys(test.constant for test in tests if test.operator != "?"))
    if any(test.operator in ("<", "<=") for test in tests):
        candidates = _on_the_line(constants, signs_only=isinstance(subject, tuple))
    elif all(isinstance(constant, bool) for constant in constants):
        candidates = iter((True, False))
    else:
        candidates = _one_of(constants, tests)
    found: dict[tuple[bool, ...], Region] = {}
    for value in candidates:
        region = Region(subject, value, _text(subject, value, constants))
        found.setdefault(tuple(region.meets(test) for test in tests), region)
    return tuple(found.values())


class _Other:
    """A value that equals no constant."""

    def __repr__(self) -> str:
        return "another value"


OTHER = _Other()


def _one_of(constants: Sequence[object], tests: tuple[Atom, ...]) -> Iterator[object]:
    yield from constants
    yield OTHER
    if any(test.operator == "?" for test in tests):
        yield from (value for value in (None, False, "", ()) if value not in constants)


def _on_the_line(constants: Sequence[object], *, signs_only: bool) -> Iterator[object]:
    """Yield each constant, and values before, between and behind those that have an order."""
    if signs_only:
        yield from (-1, 0, 1)
        return
    yield from constants
    numbers = sorted(each for each in constants if isinstance(each, int | float))
    if numbers:
        yield numbers[0] - 1
        yield numbers[-1] + 1
        yield 0
        are_whole = all(isinstance(number, int) for number in numbers)
        for low, high in pairwise(numbers):
            yield low + 1 if are_whole else _between(low, high)
    texts = sorted(each for each in constants if isinstance(each, str))
    if texts:
        yield ""
        yield from (f"{text}\0" for text in texts)


def _between(low: float, high: float) -> object:
    if high == inf:
        return low + 1
    if low == -inf:
        return high - 1
    from fractions import Fraction

    middle = (Fraction(low) + Fraction(high)) / 2
    try:
        return float(middle)
    except OverflowError:
        return middle


def _text(subject: Subject, value: object, constants: Sequence[object]) -> str:
    if isinstance(subject, tuple):
        one, other = subject
        if value is OTHER:
            return f"{one} != {other}"
        return f"{one} {({-1: '<', 0: '==', 1: '>'})[_sign(value)]} {other}"
    if isinstance(value, bool):
        return f"{subject} {str(value).lower()}"
    if value is OTHER:
        return f"{subject} other than {listed(map(repr, constants))}"
    if isinstance(value, str) and value.endswith("\0"):
        return f"{subject} after {value[:-1]!r}"
    return f"{subject} {value!r}"


def _sign(value: object) -> int:
    return value if isinstance(value, int) else 0
