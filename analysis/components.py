"""Strongly connected sets of states, and the traps among them.

Linear in the states and transitions given.
"""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.search import Allowed, states_reaching
from wayout.analysis.strong import strongly_connected
from wayout.machines.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Component:
    """States that all lead to each other.

    `members` are in declaration order; `entry` is the one that a run reaches first.
    """

    members: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True)
class Trap:
    """A component that nothing leaves, and the states from which it is the nearest such one.

    `doomed` are in declaration order and include the component's members.
    """

    component: Component
    doomed: tuple[str, ...]


def components(
    lifecycle: Lifecycle,
    states: Collection[str],
    allowed: Allowed | None = None,
) -> tuple[Component, ...]:
    """Return the components of some reachable states, by their first members' declaration.

    Only transitions between these states count, and of them the `allowed` ones. A state that
    leads to no other of them is a component of its own.
    """
    inside = frozenset(states)
    declared = [state.id for state in lifecycle.states if state.id in inside]
    following = {
        state: [
            step.to_state
            for step in lifecycle.leaving(state)
            if step.to_state in inside and (allowed is None or allowed(step))
        ]
        for state in declared
    }
    number = {
        state: index
        for index, members in enumerate(strongly_connected(following))
        for state in members
    }
    members: dict[int, list[str]] = {}
    for state in declared:
        members.setdefault(number[state], []).append(state)
    entries: dict[int, str] = {}
    for state in lifecycle.reached:
        if state in inside:
            entries.setdefault(number[state], state)
    return tuple(Component(tuple(found), entries[index]) for index, found in members.items())


def is_bottom(lifecycle: Lifecycle, component: Component, allowed: Allowed | None = None) -> bool:
    """Whether no allowed transition leads out of a component."""
    inside = frozenset(component.members)
    return not any(
        step.to_state not in inside and (allowed is None or allowed(step))
        for state in component.members
        for step in lifecycle.leaving(state)
    )


def livelocks(lifecycle: Lifecycle) -> tuple[Component, ...]:
    """Return the components of two or more states that nothing leaves, and none of which is rest.

    A stable or final state is rest. Linear.
    """
    rest = [state.id for state in lifecycle.states if state.role in (Role.STABLE, Role.FINAL)]
    saved = states_reaching(lifecycle.entering, rest)
    lost = [state for state in lifecycle.reached if state not in saved]
    return tuple(
        component
        for component in components(lifecycle, lost)
        if len(component.members) > 1 and is_bottom(lifecycle, component)
    )


def traps(
    lifecycle: Lifecycle, lost: Collection[str], allowed: Allowed | None = None
) -> tuple[Trap, ...]:
    """Share out states that allowed transitions never lead out of among their traps.

    `lost` are reachable states; allowed transitions from them lead to such states only, so
    that each of them leads to a trap. Of traps equally near the one declared first counts.
    Linear.
    """
    bottoms = [
        component
        for component in components(lifecycle, lost, allowed)
        if is_bottom(lifecycle, component, allowed)
    ]
    owner = {state: index for index, trap in enumerate(bottoms) for state in trap.members}
    queue = deque(owner)
    inside = frozenset(lost)
    while queue:
        state = queue.popleft()
        for step in lifecycle.entering(state):
            origin = step.from_state
            if origin in inside and origin not in owner and (allowed is None or allowed(step)):
                owner[origin] = owner[state]
                queue.append(origin)
    doomed: list[list[str]] = [[] for _ in bottoms]
    for declared in lifecycle.states:
        if declared.id in owner:
            doomed[owner[declared.id]].append(declared.id)
    return tuple(Trap(bottom, tuple(found)) for bottom, found in zip(bottoms, doomed, strict=True))
