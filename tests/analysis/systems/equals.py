"""Random systems with copies of one member that nothing tells apart, and formulas on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from random import Random

from tests.analysis.systems.parts import EVENTS, member

from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    LastStep,
    Next,
    Not,
    Or,
    Release,
    RoleIs,
    StateIs,
    Until,
    Word,
)
from wayout.analysis.logic.structure import Action
from wayout.analysis.systems.system import Move, Pair, Step, System

ACTORS: tuple[tuple[str, ...], ...] = ((), (), ("user",), ("user", "service"))


def random_equals(random: Random) -> tuple[System, int]:
    """Return a system and how many copies it has: its first members; others come after them."""
    copies, own = random.randint(3, 4), random.randint(2, 3)
    first = tuple(sorted(random.sample(range(own), random.randint(1, min(2, own)))))
    other = random.randint(1, 3)
    members = [member(f"c{number}", own, first) for number in range(copies)]
    members.append(member("other", other))
    steps: dict[Step, None] = {}
    for _ in range(random.randint(2, 6)):
        action = Action(
            random.choice(EVENTS),
            random.choice((None, "request", "failure")),
            random.choice((None, "user", "service")),
        )
        asked = [_pairs(random, own) for _ in range(random.randint(0, 2))]
        of_other = [_pairs(random, other)] if not asked or random.random() < 0.5 else []
        for chosen in permutations(range(copies), len(asked)):
            moves = [*zip(chosen, asked, strict=True), *((copies, pairs) for pairs in of_other)]
            steps[Step(action, tuple(Move(at, pairs) for at, pairs in sorted(moves)))] = None
    return System("equals", tuple(members), tuple(steps), EVENTS), copies


def _pairs(random: Random, states: int) -> tuple[Pair, ...]:
    every = [(before, after) for before in range(states) for after in range(states)]
    return tuple(sorted(random.sample(every, random.randint(1, min(3, len(every))))))


def formula_of_equals(random: Random, system: System, copies: int) -> Formula:
    """Return a formula that says the same of all copies, of some of them, or of one alone."""
    return _of_states(random, system, copies, 2)


def _of_states(random: Random, system: System, copies: int, depth: int) -> Formula:
    if depth == 0 or random.random() < 0.2:
        return _of_one_state(random, system, copies)

    def inner() -> Formula:
        return _of_states(random, system, copies, depth - 1)

    actors = random.choice(ACTORS)
    choice = random.randrange(8)
    if choice == 0:
        return Not(inner())
    if choice <= 2:
        return random.choice((And, Or))(inner(), inner())
    path = random.choice((Next, Finally, Globally))
    made = path(inner()) if choice <= 5 else random.choice((Until, Release))(inner(), inner())
    return random.choice((All, Exists))(made, actors)


def _of_one_state(random: Random, system: System, copies: int) -> Formula:
    if random.random() < 0.1:
        return LastStep("event", (random.choice(EVENTS),))
    if random.random() < 0.2:
        return StateIs(f"other.{random.choice(system.members[-1].states)}")
    state = random.choice(system.members[0].states)
    some = random.choice((range(copies), range(copies), range(1, copies), range(1)))
    atom = random.choice(
        (lambda n: Word(f"c{n}.{state}"), lambda n: Not(StateIs(f"c{n}.{state}")), _is_error)
    )
    joined = random.choice((And, Or))
    if random.random() < 0.5:
        return _all(joined, [atom(number) for number in some])
    pairs = [(a, b) for a in some for b in some if a < b]
    return _all(joined, [And(atom(a), atom(b)) for a, b in pairs] or [atom(some[0])])


def _is_error(number: int) -> Formula:
    return RoleIs("error", f"c{number}")


def _all(joined: type[And | Or], formulas: Sequence[Formula]) -> Formula:
    whole, *others = formulas
    for other in others:
        whole = joined(whole, other)
    return whole
