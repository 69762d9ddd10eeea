"""Runs as lists of steps that are made one after the other, and how they are made shorter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wayout.analysis.systems.system import System

Configuration = tuple[int, ...]
Goal = Callable[[Configuration], bool]


@dataclass(frozen=True, slots=True)
class Made:
    """A step by its number, and the states to which it moves members."""

    step: int
    to: tuple[tuple[int, int], ...]


def replayed(
    system: System, start: Configuration, run: Sequence[Made], goal: Goal
) -> list[tuple[Made, Configuration]] | None:
    """Make the steps that can be made, in their order, until the goal is met.

    Return them with the configurations after them; None if the goal is not met.
    """
    found: list[tuple[Made, Configuration]] = []
    here = start
    for made in run:
        if goal(here):
            break
        to = dict(made.to)
        step = system.steps[made.step]
        if all((here[m.member], to[m.member]) in m.pairs for m in step.moves):
            here = tuple(to.get(member, state) for member, state in enumerate(here))
            found.append((made, here))
    return found if goal(here) else None


def shortened(
    system: System, start: Configuration, run: Sequence[Made], goal: Goal
) -> list[tuple[Made, Configuration]]:
    """Leave out of a run that meets the goal whatever can be left out, one step at a time.

    With a step go those that cannot be made without it. Quadratic in the run; there can be a
    shorter one that makes other steps.
    """
    found = replayed(system, start, run, goal)
    if found is None:
        message = "the solver's run does not meet the goal"
        raise AssertionError(message)
    place = len(found) - 1
    while place >= 0:
        kept = [made for made, _ in found]
        shorter = replayed(system, start, [*kept[:place], *kept[place + 1 :]], goal)
        if shorter is not None:
            found = shorter
        place = min(place, len(found)) - 1
    return found
