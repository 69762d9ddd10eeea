"""From lifecycles to structures, and structures that remember the last step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.logic.formulas import LastStep
from wayout.analysis.logic.structure import STUTTER, Action, Structure
from wayout.machines.vocabulary.words import Actor, Kind, Role


def structure_of(lifecycle: Lifecycle) -> Structure:
    """Return the part of a lifecycle that its runs reach, in the order of the search. Linear.

    A guarded transition may be taken: guards are read as holding whenever they are asked.
    """
    number = {state: index for index, state in enumerate(lifecycle.reached)}
    actions: dict[tuple[str | None, Kind | None, Actor | None], int] = {}
    successors: list[list[int]] = []
    taken: list[list[int]] = []
    for origin, rest in number.items():
        steps = lifecycle.leaving(origin)
        by = [
            actions.setdefault((step.event, step.kind, step.actor), len(actions)) for step in steps
        ]
        successors.append([number[step.to_state] for step in steps] or [rest])
        taken.append(by or [STUTTER])
    states: dict[str, set[int]] = {}
    roles: dict[str, set[int]] = {role.value: set() for role in Role}
    for state in lifecycle.states:
        here = {number[state.id]} if state.id in number else set()
        for name in dict.fromkeys((state.id, state.value)):
            states.setdefault(name, set()).update(here)
        roles[state.role.value].update(here)
    return Structure(
        initial=tuple(number[state] for state in lifecycle.initial),
        successors=successors,
        taken=taken,
        actions=tuple(
            Action(event, kind and kind.value, actor and actor.value)
            for event, kind, actor in actions
        ),
        names=tuple(number),
        states=_frozen(states),
        roles=_frozen(roles),
        events=tuple(dict.fromkeys((*lifecycle.events, *_events(lifecycle)))),
    )


def remembering(structure: Structure, steps: Iterable[LastStep]) -> Structure:
    """Return the structure whose states also know whether the last step was one of `steps`.

    A state is there once for each set of them that can have been the last step: at most as many
    times as it has steps into it. Resting in a state leaves its last step what it was.
    """
    wanted = tuple(dict.fromkeys(steps))
    if not wanted:
        return structure
    seen_by = [
        frozenset(n for n, step in enumerate(wanted) if action.of(step.what) in step.names)
        for action in structure.actions
    ]
    numbers: dict[frozenset[int], dict[int, int]] = {seen: {} for seen in seen_by}
    after = [(seen, numbers[seen]) for seen in seen_by]
    nothing: frozenset[int] = frozenset()
    order = [(state, nothing) for state in dict.fromkeys(structure.initial)]
    initial = tuple(range(len(order)))
    numbers.setdefault(nothing, {}).update((state, n) for n, (state, _) in enumerate(order))
    plain = numbers[nothing]
    telling = {STUTTER, *(by for by, seen in enumerate(seen_by) if seen)}
    successors: list[list[int]] = []
    for state, seen in order:
        targets, taken = structure.successors[state], structure.taken[state]
        if telling.isdisjoint(taken):  # as most are: no step of the row has to be remembered
            for to in dict.fromkeys(targets):
                if to not in plain:
                    plain[to] = len(order)
                    order.append((to, nothing))
            successors.append([*map(plain.__getitem__, targets)])
            continue
        row = []
        for to, by in zip(targets, taken, strict=True):
            then, number = (seen, numbers[seen]) if by == STUTTER else after[by]
            index = number.setdefault(to, len(order))
            if index == len(order):
                order.append((to, then))
            row.append(index)
        successors.append(row)
    copies: dict[int, list[int]] = {}
    for copy, (state, _) in enumerate(order):
        copies.setdefault(state, []).append(copy)
    return replace(
        structure,
        initial=initial,
        successors=successors,
        taken=[structure.taken[state] for state, _ in order],
        names=tuple(structure.names[state] for state, _ in order),
        states=_copied(structure.states, copies),
        roles=_copied(structure.roles, copies),
        last={
            step: frozenset(i for i, (_, seen) in enumerate(order) if n in seen)
            for n, step in enumerate(wanted)
        },
    )


def _copied(
    labels: Mapping[str, frozenset[int]], copies: Mapping[int, Sequence[int]]
) -> Mapping[str, frozenset[int]]:
    return {
        name: frozenset(copy for state in held for copy in copies.get(state, ()))
        for name, held in labels.items()
    }


def _events(lifecycle: Lifecycle) -> Iterator[str]:
    return (step.event for step in lifecycle.transitions if step.event is not None)


def _frozen(labels: Mapping[str, set[int]]) -> Mapping[str, frozenset[int]]:
    return {name: frozenset(held) for name, held in labels.items()}
