"""In which configurations a formula holds.

CTL by fixpoints of sets, which need not name a configuration: Jerry Burch, Edmund Clarke, Kenneth
McMillan, David Dill, L. J. Hwang, Symbolic model checking: 10^20 states and beyond, 1992. What
leads to a set through another one, by saturation inside of that: Yang Zhao, Gianfranco Ciardo,
Symbolic CTL model checking of asynchronous systems using constrained saturation, 2009.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from wayout.analysis.logic.core import FALSE, sugared
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Iff,
    Next,
    Not,
    Or,
    Release,
    Rests,
    Until,
    is_of_states,
    parts,
)
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.systems.symbolic.boolean import Booleans
from wayout.analysis.systems.symbolic.diagrams import EMPTY, Node
from wayout.analysis.systems.symbolic.errors import UnsupportedError
from wayout.analysis.systems.symbolic.fairness import Assumption, assumptions, hull
from wayout.analysis.systems.symbolic.model import Model, View


class Checker:
    """Answers on one system, each part of a formula once. Formulas are in core form.

    Quantifiers range over the fair runs. A run that no step leads on rests where it is for ever.
    """

    def __init__(self, model: Model, fairness: Iterable[Fairness] = ()) -> None:
        self.model = model
        self._fairness = tuple(fairness)
        self.assumed = cache(self._assumed)
        self._diagrams = model.diagrams
        self._known: dict[Formula, Node] = {}
        self.booleans = Booleans(model)

    def holding(self, formula: Formula) -> Node:
        """Return the configurations, of those that are reached, in which it holds.

        Raises:
            KeyError: for a name that the system does not know.
            UnsupportedError: for a formula that is not of CTL.
        """
        if formula not in self._known:
            self._known[formula] = self._worked_out(formula)
        return self._known[formula]

    def is_met(self, formula: Formula) -> bool:
        """Whether it holds in some configuration that is reached; raises as `holding` does."""
        if _is_boolean(formula):
            return self.booleans.is_met(formula)
        return self.holding(formula) is not EMPTY

    def _worked_out(self, formula: Formula) -> Node:  # noqa: PLR0911 - one for each operator
        diagrams, reached = self._diagrams, self.model.reached
        if _is_boolean(formula):
            return diagrams.intersection(reached, self.booleans.diagram(formula))
        match formula:
            case Not(arg):
                return diagrams.difference(reached, self.holding(arg))
            case And(left, right):
                return diagrams.intersection(self.holding(left), self.holding(right))
            case Or(left, right):
                return diagrams.union(self.holding(left), self.holding(right))
            case Iff(left, right):
                one, other = self.holding(left), self.holding(right)
                differing = diagrams.union(
                    diagrams.difference(one, other), diagrams.difference(other, one)
                )
                return diagrams.difference(reached, differing)
            case Exists(path, actors):
                return self._exists(path, actors)
            case Rests(actors):
                return self.model.view(actors).dead
        message = f"{formula!r} is no formula of states"
        raise TypeError(message)

    def _exists(self, path: Formula, actors: tuple[str, ...]) -> Node:
        if is_of_states(path):
            return self.holding(path)
        view, diagrams = self.model.view(actors), self._diagrams
        match path:
            case Or(left, right):
                return diagrams.union(self._exists(left, actors), self._exists(right, actors))
            case And(left, right) if is_of_states(left) or is_of_states(right):
                return diagrams.intersection(
                    self._exists(left, actors), self._exists(right, actors)
                )
            case Next(arg) if is_of_states(arg):
                return self._next(view, self.holding(arg))
            case Until(left, right) if is_of_states(left) and is_of_states(right):
                return view.backward.closure(self.holding(right), self.holding(left))
            case Release(left, right) if is_of_states(left) and is_of_states(right):
                inside = self.holding(right)
                ends = self.for_ever(inside, actors)
                if left != FALSE:
                    done = diagrams.intersection(inside, self.holding(left))
                    ends = diagrams.union(ends, done)
                return view.backward.closure(ends, inside)
        unfit = spelt(sugared(Exists(path, actors)))
        message = f"the engine 'symbolic' decides formulas of CTL, which {unfit} is not"
        raise UnsupportedError(message)

    def _next(self, view: View, after: Node) -> Node:
        if after is self.model.reached:
            return after  # whether a step leads on or the run rests
        resting = self._diagrams.intersection(view.dead, after)
        return self._diagrams.union(view.before(after), resting)

    def for_ever(self, inside: Node, actors: tuple[str, ...]) -> Node:
        """Return a set to which those lead, inside, that begin a fair run which never leaves it.

        Every configuration in the set begins such a run that stays in the set.
        """
        return hull(self.model.view(actors), self.assumed(actors), inside)

    def _assumed(self, actors: tuple[str, ...]) -> Sequence[Assumption]:
        return tuple(assumptions(self.model.view(actors), self._fairness))


def _is_boolean(formula: Formula) -> bool:
    return not any(isinstance(part, Exists | Rests) for part in parts(formula))
