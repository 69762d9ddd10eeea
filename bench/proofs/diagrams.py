"""Binary decision diagrams of two libraries: steps chained until nothing is new.

Every step assigns constants, so that no second set of variables is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from wayout.analysis.logic.formulas import (
    All,
    And,
    Exists,
    Finally,
    Formula,
    Globally,
    Next,
    Not,
    Or,
    Truth,
)
from wayout.analysis.logic.parsing import parse
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.system import Step, System

Function = Any
"""A diagram: both libraries give it the operators `& | ~ ==`."""

Group = tuple[Function, Function, Function]
"""What is asked, the variables that change, and their constants after."""


@dataclass(frozen=True)
class Library:
    """What the libraries spell differently. `variables` has those of each member."""

    true: Function
    variables: Sequence[Sequence[Function]]
    exist: Callable[[Function, Function], Function]
    count: Callable[[Function], int]


def of_oxidd(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask oxidd, with room for 4 million nodes."""
    del fair
    from oxidd.bdd import BDDManager

    bits = _bits(system)
    manager = BDDManager(1 << 22, 1 << 20, 1)
    manager.add_vars(sum(bits))
    each = iter([manager.var(n) for n in range(sum(bits))])
    return _answer(
        system,
        question,
        Library(
            manager.true(),
            [[next(each) for _ in range(size)] for size in bits],
            lambda function, cube: function.exists(cube),
            lambda function: int(function.sat_count_float(sum(bits))),
        ),
    )


def of_cudd(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask CUDD through dd, without reordering."""
    del fair
    from dd import cudd

    bits = _bits(system)
    manager = cudd.BDD(memory_estimate=2_000_000_000)
    manager.configure(reordering=False)
    names = [f"x{n}" for n in range(sum(bits))]
    manager.declare(*names)
    each = iter([manager.var(name) for name in names])
    return _answer(
        system,
        question,
        Library(
            manager.true,
            [[next(each) for _ in range(size)] for size in bits],
            lambda function, cube: manager.exist(manager.support(cube), function),
            lambda function: int(manager.count(function, sum(bits))),
        ),
    )


def _bits(system: System) -> list[int]:
    return [max(1, (len(member.states) - 1).bit_length()) for member in system.members]


def _answer(system: System, question: str, library: Library) -> str:
    """Count, or decide `AG` and `AG EF` of what is said of one state, and `AG EX true`."""
    initial = library.true
    for index, member in enumerate(system.members):
        initial &= _some(library, index, member.initial)
    groups = [group for step in system.steps for group in _groups(library, step)]
    reached = _closed(library, initial, groups)
    if question == "count":
        return str(library.count(reached))
    match parse(question):
        case All(Globally(Exists(Finally(goal), ())), ()):
            back = [(after, cube, before) for before, cube, after in groups]
            good = _closed(library, reached & _held(system, library, goal), back)
        case All(Globally(Exists(Next(Truth(True)), ())), ()):
            good = ~library.true
            for before, _, _ in groups:
                good |= before
        case All(Globally(goal), ()):
            good = _held(system, library, goal)
        case _:
            message = "not asked"
            raise NotImplementedError(message)
    return "holds" if (reached & ~good) == ~library.true else "fails"


def _closed(library: Library, new: Function, groups: Sequence[Group]) -> Function:
    last = ~library.true
    while new != last:
        last = new
        for before, cube, after in groups:
            new |= library.exist(new & before, cube) & after
    return new


def _held(system: System, library: Library, formula: Formula) -> Function:
    match formula:
        case Not(arg):
            return ~_held(system, library, arg)
        case And(left, right):
            return _held(system, library, left) & _held(system, library, right)
        case Or(left, right):
            return _held(system, library, left) | _held(system, library, right)
    member, states = labels_of(system).of(formula)
    return _some(library, member, sorted(states))


def _groups(library: Library, step: Step) -> Iterator[Group]:
    """Yield what is asked, the variables that change, and their constants after."""
    asked, moving = library.true, []
    for move in step.moves:
        if all(before == after for before, after in move.pairs):
            asked &= _some(library, move.member, [state for state, _ in move.pairs])
            continue
        ends: dict[int, list[int]] = {}
        for before, after in move.pairs:
            ends.setdefault(after, []).append(before)
        moving.append([(move.member, origins, end) for end, origins in ends.items()])
    for chosen in product(*moving):
        before, after, cube = asked, library.true, library.true
        for member, origins, end in chosen:
            before &= _some(library, member, origins)
            after &= _some(library, member, [end])
            for variable in library.variables[member]:
                cube &= variable
        yield before, cube, after


def _some(library: Library, member: int, states: Sequence[int]) -> Function:
    made = ~library.true
    for state in states:
        cube = library.true
        for bit, variable in enumerate(library.variables[member]):
            cube &= variable if state >> bit & 1 else ~variable
        made |= cube
    return made
