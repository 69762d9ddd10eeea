"""Follow the run of a result through its system, step by step."""

from __future__ import annotations

from itertools import product

from wayout.analysis.logic.proving import Result, Taken
from wayout.analysis.systems.system import System

Configuration = tuple[int, ...]


def assert_runs(system: System, result: Result) -> None:
    """Hold every step of a run against the steps of the system, and its beginning and its end."""
    if not result.stem:
        assert not result.cycle
        return
    here = _configuration(system, result.stem[0])
    assert here in set(product(*(member.initial for member in system.members)))
    for taken in result.stem[1:]:
        here = _followed(system, here, taken)
    again = here
    for taken in result.cycle:
        here = _followed(system, here, taken)
    assert here == again


def _followed(system: System, before: Configuration, taken: Taken) -> Configuration:
    after = _configuration(system, taken)
    assert any(
        step.action.event == taken.event
        and all((before[m.member], after[m.member]) in m.pairs for m in step.moves)
        and all(
            before[i] == after[i]
            for i in set(range(len(before))) - {move.member for move in step.moves}
        )
        for step in system.steps
    ), (before, taken)
    return after


def _configuration(system: System, taken: Taken) -> Configuration:
    return tuple(
        member.states.index(each.removeprefix(f"{member.name}."))
        for member, each in zip(system.members, taken.state.split(" "), strict=True)
    )
