"""Path formulas that say no more than formulas of CTL do, as these.

`E` is moved inward where that changes nothing: a run that meets `p U path` comes to a state from
which some run meets the path, and the other way round. Fairness does not change it, for a run is
fair if what is left of it is. So `G (p -> F q)` becomes `AG (p -> AF q)`. After Edmund Clarke,
I. A. Draghicescu, Expressibility results for linear-time and branching-time logics, 1988.
"""

from __future__ import annotations

from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Next,
    Or,
    Release,
    Until,
    is_of_states,
    rebuilt,
)


def branching(formula: Formula) -> Formula:
    """Return a formula in core form with every `E` as far inside as it can be.

    Linear.
    """
    if isinstance(formula, Exists) and not is_of_states(formula.path):
        return _moved(formula.path, formula.actors)
    return rebuilt(formula, branching)


def _moved(path: Formula, actors: tuple[str, ...]) -> Formula:  # noqa: PLR0911 - one for each
    if is_of_states(path):
        return branching(path)
    match path:
        case Or(left, right):
            return Or(_moved(left, actors), _moved(right, actors))
        case And(left, right) if is_of_states(left):
            return And(branching(left), _moved(right, actors))
        case And(left, right) if is_of_states(right):
            return And(_moved(left, actors), branching(right))
        case Next(arg):
            return Exists(Next(_moved(arg, actors)), actors)
        case Until(left, right) if is_of_states(left):
            return Exists(Until(branching(left), _moved(right, actors)), actors)
        case Release(left, right) if is_of_states(right):
            return Exists(Release(_moved(left, actors), branching(right)), actors)
    return Exists(rebuilt(path, branching), actors)
