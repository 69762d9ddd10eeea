"""A lifecycle as a part of a system."""

from collections.abc import Mapping

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.composing import LocalStep, Part
from wayout.analysis.systems.system import Member
from wayout.machines.vocabulary import Role


def part_of(lifecycle: Lifecycle, name: str, called: Mapping[str, str]) -> Part:
    """Return a member with the states and transitions of a lifecycle, reached or not. Linear.

    `called` are the names that the system has for events of the lifecycle; any other event keeps
    its own, and whoever else has one of that name takes part in it. A guarded transition may be
    taken.
    """
    number = {state.id: index for index, state in enumerate(lifecycle.states)}
    names: dict[str, set[int]] = {}
    roles: dict[str, set[int]] = {role.value: set() for role in Role}
    for state in lifecycle.states:
        here = number[state.id]
        for each in (state.id, state.value):
            names.setdefault(each, set()).add(here)
        roles[state.role.value].add(here)
    steps = (
        LocalStep(
            None if step.event is None else called.get(step.event, step.event),
            number[step.from_state],
            number[step.to_state],
            step.kind.value if step.kind else None,
            step.actor.value if step.actor else None,
        )
        for step in lifecycle.transitions
    )
    member = Member(
        name,
        tuple(number),
        tuple(number[state] for state in lifecycle.initial),
        {each: frozenset(those) for each, those in names.items()},
        {role: frozenset(those) for role, those in roles.items()},
    )
    events = (called.get(event, event) for event in lifecycle.events)
    return Part(member, tuple(steps), tuple(events))
