"""Where no step leads on."""

from __future__ import annotations

from collections.abc import Sequence

from wayout.analysis.systems.symbolic.diagrams import EMPTY, Diagrams, Node, Parts
from wayout.analysis.systems.symbolic.relations import Link, Links

_Begun = frozenset[Link]
"""What is still asked of the levels below by steps that all levels above allow."""


class Resting:
    """Finds, level by level from the top, what steps could be made: none of them is made.

    As many nodes are looked at as there are ways in which steps can be begun above them: where
    few steps reach across a level, few. A step that asks for nothing below leads on.
    """

    def __init__(self, diagrams: Diagrams, links: Links) -> None:
        self._diagrams = diagrams
        self._top = len(links) - 1
        self._lowest = next((n for n, each in enumerate(links) if each), len(links))
        self._asking = [_by_rest(each) for each in links]
        self._found = diagrams.cache()

    def of(self, node: Node) -> Node:
        """Return the configurations of a set that no step leads out of."""
        return self._resting(self._top, node, frozenset())

    def _resting(self, level: int, node: Node, begun: _Begun) -> Node:
        if level < self._lowest and not begun:
            return node
        found = self._found.get((node, begun))
        if found is None:
            here = [(link.local.origins, link.below) for link in begun if link.level == level]
            later = frozenset([link for link in begun if link.level != level]) if here else begun
            asking = [*self._asking[level], *here]
            parts: Parts = {}
            for states, below in node.edges:
                for rest, some in _parted(states, asking, later).items():
                    left = self._resting(level - 1, below, rest)
                    if left is not EMPTY:
                        parts[left] = parts.get(left, 0) | some
            found = self._found[node, begun] = self._diagrams.made(parts)
        return found


def _by_rest(links: Sequence[Link]) -> Sequence[tuple[int, Link | None]]:
    """Return from which states what is asked of the levels below: first where that is nothing."""
    found: dict[Link | None, int] = {}
    for link in links:
        found[link.below] = found.get(link.below, 0) | link.local.origins
    return sorted(
        [(origins, below) for below, origins in found.items()], key=lambda each: each[1] is not None
    )


def _parted(
    states: int, asking: Sequence[tuple[int, Link | None]], begun: _Begun
) -> dict[_Begun, int]:
    """Return states by what is asked of the levels below, without those that a step leads from."""
    found = {begun: states}
    for origins, below in asking:
        parted: dict[_Begun, int] = {}
        for rest, held in found.items():
            apart, both = held & ~origins, held & origins
            if apart:
                parted[rest] = parted.get(rest, 0) | apart
            if both and below is not None:
                more = rest | {below}
                parted[more] = parted.get(more, 0) | both
        found = parted
    return found
