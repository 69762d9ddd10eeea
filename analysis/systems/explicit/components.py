"""Where runs can go on for ever: strongly connected sets of nodes that are fair.

E. Allen Emerson, Chin-Laung Lei, Modalities for model checking, 1987; Orna Lichtenstein, Amir
Pnueli, Checking that finite state concurrent programs satisfy their linear specification, 1985.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from wayout.analysis.systems.explicit.packing import Mask, Nodes
from wayout.analysis.systems.explicit.relations import all_sent
from wayout.analysis.systems.explicit.views import Assumption, View


@dataclass(frozen=True, eq=False, slots=True)
class Components:
    """The fair component of each node; -1 where it is in none."""

    of: NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class _Edges:
    """Steps among some nodes by their numbers there, one array for each group of a view.

    The last ones are those of nodes in which a run rests.
    """

    ends: tuple[tuple[NDArray[np.int32], NDArray[np.int32]], ...]


def fair_components(view: View, inside: Mask) -> Components:
    """Return sets of nodes, each strongly connected and with a fair cycle through all of it.

    Where strong fairness fails, the nodes in which the step can be made are taken out and the
    rest is searched again. Robert Tarjan, Depth-first search and linear graph algorithms, 1972, by
    scipy. Every step inside is kept: 8 bytes for each, and as many again while it works.
    """
    found = np.full(view.space.size, -1, np.int32)
    number = 0
    todo = inside
    while todo.any():
        nodes = np.flatnonzero(todo)
        edges = _edges(view, nodes)
        component, fair, rest = _split(view, nodes, edges)
        chosen = fair[component]
        found[nodes[chosen]] = component[chosen] + number
        number += len(fair)
        todo = np.zeros(view.space.size, np.bool_)
        todo[nodes[rest]] = True
    return Components(found)


def _edges(view: View, nodes: Nodes) -> _Edges:
    space = view.space
    inside = np.zeros(space.size, np.bool_)
    inside[nodes] = True
    place = np.empty(space.size, np.int32)
    place[nodes] = np.arange(len(nodes))
    kept: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []
    for _, tables in view.groups:
        befores: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
        afters: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
        for some, batch in space.batches(nodes):
            for index, codes in all_sent(tables, batch):
                origin = np.broadcast_to(place[some[index]], codes.shape).ravel()
                among, to = space.chosen(codes, inside)
                befores.append(origin[among])
                afters.append(place[to])
        kept.append((np.concatenate(befores), np.concatenate(afters)))
    rests = place[nodes[view.stuck[nodes]]]
    return _Edges((*kept, (rests, rests)))


def _split(view: View, nodes: Nodes, edges: _Edges) -> tuple[NDArray[np.int32], Mask, Mask]:
    """Return the component of each node, which components are fair, and the nodes left to try."""
    before, after = (np.concatenate(each) for each in zip(*edges.ends, strict=True))
    size = len(nodes)
    graph = coo_array((np.ones(len(before), np.int8), (before, after)), (size, size)).tocsr()
    count, component = connected_components(graph, directed=True, connection="strong")
    same = component[before] == component[after]
    fair = np.zeros(count, np.bool_)
    fair[component[before[same]]] = True
    made = [np.zeros(count, np.bool_) for _ in edges.ends]
    for (origin, to), found in zip(edges.ends, made, strict=True):
        mine = component[origin]
        found[mine[mine == component[to]]] = True

    def is_made(assumed: Assumption) -> Mask:
        found = np.zeros(count, np.bool_)
        for (actions, _), one in zip(view.groups, made, strict=False):
            if not actions.isdisjoint(assumed.actions):
                found |= one
        return found

    for assumed in view.just:
        idle = np.zeros(count, np.bool_)
        idle[component[~assumed.able[nodes]]] = True
        fair &= is_made(assumed) | idle
    starving = np.zeros(size, np.bool_)
    for assumed in view.compassionate:
        starving |= assumed.able[nodes] & ~is_made(assumed)[component]
    starved = np.zeros(count, np.bool_)
    starved[component[starving]] = True
    rest = (fair & starved)[component] & ~starving
    return component, fair & ~starved, rest
