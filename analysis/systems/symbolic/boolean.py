"""Boolean formulas over the states of members as diagrams, whatever runs reach.

A formula is a diagram of the lowest levels only, up to the highest that it speaks of: joining
many small ones, from the bottom up, costs no more than what they speak of.
"""

from __future__ import annotations

from collections.abc import Callable

from wayout.analysis.logic.core import flat
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Iff,
    LastStep,
    Not,
    Or,
    Rests,
    RoleIs,
    StateIs,
    Truth,
    Word,
    parts,
)
from wayout.analysis.logic.spelling import spelt
from wayout.analysis.systems.symbolic.diagrams import EMPTY, UNIT, Node
from wayout.analysis.systems.symbolic.errors import UnsupportedError
from wayout.analysis.systems.symbolic.model import Model, bits

_Low = tuple[int, Node]
"""How many levels, and what is in it of their configurations; levels above do not matter."""

_TRUE, _FALSE = (0, UNIT), (0, EMPTY)


class Booleans:
    """Makes diagrams of Boolean formulas in core form on one system."""

    def __init__(self, model: Model) -> None:
        self._model, self._diagrams = model, model.diagrams
        self._states: dict[str, tuple[int, int]] = {}
        self._roles: dict[str, tuple[int, int]] = {}
        for member, level in zip(model.system.members, model.level_of, strict=True):
            for labels, own in ((self._states, member.names), (self._roles, member.roles)):
                held = {f"{member.name}.{name}": (level, bits(of)) for name, of in own.items()}
                labels.update(held)

    def diagram(self, formula: Formula) -> Node:
        """Return all configurations, reached or not, in which a formula holds.

        Raises:
            KeyError: for a name that the system does not know.
            UnsupportedError: for an atom of the last step.
        """
        return self._raised(self._low(formula), len(self._diagrams.sizes))

    def is_met(self, formula: Formula) -> bool:
        """Whether a formula holds in some configuration that is reached; raises as `diagram`.

        All that is looked at are the levels from the highest to the lowest that it speaks of.
        """
        height, diagram = self._low(formula)
        reached = self._model.reached_at[height]
        return any(self._diagrams.meet(node, diagram) for node in reached)

    def levels(self, formula: Formula) -> frozenset[int] | None:
        """Return the levels that a formula speaks of; None if it asks for more than states."""
        found = set()
        for part in parts(formula):
            if isinstance(part, Exists | Rests):
                return None
            if isinstance(part, Word | StateIs | RoleIs):
                found.add(self._atom(part)[0])
        return frozenset(found)

    def _low(self, formula: Formula) -> _Low:
        match formula:
            case Truth(value):
                return _TRUE if value else _FALSE
            case Not(arg):
                return self._complement(self._low(arg))
            case Iff(left, right):
                one, other = self._low(left), self._low(right)
                both = self._joined(self._diagrams.intersection, one, other)
                none = self._complement(self._joined(self._diagrams.union, one, other))
                return self._joined(self._diagrams.union, both, none)
            case And():
                return self._conjunction(list(flat(formula, And)))
            case Or():
                denied: list[Formula] = [Not(each) for each in flat(formula, Or)]
                return self._complement(self._conjunction(denied))
        level, states = self._atom(formula)
        return self._cube({level: states})

    def _conjunction(self, formulas: list[Formula]) -> _Low:
        """Join what is said of single members at once, then the rest from the bottom up."""
        allowed: dict[int, int] = {}
        others = []
        for each in formulas:
            literal = self._literal(each)
            if literal is None:
                others.append(self._low(each))
            else:
                level, states = literal
                allowed[level] = allowed.get(level, self._all(level)) & states
        found: _Low = _TRUE
        for low in sorted([*others, self._cube(allowed)], key=lambda low: low[0]):
            found = self._joined(self._diagrams.intersection, found, low)
        return found

    def _literal(self, formula: Formula) -> tuple[int, int] | None:
        """Return the level and states of what is said of one member; None of anything else."""
        match formula:
            case Not(arg):
                found = self._literal(arg)
                return found and (found[0], self._all(found[0]) & ~found[1])
            case Word() | StateIs() | RoleIs():
                return self._atom(formula)
        return None

    def _atom(self, atom: Formula) -> tuple[int, int]:
        match atom:
            case Word(name):
                return self._states[name] if name in self._states else self._roles[name]
            case StateIs(name):
                return self._states[name]
            case RoleIs(role, member):
                return self._roles[f"{member}.{role}" if member else role]
            case LastStep():
                message = (
                    f"the engine 'symbolic' remembers no step, and {spelt(atom)} is said of one"
                )
                raise UnsupportedError(message)
        message = f"{atom!r} is no Boolean formula"
        raise TypeError(message)

    def _all(self, level: int) -> int:
        return (1 << self._diagrams.sizes[level]) - 1

    def _cube(self, allowed: dict[int, int]) -> _Low:
        height = max(allowed, default=-1) + 1
        return height, self._diagrams.cube(allowed, height)

    def _complement(self, low: _Low) -> _Low:
        height, diagram = low
        return height, self._diagrams.difference(self._diagrams.full[height], diagram)

    def _joined(self, operation: Callable[[Node, Node], Node], one: _Low, other: _Low) -> _Low:
        height = max(one[0], other[0])
        return height, operation(self._raised(one, height), self._raised(other, height))

    def _raised(self, low: _Low, height: int) -> Node:
        return self._diagrams.raised(low[1], low[0], height)
