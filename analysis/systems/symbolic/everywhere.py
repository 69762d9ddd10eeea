"""Whether a formula holds wherever runs begin, without asking where else it holds.

What is said of all that is reached, or of some of it, needs no step backwards: Hiroaki Iwashita,
Tsuneo Nakata, Fumiyasu Hirose, CTL model checking based on forward state traversal, 1996.
"""

from __future__ import annotations

from wayout.analysis.logic.core import flat
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Not,
    Or,
    Truth,
    Until,
    is_of_states,
    negated,
)
from wayout.analysis.systems.symbolic.checking import Checker
from wayout.analysis.systems.symbolic.diagrams import EMPTY


def everywhere(checker: Checker, formula: Formula) -> bool:
    """Whether a formula in core form holds in every initial configuration.

    Raises:
        KeyError: for a name that the system does not know.
        UnsupportedError: for a formula that is not of CTL.
    """
    match formula:
        case And():
            return all(everywhere(checker, each) for each in flat(formula, And))
        case Not(Or() as inner):
            return all(everywhere(checker, negated(each)) for each in flat(inner, Or))
        case Not(Exists(Until(Truth(True), goal), ())) if is_of_states(goal):
            return not _is_reached(checker, goal)
        case Exists(Until(Truth(True), goal), ()) if is_of_states(goal) and checker.model.is_single:
            return _is_reached(checker, goal)
    model = checker.model
    return model.diagrams.difference(model.initial, checker.holding(formula)) is EMPTY


def _is_reached(checker: Checker, formula: Formula) -> bool:
    """Whether a formula holds in some configuration that is reached."""
    match formula:
        case Or():
            return any(_is_reached(checker, each) for each in flat(formula, Or))
        case Not(And() as inner):
            return any(_is_reached(checker, negated(each)) for each in flat(inner, And))
        case Exists(Until(Truth(True), goal), ()) if is_of_states(goal):
            return _is_reached(checker, goal)
    return checker.is_met(formula)
