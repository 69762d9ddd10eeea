"""Formulas that `&` or `|` joins, many in a row, without one inside another for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isqrt

from wayout.analysis.logic.formulas import And, Formula, Or

MOST_IN_A_ROW = 1_024
"""How many formulas may be joined in a row."""

MOST_ONE_INSIDE_ANOTHER = 64
"""Up to how many each is joined to all before it."""


def joined(kind: type[And | Or], args: Sequence[Formula]) -> Formula:
    """Return the formulas joined from the left; many of them in groups, each as its own formula.

    What is spelt then has parentheses, but for the first group, and so few in a row that it reads
    back as the same formula. What is joined already and comes first counts as in the row.
    """
    first, *rest = args
    row = rest[::-1]
    while isinstance(first, kind):
        row.append(first.right)
        first = first.left
    args = (first, *reversed(row))
    whole, *others = [_from_the_left(kind, args[begin:end]) for begin, end in _groups(len(args))]
    return _from_the_left(kind, (whole, *others))


def depths(size: int) -> Iterator[int]:
    """Yield how deep each of so many formulas is inside when they are joined."""
    groups = list(_groups(size))
    for place, (begin, end) in enumerate(groups):
        outside = len(groups) - max(place, 1)
        yield from (outside + end - begin - max(inside, 1) for inside in range(end - begin))


def _groups(size: int) -> Iterator[tuple[int, int]]:
    length = size if size <= MOST_ONE_INSIDE_ANOTHER else isqrt(size - 1) + 1
    return ((begin, min(begin + length, size)) for begin in range(0, size, length))


def _from_the_left(kind: type[And | Or], args: Sequence[Formula]) -> Formula:
    whole, *others = args
    for other in others:
        whole = kind(whole, other)
    return whole
