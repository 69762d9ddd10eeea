"""The second symbolic engine: states in binary, steps chained, by the library oxidd.

Each step assigns constants: what it leads to is what it can be made in, without what it changes,
and with what that becomes. Nothing here is shared with the engine that it is held against.
"""

from __future__ import annotations

from functools import reduce
from itertools import product
from typing import Any

from oxidd.bcdd import BCDDManager

from wayout.analysis.systems.system import System


def counted(system: System) -> int:
    """Return how many configurations are reached."""
    manager = BCDDManager(1 << 20, 1 << 16, 1)
    widths = [max(1, (len(member.states) - 1).bit_length()) for member in system.members]
    firsts = [sum(widths[:index]) for index in range(len(widths))]
    manager.add_vars(sum(widths))

    def literal(number: int, *, positive: bool) -> Any:
        variable = manager.var(number)
        return variable if positive else ~variable

    def is_in(member: int, state: int) -> Any:
        bits = (
            literal(firsts[member] + n, positive=bool(state >> n & 1))
            for n in range(widths[member])
        )
        return reduce(lambda a, b: a & b, bits)

    def variables(member: int) -> Any:
        each = (manager.var(firsts[member] + n) for n in range(widths[member]))
        return reduce(lambda a, b: a & b, each)

    reached = manager.false()
    for start in product(*(member.initial for member in system.members)):
        reached |= reduce(lambda a, b: a & b, (is_in(m, s) for m, s in enumerate(start)))
    rules = []
    for step in system.steps:
        for pairs in product(*(move.pairs for move in step.moves)):
            asked, made, changed = manager.true(), manager.true(), manager.true()
            for move, (of, to) in zip(step.moves, pairs, strict=True):
                asked &= is_in(move.member, of)
                made &= is_in(move.member, to)
                changed &= variables(move.member)
            rules.append((asked, changed, made))
    before = manager.false()
    while before != reached:
        before = reached
        for asked, changed, made in rules:
            reached |= (reached & asked).exists(changed) & made
    return int(reached.sat_count(sum(widths)))
