"""In which states a formula holds.

CTL by fixpoints: Edmund Clarke, E. Allen Emerson, A. Prasad Sistla, Automatic verification of
finite-state concurrent systems using temporal logic specifications, 1986; fair paths by fair
components, Emerson and Lei, 1987. Any other path formula by its product with an automaton, from
the inside out (Emerson, Lei, 1987). Linear in the structure for each part of the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from wayout.analysis.logic.core import FALSE, core
from wayout.analysis.logic.cycles import Graph, fair_components
from wayout.analysis.logic.fairness import Fairness, compassionate, just
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Iff,
    LastStep,
    Next,
    Not,
    Or,
    Release,
    Rests,
    RoleIs,
    StateIs,
    Truth,
    Until,
    Word,
    is_of_states,
)
from wayout.analysis.logic.structure import STUTTER, Structure

if TYPE_CHECKING:
    from wayout.analysis.logic.product import Product

States = frozenset[int]

MOST_PRODUCT_STATES = 1_000_000


class Checker:
    """Answers on one structure under assumptions of fairness, each part of a formula once.

    Quantifiers range over the fair runs: those that keep every assumption. `go_on` is asked before
    each part, and may refuse.
    """

    def __init__(
        self,
        structure: Structure,
        fairness: Iterable[Fairness] = (),
        *,
        most: int = MOST_PRODUCT_STATES,
        go_on: Callable[[], None] = lambda: None,
    ) -> None:
        self.structure = structure
        self._fairness = tuple(fairness)
        self._most, self._go_on = most, go_on
        self._known: dict[Formula, States] = {}
        self.view = cache(self._view)
        self.product = cache(self._product)

    def holding(self, formula: Formula) -> States:
        """Return the states in which a state formula holds; whatever it is spelt with.

        Raises:
            KeyError: for a name that the structure does not know.
            LimitReachedError: if a product has too many states, or `go_on` refuses.
        """
        return self._holding(core(formula))

    def everywhere(self, formula: Formula) -> bool:
        """Whether a state formula holds in every initial state."""
        return self.holding(formula).issuperset(self.structure.initial)

    def _holding(self, formula: Formula) -> States:
        known = self._known.get(formula)
        if known is None:
            known = self._known[formula] = self._worked_out(formula)
        return known

    def _worked_out(self, formula: Formula) -> States:  # noqa: PLR0911 - one for each operator
        self._go_on()
        match formula:
            case Not(arg):
                return self.structure.all - self._holding(arg)
            case And(left, right):
                return self._holding(left) & self._holding(right)
            case Or(left, right):
                return self._holding(left) | self._holding(right)
            case Iff(left, right):
                return self.structure.all - (self._holding(left) ^ self._holding(right))
            case Exists(path, actors):
                return self._exists(path, actors)
            case Rests(actors):
                taken = self.view(actors)[0].taken
                return frozenset(state for state, by in enumerate(taken) if STUTTER in by)
        return _labelled(self.structure, formula)

    def _exists(self, path: Formula, actors: tuple[str, ...]) -> States:
        view, graph = self.view(actors)
        if is_of_states(path):
            return self._holding(path)
        match path:
            case Next(arg) if is_of_states(arg):
                after = self._holding(arg)
                return frozenset(before for state in after for before in view.predecessors[state])
            case Until(left, right) if is_of_states(left) and is_of_states(right):
                return reaching(view.predecessors, self._holding(right), self._holding(left))
            case Release(left, right) if is_of_states(left) and is_of_states(right):
                inside = self._holding(right)
                ends = frozenset(s for c in fair_components(graph, inside) for s in c)
                if left != FALSE:
                    ends |= inside & self._holding(left)
                return reaching(view.predecessors, ends, inside)
        found = self.product(path, actors)
        fair = self.fair_nodes(path, actors)
        return frozenset(s for s, nodes in enumerate(found.starts) if not fair.isdisjoint(nodes))

    def fair_nodes(self, path: Formula, actors: tuple[str, ...]) -> States:
        """Return the nodes of the product from which a fair run meets what is owed."""
        graph = self.product(path, actors).graph
        everything = range(len(graph.successors))
        ends = frozenset(n for c in fair_components(graph, everything) for n in c)
        before: list[list[int]] = [[] for _ in everything]
        for node, targets in enumerate(graph.successors):
            for target in targets:
                before[target].append(node)
        return reaching(before, ends, None)

    def _view(self, actors: tuple[str, ...]) -> tuple[Structure, Graph]:
        view = self.structure.only(actors) if actors else self.structure
        weak = (each for fair in self._fairness if not fair.strong for each in just(view, fair))
        strong = (
            each for fair in self._fairness if fair.strong for each in compassionate(view, fair)
        )
        return view, Graph(view.successors, view.taken, tuple(weak), tuple(strong), self._go_on)

    def _product(self, path: Formula, actors: tuple[str, ...]) -> Product:
        from wayout.analysis.logic.product import product

        return product(self.view(actors)[1], path, self._holding, self._most, self._go_on)


def reaching(
    predecessors: Sequence[Sequence[int]],
    ends: Collection[int],
    through: States | None,
) -> States:
    """Return `ends`, and the states that lead to one of them `through` states only. Linear.

    With successors for predecessors, the states that are reached from one of them.
    """
    found = set(ends)
    stack = list(found)
    while stack:
        for before in predecessors[stack.pop()]:
            if before not in found and (through is None or before in through):
                found.add(before)
                stack.append(before)
    return frozenset(found)


def _labelled(structure: Structure, atom: Formula) -> States:
    match atom:
        case Truth(value):
            return structure.all if value else frozenset()
        case Word(name):
            return structure.states[name] if name in structure.states else structure.roles[name]
        case StateIs(name):
            return structure.states[name]
        case RoleIs(role, member):
            return structure.roles[f"{member}.{role}" if member else role]
        case LastStep():
            return structure.last[atom]
    message = f"{atom!r} is no formula of states"
    raise TypeError(message)
