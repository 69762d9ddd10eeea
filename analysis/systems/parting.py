"""Take a system apart into members that composed make it again."""

from __future__ import annotations

from collections import Counter

from wayout.analysis.systems.composing import LocalStep, Part
from wayout.analysis.systems.system import System


def parts_of(system: System) -> tuple[Part, ...]:
    """Return parts whose composition takes the same steps. Linear.

    Steps of one event may not be told apart by it: the second is called `event#2`, and so on.
    """
    steps: list[list[LocalStep]] = [[] for _ in system.members]
    count: Counter[str] = Counter()
    for step in system.steps:
        event = step.action.event or "step"
        count[event] += 1
        name = event if count[event] == 1 else f"{event}#{count[event]}"
        for move in step.moves:
            steps[move.member].extend(
                LocalStep(name, before, after, step.action.kind, step.action.actor)
                for before, after in move.pairs
            )
    return tuple(
        Part(member, tuple(own)) for member, own in zip(system.members, steps, strict=True)
    )
