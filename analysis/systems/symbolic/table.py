"""Nodes of decision diagrams, each once, as many as there is room for."""

from __future__ import annotations

import sys
from typing import Any, Generic, Protocol, TypeVar

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.systems.bounds import NONE, Bounds

MOST_NODES = 4_000_000
"""About 300 bytes each; what operations remember comes on top, about as much again."""

_OFTEN = 1_024
"""After so many new nodes the bounds are looked at."""

_FEWEST_SWEPT = 200_000

Kind = TypeVar("Kind", bound="_HasEdges")


class _HasEdges(Protocol):
    def __init__(self, edges: Any) -> None: ...


class Table(Generic[Kind]):
    """Makes nodes by what their edges are, so that equal ones are the same object.

    From time to time the nodes that nothing refers to any more are dropped: a node is made after
    those below it, so that the table is swept backwards and CPython's counts of references tell.
    What operations remember is forgotten then. The progress that is told is in nodes.

    Raises:
        LimitReachedError: from `node`, when the deadline or the memory of the bounds is passed
            or, after a sweep, more than `most` nodes are in use.
    """

    def __init__(self, kind: type[Kind], *, most: int = MOST_NODES, bounds: Bounds = NONE) -> None:
        self._kind, self._most, self._bounds = kind, most, bounds
        self._nodes: dict[Any, Kind] = {}
        self._caches: list[dict[Any, Any]] = []
        self._sweep_at = min(_FEWEST_SWEPT, most)
        self._next = min(_OFTEN, self._sweep_at)
        self._peak = 0

    @property
    def peak(self) -> int:
        """The most nodes that there have been at once."""
        return max(self._peak, len(self._nodes))

    def cache(self) -> dict[Any, Any]:
        """Return a dictionary that is emptied whenever the table is swept."""
        found: dict[Any, Any] = {}
        self._caches.append(found)
        return found

    def node(self, edges: tuple[Any, ...]) -> Kind:
        """Return the node of these edges."""
        found = self._nodes.get(edges)
        if found is None:
            if len(self._nodes) >= self._next:
                self._look_around()
            found = self._nodes[edges] = self._kind(edges)
        return found

    def _look_around(self) -> None:
        self._bounds.progress(len(self._nodes))
        self._bounds.go_on()
        if len(self._nodes) >= self._sweep_at:
            self._peak = self.peak
            self._sweep()
            if len(self._nodes) >= self._most:
                message = f"more than {self._most:,} nodes of decision diagrams"
                raise LimitReachedError(message)
            self._sweep_at = min(max(_FEWEST_SWEPT, 2 * len(self._nodes)), self._most)
        self._next = min(len(self._nodes) + _OFTEN, self._sweep_at)

    def _sweep(self) -> None:
        for cache in self._caches:
            cache.clear()
        unused = _references_to_an_unused_node(self._kind)
        entries = list(self._nodes.items())
        while entries:
            edges, node = entries.pop()
            if sys.getrefcount(node) == unused:
                del self._nodes[edges]


def _references_to_an_unused_node(kind: type[_HasEdges]) -> int:
    """Return how many references the interpreter counts in a loop such as that of the sweep."""
    table = {(): kind(())}
    entries = list(table.items())
    counted = 0
    while entries:
        edges, node = entries.pop()
        counted = sys.getrefcount(node)
        del table[edges]
    return counted
