"""The meaning of formulas by their definition, on runs written out one by one.

A run is a lasso: states and actions of a stem and of a cycle. Nothing here uses what it tests,
but for the names of formulas.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

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
    Pattern,
    Release,
    RoleIs,
    StateIs,
    Truth,
    Until,
    WeakUntil,
    Word,
)
from wayout.analysis.logic.structure import STUTTER, Action, Structure

Steps = Mapping[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Lasso:
    """`states` in order; after the last, the run goes on at the index `back`.

    `actions[i]` leads from `states[i]` to the next; the last one leads back.
    """

    states: tuple[int, ...]
    actions: tuple[int, ...]
    back: int

    def after(self, index: int) -> int:
        return index + 1 if index + 1 < len(self.states) else self.back


def steps_of(structure: Structure, actors: tuple[str, ...] = ()) -> Steps:
    """Return (action, target) pairs; with actors, of theirs alone."""
    found = {}
    for state, targets in enumerate(structure.successors):
        pairs = zip(structure.taken[state], targets, strict=True)
        kept = [
            (by, to)
            for by, to in pairs
            if by == STUTTER
            or not actors
            or structure.actions[by].actor is None
            or structure.actions[by].actor in actors
        ]
        found[state] = kept or [(STUTTER, state)]
    return found


def lassos(steps: Steps, start: int, most: int) -> Iterator[Lasso]:
    """Yield all lassos from a state with at most so many steps."""
    stack: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((start,), ())]
    while stack:
        states, actions = stack.pop()
        for by, to in steps[states[-1]]:
            for back, state in enumerate(states):
                if state == to:
                    yield Lasso(states, (*actions, by), back)
            if len(states) < most:
                stack.append(((*states, to), (*actions, by)))


def is_fair(
    lasso: Lasso, steps: Steps, actions: tuple[Action, ...], fairness: list[Fairness]
) -> bool:
    """Whether what can be made for ever, or again and again, is made again and again."""
    again = lasso.states[lasso.back :]
    made = {actions[by] for by in lasso.actions[lasso.back :] if by != STUTTER}
    for fair in fairness:
        meant = [action for action in actions if describes(fair.steps, action)]
        events = {action.event for action in meant} if fair.each else {None}
        for event in events:
            group = {action for action in meant if not fair.each or action.event == event}
            able = [
                any(by != STUTTER and actions[by] in group for by, _ in steps[state])
                for state in again
            ]
            if (any(able) if fair.strong else all(able)) and not made & group:
                return False
    return True


def describes(formula: Formula, action: Action) -> bool:
    match formula:
        case Truth(value):
            return value
        case Not(arg):
            return not describes(arg, action)
        case LastStep("event", names):
            return action.event in names
        case LastStep("kind", names):
            return action.kind in names
        case LastStep("actor", names):
            return action.actor in names
    raise TypeError(formula)


def truths(
    formula: Formula, lasso: Lasso, held: Mapping[Formula, frozenset[int]], *, rested: bool
) -> list[bool]:
    """Return whether a path formula is true of the run from each index on.

    `held` says in which states its atoms and quantified parts hold, `rested` what `X` is where no
    step is made: false of some run, true of all.
    """
    if formula in held:
        return [state in held[formula] for state in lasso.states]
    match formula:
        case Not(arg) | Next(arg) | Finally(arg) | Globally(arg):
            return _one(formula, truths(arg, lasso, held, rested=rested), lasso, rested=rested)
        case Until() | WeakUntil() | Release():
            left, right = (
                truths(side, lasso, held, rested=rested) for side in (formula.left, formula.right)
            )
            return _two(formula, left, right, lasso)
    left, right = (truths(s, lasso, held, rested=rested) for s in (formula.left, formula.right))
    meant = {
        And: lambda a, b: a and b,
        Or: lambda a, b: a or b,
        Implies: lambda a, b: not a or b,
        Iff: lambda a, b: a == b,
    }[type(formula)]
    return [meant(a, b) for a, b in zip(left, right, strict=True)]


def _one(formula: Formula, values: list[bool], lasso: Lasso, *, rested: bool) -> list[bool]:
    match formula:
        case Not():
            return [not value for value in values]
        case Next():
            after = [values[lasso.after(i)] for i in range(len(values))]
            made = (by != STUTTER for by in lasso.actions)
            return [
                value if is_made else rested for value, is_made in zip(after, made, strict=True)
            ]
    some = any if isinstance(formula, Finally) else all
    return [some(values[j] for j in _from(i, lasso)) for i in range(len(values))]


def _two(formula: Formula, left: list[bool], right: list[bool], lasso: Lasso) -> list[bool]:
    if isinstance(formula, Release):
        other = _until([not a for a in left], [not b for b in right], lasso)
        return [not value for value in other]
    until = _until(left, right, lasso)
    if isinstance(formula, Until):
        return until
    always = [all(left[j] for j in _from(i, lasso)) for i in range(len(left))]
    return [a or b for a, b in zip(always, until, strict=True)]


def _from(index: int, lasso: Lasso) -> list[int]:
    """Return the indices that the run comes by from one on, in order, each once."""
    found = []
    while index not in found:
        found.append(index)
        index = lasso.after(index)
    return found


def _until(left: list[bool], right: list[bool], lasso: Lasso) -> list[bool]:
    values = []
    for index in range(len(left)):
        order = _from(index, lasso)
        met = next((n for n, i in enumerate(order) if right[i]), None)
        values.append(met is not None and all(left[i] for i in order[:met]))
    return values


def parts_of_states(formula: Formula) -> Iterator[Formula]:
    """Yield atoms and quantified parts, the innermost first."""
    match formula:
        case Truth() | Word() | StateIs() | RoleIs() | LastStep():
            yield formula
        case Not(arg) | Next(arg) | Finally(arg) | Globally(arg):
            yield from parts_of_states(arg)
        case All(path) | Exists(path):
            yield from parts_of_states(path)
            yield formula
        case Pattern():
            raise TypeError(formula)
        case _:
            yield from parts_of_states(formula.left)
            yield from parts_of_states(formula.right)


def lasso_of(start: int, stem: list[tuple[int, int]], cycle: list[tuple[int, int]]) -> Lasso:
    """Join (action, target) pairs; the cycle leads back to the end of the stem."""
    states = [start, *(to for _, to in stem)]
    assert cycle
    assert cycle[-1][1] == states[-1]
    back = len(states) - 1
    states.extend(to for _, to in cycle[:-1])
    return Lasso(tuple(states), tuple(by for by, _ in (*stem, *cycle)), back)


def assert_is_run(lasso: Lasso, steps: Steps) -> None:
    for (here, there), by in zip(pairwise(lasso.states), lasso.actions, strict=False):
        assert (by, there) in steps[here]
    assert (lasso.actions[-1], lasso.states[lasso.back]) in steps[lasso.states[-1]]
