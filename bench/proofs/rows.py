"""Which questions are asked of which models, and of whom.

A model is a family of `bench.families` at a size, with its flaw after a colon. Sizes are chosen so
that a run of all rows takes a quarter of an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from bench.proofs.questions import Asked

_ENUMERATING = "explicit symbolic SPIN NuSMV LTSmin oxidd CUDD"
_EVERYBODY = f"textbook {_ENUMERATING} networkx minicheck musil"
_DIAGRAMS = "symbolic LTSmin oxidd CUDD"

_ROWS: tuple[tuple[Asked, str, str], ...] = (
    (Asked.COUNT, "A3", _EVERYBODY),
    (Asked.COUNT, "A4 B3 C8", _ENUMERATING),
    (Asked.COUNT, "A10 B6 C12", "symbolic NuSMV LTSmin oxidd CUDD"),
    (Asked.COUNT, "A20 B10 C20 D3 D4 D5 D6 B50 A100", _DIAGRAMS),
    (Asked.COUNT, "D10", "symbolic LTSmin"),
    (Asked.INVARIANT, "A3", _EVERYBODY),
    (Asked.INVARIANT, "A4 C8 A4:guard B3:guard", f"{_ENUMERATING} bounded"),
    (Asked.INVARIANT, "A10 A10:guard BS10 BS10:guard D10", f"{_DIAGRAMS} bounded"),
    (Asked.DEADLOCK, "C6 C6:trap", _EVERYBODY),
    (Asked.DEADLOCK, "C8 C8:trap", f"{_ENUMERATING} bounded"),
    (Asked.DEADLOCK, "C20 C20:trap", f"{_DIAGRAMS} bounded"),
    (Asked.AG_EF, "A3 A4 B3", "explicit symbolic NuSMV LTSmin oxidd CUDD"),
    (Asked.AG_EF, "A10 A10:trap", "symbolic NuSMV LTSmin oxidd CUDD"),
    (Asked.AG_EF, "A20 B10 B50 D4", _DIAGRAMS),
    (Asked.BOTH, "A100", "symbolic"),
    (Asked.AG_AF, "A2 A3 B2", "textbook explicit symbolic SPIN NuSMV"),
    (Asked.FAIR, "A1 A2 A3", "textbook explicit symbolic SPIN NuSMV"),
    (Asked.DEEP, "A4", f"{_ENUMERATING} bounded"),
    (Asked.DEEP, "A10", "symbolic bounded NuSMV LTSmin"),
    (Asked.DEEP, "B10 D10", "symbolic bounded LTSmin"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A question about a model, and who is asked it."""

    asked: Asked
    model: str
    who: tuple[str, ...]


def rows() -> Iterator[Row]:
    """Yield all rows, each family from its smallest size on."""
    for asked, models, who in _ROWS:
        for model in models.split():
            yield Row(asked, model, tuple(who.split()))


def parts(model: str) -> tuple[str, int, str]:
    """Return the family of a model, its size and its flaw."""
    name, _, flaw = model.partition(":")
    letters = "".join(takewhile(str.isalpha, name))
    return letters, int(name.removeprefix(letters)), flaw
