"""What constraints say, as formulas that always hold."""

from collections.abc import Iterator

from wayout.analysis.guards.formulas import All, Formula, Not, any_of, formula_of
from wayout.machines.vocabulary import Constraints


def rules_of(constraints: Constraints) -> tuple[Formula, ...]:
    """Return a formula for each entry."""
    return tuple(_rules(constraints))


def _rules(constraints: Constraints) -> Iterator[Formula]:
    for group in constraints.exclusive:
        parts = tuple(map(formula_of, group))
        yield All(
            tuple(Not(All((part, any_of(parts[:index])))) for index, part in enumerate(parts))
        )
    for premise, conclusion in constraints.implies:
        yield Not(All((formula_of(premise), Not(formula_of(conclusion)))))
    yield from map(formula_of, constraints.always)
