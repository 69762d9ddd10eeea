"""Random systems and formulas on them, from a seed: faster than Hypothesis by much."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.analysis.logic import models
from tests.analysis.systems.parts import EVENTS, member

from wayout.analysis.logic.formulas import (
    Formula,
    RoleIs,
    StateIs,
    Word,
    rebuilt,
)
from wayout.analysis.systems.composing import LocalStep, Part

KINDS = (None, "request", "failure", "success", "admin")
ACTORS = (None, "user", "service", "admin")


def random_parts(random: Random, most_members: int = 3, most_states: int = 4) -> tuple[Part, ...]:
    """Return parts that share some events, with guards on each other."""
    counts = [random.randint(1, most_states) for _ in range(random.randint(1, most_members))]
    return tuple(
        Part(
            member(f"m{index}", count, _initial(random, count)),
            tuple(_step(random, counts, index) for _ in range(random.randint(0, 6))),
            tuple(event for event in EVENTS if random.random() < 0.05),
        )
        for index, count in enumerate(counts)
    )


def _initial(random: Random, count: int) -> tuple[int, ...]:
    return tuple(sorted({random.randrange(count) for _ in range(random.choice((1, 1, 1, 2)))}))


def _step(random: Random, counts: Sequence[int], index: int) -> LocalStep:
    guards = {
        other: frozenset(s for s in range(counts[other]) if random.random() < 0.6)
        for other in range(len(counts))
        if random.random() < 0.15
    }
    return LocalStep(
        random.choice((None, *EVENTS)),
        random.randrange(counts[index]),
        random.randrange(counts[index]),
        random.choice(KINDS),
        random.choice(ACTORS),
        guards,
    )


def random_formula(random: Random, parts: Sequence[Part], depth: int) -> Formula:
    """Return a formula of CTL* on these parts, with at most so many operators in each other."""
    names = [f"{part.member.name}.{state}" for part in parts for state in part.member.states]
    atoms: list[Formula] = [*map(Word, names), *map(StateIs, names)]
    atoms += [RoleIs("error", part.member.name) for part in parts]

    def placed(formula: Formula) -> Formula:
        if isinstance(formula, Word | StateIs | RoleIs):
            return random.choice(atoms)
        return rebuilt(formula, placed)

    return placed(models.random_formula(random, depth, last=True))
