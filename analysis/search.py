"""Breadth-first search over labelled steps.

Edward F. Moore, The shortest path through a maze, 1959. Linear in the transitions it sees; of
equally short runs it keeps the one whose transitions are declared first. networkx' own search
yields states, and a witness needs the transitions between them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Transition

Allowed = Callable[["Transition"], bool]


def shortest_runs(
    leaving: Callable[[str], Iterable[Transition]],
    origins: Iterable[str],
    allowed: Allowed | None = None,
) -> Mapping[str, Transition | None]:
    """Map each state reachable from `origins` to the last transition of a shortest run to it.

    The origins themselves map to None. Only `allowed` transitions are taken.
    """
    tree: dict[str, Transition | None] = dict.fromkeys(origins)
    queue = deque(tree)
    while queue:
        for transition in leaving(queue.popleft()):
            if transition.to_state in tree or (allowed is not None and not allowed(transition)):
                continue
            tree[transition.to_state] = transition
            queue.append(transition.to_state)
    return tree


def states_reaching(
    entering: Callable[[str], Iterable[Transition]],
    targets: Iterable[str],
    allowed: Allowed | None = None,
) -> frozenset[str]:
    """Return the states with a run of allowed transitions into `targets`, targets included."""
    found = set(targets)
    queue = deque(sorted(found))
    while queue:
        for transition in entering(queue.popleft()):
            if transition.from_state in found or (allowed is not None and not allowed(transition)):
                continue
            found.add(transition.from_state)
            queue.append(transition.from_state)
    return frozenset(found)
