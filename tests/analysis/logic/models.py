"""Small random structures, formulas and assumptions of fairness."""

from random import Random

from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Iff,
    Implies,
    LastStep,
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
from wayout.analysis.logic.structure import STUTTER, Action, Structure

ACTIONS = (
    Action("a", "request", "user"),
    Action("b", "success", "service"),
    Action("c", "admin", "admin"),
    Action("d"),
)


def structure(rows: dict[int, list[tuple[int, int]]], **labels: set[int]) -> Structure:
    """Build a structure that begins in 0 from (target, action) pairs; it may not all be reached.

    Labels `error`, `final`, `stable` and `transient` are roles, others states.
    """
    roles = {role: labels.pop(role, set()) for role in ("stable", "transient", "error", "final")}
    return Structure(
        initial=(0,),
        successors=[[to for to, _ in row] or [state] for state, row in rows.items()],
        taken=[[by for _, by in row] or [STUTTER] for state, row in rows.items()],
        actions=ACTIONS,
        names=tuple(f"s{state}" for state in rows),
        states={name: frozenset(held) for name, held in labels.items()},
        roles={name: frozenset(held) for name, held in roles.items()},
        events=("a", "b", "c", "d"),
    )


def random_structure(random: Random, most: int = 4) -> Structure:
    size = random.randint(1, most)
    rows: dict[int, list[tuple[int, int]]] = {state: [] for state in range(size)}
    for state in range(1, size):
        rows[random.randrange(state)].append((state, random.randrange(len(ACTIONS))))
    for _ in range(random.randint(0, size + 1)):
        rows[random.randrange(size)].append(
            (random.randrange(size), random.randrange(len(ACTIONS)))
        )
    held = {name: {s for s in rows if random.random() < 0.5} for name in ("p", "q")}
    return structure(rows, error={s for s in rows if random.random() < 0.3}, **held)


_ATOMS: tuple[Formula, ...] = (
    Word("p"),
    Word("p"),
    StateIs("q"),
    Word("q"),
    Word("error"),
    RoleIs("error"),
    Truth(value=True),
    Truth(value=False),
)
LAST: tuple[Formula, ...] = (
    LastStep("event", ("a",)),
    LastStep("kind", ("success", "admin")),
    LastStep("actor", ("user",)),
)
_ONE = (Next, Finally, Globally)
_TWO = (Until, WeakUntil, Release)
_BOOLEAN = (And, Or, Implies, Iff)
_ACTORS = ((), (), (), ("user",), ("admin", "service"))


def random_formula(random: Random, depth: int, *, last: bool = False) -> Formula:
    """Return a formula of states with at most so many operators one inside another."""
    if depth == 0 or random.random() < 0.1:
        return random.choice((*_ATOMS, *LAST) if last else _ATOMS)
    sort = random.random()
    if sort < 0.15:
        return Not(random_formula(random, depth - 1, last=last))
    if sort < 0.4:
        kind = random.choice(_BOOLEAN)
        left = random_formula(random, depth - 1, last=last)
        return kind(left, random_formula(random, depth - 1, last=last))
    quantifier = random.choice((All, Exists))
    return quantifier(random_path(random, depth - 1, last=last), random.choice(_ACTORS))


def random_path(random: Random, depth: int, *, last: bool = False, linear: bool = False) -> Formula:
    """Return a formula of paths; a `linear` one has no quantifier inside."""

    def inner() -> Formula:
        if linear or random.random() < 0.4:
            return random_path(random, depth - 1, last=last, linear=linear)
        return random_formula(random, depth - 1, last=last)

    if depth <= 0:
        return random.choice((*_ATOMS, *LAST) if last else _ATOMS)
    sort = random.random()
    if sort < 0.1:
        return Not(inner())
    if sort < 0.3:
        return random.choice(_BOOLEAN)(inner(), inner())
    if sort < 0.7:
        return random.choice(_ONE)(inner())
    return random.choice(_TWO)(inner(), inner())


def random_fairness(random: Random) -> list[Fairness]:
    steps = (
        LastStep("event", ("a",)),
        LastStep("kind", ("success", "request")),
        LastStep("actor", ("service",)),
        Not(LastStep("event", ("c",))),
        Truth(value=True),
    )
    return [
        Fairness(random.choice(steps), strong=random.random() < 0.5, each=random.random() < 0.3)
        for _ in range(random.choice((0, 0, 1, 1, 2)))
    ]
