"""Binary decision diagrams of two libraries: steps chained until nothing is new.

Every step assigns constants, so that no second set of variables is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from bench.proofs.questions import Asked, Question

from wayout.analysis.logic.formulas import And, Formula, Not, Or
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.system import Step, System

Function = Any
"""A diagram: both libraries give it the operators `& | ~ ==`."""

Group = tuple[int, Function, Function, Function]
"""The first member that changes, what is asked, the variables that change, and their constants."""


@dataclass(frozen=True)
class Library:
    """What the libraries spell differently. `variables` has those of each member."""

    true: Function
    variables: Sequence[Sequence[Function]]
    exist: Callable[[Function, Function], Function]
    count: Callable[[Function], int]


def of_oxidd(system: System, question: Question) -> str:
    """Ask oxidd, with room for 4 million nodes."""
    from oxidd.bcdd import BCDDManager

    bits = _bits(system)
    manager = BCDDManager(1 << 22, 1 << 20, 1)
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


def of_cudd(system: System, question: Question) -> str:
    """Ask CUDD through dd, without reordering."""
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


def _answer(system: System, question: Question, library: Library) -> str:
    initial = library.true
    for index, member in enumerate(system.members):
        initial &= _some(library, index, member.initial)
    groups = _groups(library, system.steps)
    nested = system.name.startswith("D")
    reached = _closed(library, initial, groups, nested=nested)
    if question.asked is Asked.COUNT:
        return str(library.count(reached))
    if question.asked is Asked.DEADLOCK:
        good = ~library.true
        for _, before, _, _ in groups:
            good |= before
    else:
        good = _held(system, library, question.body)
    if question.asked is Asked.DEEP:
        return "holds" if (reached & good) != ~library.true else "fails"
    if question.asked is Asked.AG_EF:
        back = [(top, after, cube, before) for top, before, cube, after in groups]
        good = _closed(library, reached & good, back, nested=nested)
    return "holds" if (reached & ~good) == ~library.true else "fails"


def _closed(library: Library, new: Function, groups: Sequence[Group], *, nested: bool) -> Function:
    """Close under steps; `nested` from the last members on, which suits tight coupling only."""
    tops = sorted({group[0] for group in groups}, reverse=True) if nested else [0]
    for top in tops:
        tried = [group for group in groups if group[0] >= top]
        last = ~library.true
        while new != last:
            last = new
            for _, before, cube, after in tried:
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


def _groups(library: Library, steps: Sequence[Step]) -> list[Group]:
    """Return steps with the same effect as one group."""
    asked: dict[tuple[tuple[int, int], ...], Function] = {}
    for step in steps:
        for before, ends in _ways(library, step):
            asked[ends] = asked[ends] | before if ends in asked else before
    groups = []
    for ends, before in asked.items():
        after = cube = library.true
        for member, end in ends:
            after &= _some(library, member, [end])
            for variable in library.variables[member]:
                cube &= variable
        groups.append((min((member for member, _ in ends), default=0), before, cube, after))
    return groups


def _ways(library: Library, step: Step) -> Iterator[tuple[Function, tuple[tuple[int, int], ...]]]:
    """Yield what is asked, and where the members that move end."""
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
        before = asked
        for member, origins, _ in chosen:
            before &= _some(library, member, origins)
        yield before, tuple((member, end) for member, _, end in chosen)


def _some(library: Library, member: int, states: Sequence[int]) -> Function:
    made = ~library.true
    for state in states:
        cube = library.true
        for bit, variable in enumerate(library.variables[member]):
            cube &= variable if state >> bit & 1 else ~variable
        made |= cube
    return made
