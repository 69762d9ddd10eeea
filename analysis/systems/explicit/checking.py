"""In which nodes of a space a formula holds: the fixpoints of CTL on arrays.

Edmund Clarke, E. Allen Emerson, A. Prasad Sistla, Automatic verification of finite-state
concurrent systems using temporal logic specifications, 1986; fair paths by fair components,
Emerson and Lei, 1987. Linear in the space for each part of a formula: every node is sent back
once. What precedes a node is worked out when it is asked for, so that no steps are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.core import FALSE, core, sugared
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
    Truth,
    Until,
    is_of_states,
)
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.systems.explicit.branching import branching
from wayout.analysis.systems.explicit.components import Components, fair_components
from wayout.analysis.systems.explicit.packing import Mask
from wayout.analysis.systems.explicit.space import Space
from wayout.analysis.systems.explicit.views import View, before, leading, view_of
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.remembering import MEMORY
from wayout.analysis.systems.unfolding import named


def reduced_form(formula: Formula) -> Formula:
    """Return a state formula in the form that is worked on."""
    return branching(core(formula))


class NotBranchingError(LimitReachedError):
    """Raised for a path formula that is not one operator over formulas of states."""


class Checker:
    """Answers on one space under assumptions of fairness, each part of a formula once.

    Quantifiers range over the fair runs. A run that no step leads on rests where it is for ever.
    """

    def __init__(self, space: Space, fairness: Sequence[Fairness] = ()) -> None:
        self.space = space
        self._labels = labels_of(space.system)
        self._fairness = tuple(fairness)
        self._known: dict[Formula, Mask] = {}
        self._ends: dict[tuple[Formula, View], Components] = {}
        self.view = cache(self._view)
        hidden = space.system.members[-1].name == MEMORY
        self._visible = len(space.system.members) - hidden

    def holding(self, formula: Formula) -> Mask:
        """Return the nodes in which a state formula holds, whatever it is spelt with.

        Raises:
            KeyError: for a name that the system does not know.
            LimitReachedError: past a bound, or for a path formula that is none of CTL.
        """
        return self.nodes(reduced_form(formula))

    def everywhere(self, formula: Formula) -> bool:
        """Whether a state formula holds in every initial state."""
        return bool(self.holding(formula)[self.space.initial].all())

    def nodes(self, formula: Formula) -> Mask:
        """Return the nodes in which a reduced formula holds."""
        if formula not in self._known:
            self._known[formula] = self._worked_out(formula)
        return self._known[formula]

    def _worked_out(  # noqa: PLR0911 - one for each operator
        self, formula: Formula
    ) -> Mask:
        match formula:
            case Not(arg):
                return self.space.reached & ~self.nodes(arg)
            case And(left, right):
                return self.nodes(left) & self.nodes(right)
            case Or(left, right):
                return self.nodes(left) | self.nodes(right)
            case Iff(left, right):
                return self.space.reached & ~(self.nodes(left) ^ self.nodes(right))
            case Exists():
                return self._exists(formula)
            case Rests(actors):
                return self.view(actors).stuck
        if isinstance(formula, Truth):
            return self.space.reached if formula.value else np.zeros(self.space.size, np.bool_)
        return self.space.held(*self._labels.of(formula))

    def _exists(self, formula: Exists) -> Mask:
        path, view = formula.path, self.view(formula.actors)
        match path:
            case Next(arg) if is_of_states(arg):
                after = self.nodes(arg)
                return before(view, after) | (view.stuck & after)
            case Until(left, right) if is_of_states(left) and is_of_states(right):
                return leading(view, self.nodes(right), self.nodes(left))
            case Release(left, right) if is_of_states(left) and is_of_states(right):
                inside = self.nodes(right)
                ends = self.components(path, view).of >= 0
                if left != FALSE:
                    ends |= inside & self.nodes(left)
                return leading(view, ends, inside)
        if is_of_states(path):
            return self.nodes(path)
        message = f"{spelt(sugared(formula))} is not of CTL"
        raise NotBranchingError(message)

    def components(self, path: Release, view: View) -> Components:
        """Return where a fair run can stay for ever in the states that a release asks for."""
        if (path.right, view) not in self._ends:
            self._ends[path.right, view] = fair_components(view, self.nodes(path.right))
        return self._ends[path.right, view]

    def named(self, node: int) -> str:
        """Return what a node is called."""
        return self.called(self.space.configuration(node))

    def called(self, configuration: Sequence[int]) -> str:
        """Return what a configuration is called."""
        return named(self.space.system, configuration[: self._visible])

    def _view(self, actors: tuple[str, ...]) -> View:
        return view_of(self.space, actors, self._fairness)
