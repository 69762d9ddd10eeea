"""Unfold a system into a structure, one configuration after the other.

The textbook's way: plain tuples, in the order of a breadth-first search. It is what small systems
are proved on by every algorithm of the logic, and what the engines are held against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, product
from operator import getitem

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.structure import STUTTER, Action, Structure
from wayout.analysis.systems.system import Step, System

Configuration = tuple[int, ...]

_OFTEN = 1_024
"""After so many configurations the bounds are looked at."""


def unfolded(
    system: System, *, most: int, check: Callable[[int], None] = lambda _states: None
) -> Structure:
    """Return the configurations that runs reach as a structure, at most `most` of them.

    `check` is told now and then how many there are, and may refuse to go on.

    Linear in its configurations times the steps that a state of one member lets be tried.

    Raises:
        LimitReachedError: above `most` configurations.
    """
    actions = tuple(dict.fromkeys(step.action for step in system.steps))
    index = {action: n for n, action in enumerate(actions)}
    number: dict[Configuration, int] = {}
    for start in product(*(member.initial for member in system.members)):
        number.setdefault(start, len(number))
    initial = tuple(number.values())
    order = list(number)
    trials = _trials(system, index)
    successors: list[list[int]] = []
    taken: list[list[int]] = []
    for place, configuration in enumerate(order):
        if not place % _OFTEN:
            check(len(order))
        row: dict[tuple[int, int], None] = {}
        for _, by, moves in sorted(chain.from_iterable(map(getitem, trials, configuration))):
            for after in _after(configuration, moves):
                target = number.setdefault(after, len(order))
                if target == len(order):
                    order.append(after)
                row[target, by] = None
        if len(order) > most:
            message = f"the system {system.name!r} has more than {most} states"
            raise LimitReachedError(message)
        successors.append([to for to, _ in row] or [place])
        taken.append([by for _, by in row] or [STUTTER])
    states, roles = _labels(system, order)
    return Structure(
        initial=initial,
        successors=successors,
        taken=taken,
        actions=actions,
        names=tuple(named(system, each) for each in order),
        states=states,
        roles=roles,
        events=system.events,
    )


def named(system: System, configuration: Sequence[int]) -> str:
    """Return what a configuration is called: `volume.in-use attachment.attached`."""
    each = zip(system.members, configuration, strict=False)
    return " ".join(f"{member.name}.{member.states[state]}" for member, state in each)


_Moves = Sequence[tuple[int, Mapping[int, Sequence[int]]]]
_Trial = tuple[int, int, _Moves]
"""The place of a step among all, its action's, and its moves. No two have the same place."""


def _trials(system: System, index: Mapping[Action, int]) -> Sequence[Sequence[Sequence[_Trial]]]:
    """Return, by member and state, the steps that move it first and can be taken from there."""
    found: list[list[list[_Trial]]] = [[[] for _ in each.states] for each in system.members]
    for place, step in enumerate(system.steps):
        moves = _by_origin(step)
        member, targets = moves[0]
        for state in targets:
            found[member][state].append((place, index[step.action], moves))
    return found


def _by_origin(step: Step) -> _Moves:
    found = []
    for move in step.moves:
        targets: dict[int, list[int]] = {}
        for origin, to in move.pairs:
            targets.setdefault(origin, []).append(to)
        found.append((move.member, targets))
    return found


def _after(configuration: Configuration, moves: _Moves) -> Iterator[Configuration]:
    choices = [targets.get(configuration[member], ()) for member, targets in moves]
    if not all(choices):
        return
    for chosen in product(*choices):
        after = list(configuration)
        for (member, _), state in zip(moves, chosen, strict=True):
            after[member] = state
        yield tuple(after)


_Labels = Mapping[str, frozenset[int]]


def _labels(system: System, order: Sequence[Configuration]) -> tuple[_Labels, _Labels]:
    states: dict[str, frozenset[int]] = {}
    roles: dict[str, frozenset[int]] = {}
    for index, member in enumerate(system.members):
        held: list[set[int]] = [set() for _ in member.states]
        for number, configuration in enumerate(order):
            held[configuration[index]].add(number)
        for labels, of_member in ((states, member.names), (roles, member.roles)):
            for name, those in of_member.items():
                labels[f"{member.name}.{name}"] = frozenset(n for s in those for n in held[s])
    return states, roles
