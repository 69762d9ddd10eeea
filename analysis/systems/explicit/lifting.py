"""From a run of nodes that stand for others to one that the members of a system really take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wayout.analysis.logic.runs import Move
from wayout.analysis.logic.showing import Shown
from wayout.analysis.logic.structure import STUTTER
from wayout.analysis.systems.clusters import stepped, targets
from wayout.analysis.systems.explicit.space import Space
from wayout.analysis.systems.unfolding import Configuration


def lifted(space: Space, run: Shown) -> tuple[Sequence[Configuration], Shown]:
    """Return the configurations of a run without a cycle, and the run by their numbers.

    A node's configuration is where the run begins; from there each step is one that leads to what
    the next node stands for: the same step, or one with members exchanged. Linear in the run
    times the steps of the system.
    """
    if run.cycle:
        message = "equal members are not exchanged where something goes on for ever"
        raise AssertionError(message)
    configurations = [space.configuration(run.start)]
    stem = []
    for move in run.stem:
        number, after = _made(space, configurations[-1], move)
        stem.append(Move(number, len(configurations)))
        configurations.append(after)
    return configurations, replace(run, start=0, stem=tuple(stem))


def _made(space: Space, here: Configuration, move: Move) -> tuple[int, Configuration]:
    if move.by == STUTTER:
        return STUTTER, here
    steps = space.system.steps
    action = steps[move.by].action
    for number, step in enumerate(steps):
        if step.action == action:
            moves = tuple((each.member, targets(each.pairs)) for each in step.moves)
            for after in stepped(here, moves):
                if space.node(after) == move.to:
                    return number, after
    message = f"no step of {action} leads to node {move.to}"
    raise AssertionError(message)
