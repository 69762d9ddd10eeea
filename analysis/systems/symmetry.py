"""Which members of a system are equal: exchanging two of them changes none of its steps.

Then configurations that differ by such an exchange lead to ones that do, and it is enough to look
at one of them: C. Norris Ip, David Dill, Better verification through symmetry, 1996; E. Allen
Emerson, A. Prasad Sistla, Symmetry and model checking, 1996. A formula has to say the same of
equal members, and so has each `E` in it. It is asked of what is reached, never of what goes on
for ever: fairness tells apart who does a step, and this does not.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from wayout.analysis.logic.core import core, flat
from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Formula,
    Iff,
    Or,
    Release,
    RoleIs,
    StateIs,
    Word,
    children,
    parts,
    rebuilt,
)
from wayout.analysis.systems.system import Move, Step, System

FEWEST = 3
"""How many equal members are worth it: of two, half of the configurations are left at best."""

_NOBODY: Mapping[str, str] = {}

Equal = tuple[tuple[int, ...], ...]
"""Classes of members that are equal, by number, in order."""


def equal_members(system: System) -> Equal:
    """Return the classes of equal members. Linear in the steps for each member of a class."""
    kinds: dict[Hashable, list[int]] = {}
    for index, member in enumerate(system.members):
        names, roles = sorted(member.names.items()), sorted(member.roles.items())
        kinds.setdefault((member.states, member.initial, *names, *roles), []).append(index)
    if all(len(kind) < FEWEST for kind in kinds.values()):
        return ()
    steps = frozenset(system.steps)
    touching: dict[int, list[Step]] = {index: [] for index in range(len(system.members))}
    for step in system.steps:
        for move in step.moves:
            touching[move.member].append(step)

    def are_equal(one: int, other: int) -> bool:
        touched = (*touching[one], *touching[other])
        return all(_exchanged(step, {one: other, other: one}) in steps for step in touched)

    return _classes(kinds.values(), are_equal)


def indifferent(system: System, equal: Equal, formula: Formula) -> Equal:
    """Return the classes that a formula in core form leaves: none if it asks what goes on for ever.

    Linear in the formula for each member of a class.
    """
    every = tuple(parts(formula))
    if not equal or any(isinstance(part, Release) for part in every):
        return ()
    asked = [formula, *(part for part in every if isinstance(part, Exists))]
    numbers = Numbers()
    as_it_is = [numbers.of(part) for part in asked]

    def are_equal(one: int, other: int) -> bool:
        first, second = system.members[one].name, system.members[other].name
        exchange = {first: second, second: first}
        return [numbers.of(part, exchange) for part in asked] == as_it_is

    return _classes(equal, are_equal)


def standing(system: System, equal: Equal, formula: Formula) -> Formula:
    """Return the formula with equal members exchanged so that those it tells apart come last.

    It holds in all initial states if the formula does. What is said of one member or of another
    that is equal becomes the same formula, up to the order of what `&`, `|` or `<->` join.
    """
    left = sorted(indifferent(system, equal, core(formula)), key=len, reverse=True)
    exchange: dict[str, str] = {}
    for each in equal:
        first = [index for some in left if some[0] in each for index in some]
        order = (*first, *(index for index in each if index not in first))
        names = (
            (system.members[a].name, system.members[b].name)
            for a, b in zip(order, each, strict=True)
        )
        exchange.update(names)
    return _with(formula, exchange)


def _with(formula: Formula, exchange: Mapping[str, str]) -> Formula:
    match formula:
        case Word(name) | StateIs(name):
            return type(formula)(_renamed(name, exchange))
        case RoleIs(role, member) if member is not None:
            return RoleIs(role, exchange.get(member, member))
        case RoleIs(role):
            return RoleIs(_renamed(role, exchange))
    return rebuilt(formula, lambda inner: _with(inner, exchange))


def _classes(kinds: Iterable[Sequence[int]], are_equal: Callable[[int, int], bool]) -> Equal:
    """Part each kind into classes: what is equal to the first of a class is equal to all of it."""
    classes: list[list[int]] = []
    for kind in kinds:
        own: list[list[int]] = []
        for index in kind:
            found = next((each for each in own if are_equal(each[0], index)), None)
            if found is None:
                own.append([index])
            else:
                found.append(index)
        classes += own
    return tuple(sorted(tuple(each) for each in classes if len(each) >= FEWEST))


class Numbers:
    """Gives formulas the same number that differ in the order of what `&`, `|` or `<->` join."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, formula: Formula, exchange: Mapping[str, str] = _NOBODY) -> int:
        """Return the number of a formula in which members are exchanged by name. Linear."""
        stack, done = [formula], dict[int, int]()
        while stack:
            here = stack[-1]
            inner = _joined(here)
            if missing := [each for each in inner if id(each) not in done]:
                stack += missing
                continue
            stack.pop()
            key = self._key(here, [done[id(each)] for each in inner], exchange)
            done[id(here)] = self._known.setdefault(key, len(self._known))
        return done[id(formula)]

    @staticmethod
    def _key(formula: Formula, inner: list[int], exchange: Mapping[str, str]) -> Hashable:
        kind = type(formula).__name__
        match formula:
            case And() | Or() | Iff():
                return kind, frozenset(inner)
            case Word(name) | StateIs(name):
                return kind, _renamed(name, exchange)
            case RoleIs(role, member):
                return kind, _renamed(f"{member}.{role}" if member else role, exchange)
            case All(_, actors) | Exists(_, actors):
                return kind, actors, *inner
        return (kind, *inner) if inner else formula


def _joined(formula: Formula) -> list[Formula]:
    """Return what is directly inside a formula; of `&` and `|` all that they join in a row."""
    return list(
        flat(formula, type(formula)) if isinstance(formula, And | Or) else children(formula)
    )


def _renamed(name: str, exchange: Mapping[str, str]) -> str:
    for member in sorted(exchange, key=len, reverse=True):
        if name.startswith(f"{member}."):
            return exchange[member] + name.removeprefix(member)
    return name


def _exchanged(step: Step, exchange: Mapping[int, int]) -> Step:
    moves = (
        Move(exchange.get(move.member, move.member), move.pairs, move.takes_part)
        for move in step.moves
    )
    return Step(step.action, tuple(sorted(moves, key=lambda move: move.member)))
