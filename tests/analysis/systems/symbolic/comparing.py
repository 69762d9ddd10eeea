"""Random systems and formulas of CTL, and what the textbook's way says of them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

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
    Release,
    RoleIs,
    StateIs,
    Truth,
    Until,
    WeakUntil,
    Word,
)
from wayout.analysis.systems.composing import Part

ONE = (Next, Finally, Globally)
TWO = (Until, WeakUntil, Release)
ACTORS = ((), (), (), ("user",), ("service", "admin"))


def atoms(parts: Sequence[Part]) -> list[Formula]:
    """Return atoms of all sorts over the members of a system."""
    names = [f"{part.member.name}.{state}" for part in parts for state in part.member.states]
    roles: list[Formula] = [RoleIs("error", part.member.name) for part in parts]
    return [*map(Word, names), *map(StateIs, names), *roles, Truth(value=True), Truth(value=False)]


def random_formula(random: Random, depth: int, of: Sequence[Formula]) -> Formula:
    """Return a formula of CTL with at most so many operators one inside another."""
    if depth == 0 or random.random() < 0.1:
        return random.choice(of)
    inner = [random_formula(random, depth - 1, of) for _ in range(2)]
    sort = random.random()
    if sort < 0.15:
        return Not(inner[0])
    if sort < 0.4:
        return random.choice((And, Or, Implies, Iff))(*inner)
    quantifier = random.choice((All, Exists))
    if sort < 0.75:
        path: Formula = random.choice(ONE)(inner[0])
    else:
        path = random.choice(TWO)(*inner)
    return quantifier(path, random.choice(ACTORS))


def random_boolean(random: Random, of: Sequence[Formula]) -> Formula:
    """Return a formula of two atoms."""
    one, other = random.choice(of), random.choice(of)
    return random.choice((And(one, other), Or(one, Not(other)), Not(one), other))
