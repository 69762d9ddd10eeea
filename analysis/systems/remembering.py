"""Systems whose configurations also know what the last step was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from wayout.analysis.logic.formulas import Formula, LastStep, parts
from wayout.analysis.systems.system import Member, Move, Step, System

MEMORY = ""
"""The name of the member that remembers: one that no declared member has."""


def remembered(formula: Formula) -> tuple[LastStep, ...]:
    """Return what a formula asks of the last step, each once."""
    return tuple(dict.fromkeys(each for each in parts(formula) if isinstance(each, LastStep)))


def remembering(system: System, steps: Iterable[LastStep]) -> System:
    """Return the system with one member more, which knows which of `steps` the last step was.

    It is the last member. Its states are the sets of them that one step can be; no step has been
    made in its first. Without `steps` the system is returned as it is.
    """
    wanted = tuple(dict.fromkeys(steps))
    if not wanted:
        return system
    number: dict[frozenset[int], int] = {frozenset(): 0}
    made = [
        number.setdefault(
            frozenset(
                n for n, each in enumerate(wanted) if step.action.of(each.what) in each.names
            ),
            len(number),
        )
        for step in system.steps
    ]
    names: Mapping[str, frozenset[int]] = {
        _name(each): frozenset(state for seen, state in number.items() if n in seen)
        for n, each in enumerate(wanted)
    }
    memory = Member(MEMORY, tuple(map(str, range(len(number)))), (0,), names)
    place = len(system.members)
    return replace(
        system,
        members=(*system.members, memory),
        steps=tuple(
            Step(
                step.action, (*step.moves, Move(place, tuple((n, to) for n in range(len(number)))))
            )
            for step, to in zip(system.steps, made, strict=True)
        ),
    )


def seen(system: System, step: LastStep) -> frozenset[int]:
    """Return the states of a remembering system's last member in which the last step was this."""
    return system.members[-1].names[_name(step)]


def _name(step: LastStep) -> str:
    return f"{step.what}({', '.join(step.names)})"
