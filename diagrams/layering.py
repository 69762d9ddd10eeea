"""Which nodes belong above or below the others where the lines alone do not say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from wayout.diagrams.drawing import Drawing, Edge, Mark
from wayout.machines.vocabulary import Kind, Role

_DOWNWARD = (
    None,
    Kind.REQUEST,
    Kind.PROGRESS,
    Kind.SUCCESS,
    Kind.REVERT,
    Kind.ADMIN,
    Kind.PERIODIC,
    Kind.STARTUP,
    Kind.FAILURE,
)


def downward(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges in the order to lay them out: what goes well before what fails."""
    return sorted(edges, key=lambda edge: _DOWNWARD.index(edge.kind))


def tops(drawing: Drawing) -> tuple[str, ...]:
    """Return the nodes in which a lifecycle begins."""
    return tuple(node.id for node in drawing.nodes if node.mark in {Mark.ABSENT, Mark.ENTRY})


def unentered(drawing: Drawing) -> tuple[str, ...]:
    """Return the nodes that no line enters, though they are no tops: rules lead to them."""
    entered = {edge.head for edge in drawing.edges if edge.tail != edge.head}
    begin = tops(drawing)
    return tuple(
        node.id for node in drawing.nodes if node.id not in entered and node.id not in begin
    )


def heads(drawing: Drawing) -> frozenset[str]:
    """Return the nodes that a line enters from beside them in their outermost cluster."""
    outer: dict[str | None, str | None] = {None: None}
    for cluster in drawing.clusters:
        outer[cluster.id] = outer.get(cluster.parent) or cluster.id
    around = {node.id: outer.get(node.cluster) for node in drawing.nodes}
    return frozenset(
        lower for upper, lower in lines(drawing).values() if around[upper] == around[lower]
    )


def bottoms(drawing: Drawing) -> tuple[str, ...]:
    """Return the final nodes, and those that no line touches; the former first."""
    touched = {end for line in lines(drawing).values() for end in line}
    final = [node.id for node in drawing.nodes if node.states and node.role is Role.FINAL]
    alone = [node.id for node in drawing.nodes if node.states and node.id not in touched]
    return tuple(dict.fromkeys((*final, *alone)))


def bridges(drawing: Drawing) -> tuple[tuple[str, str], ...]:
    """Return pairs of nodes, the upper first, that connect what no line does within each cluster.

    Where the nodes of a cluster stand in ranks with an empty one between, Graphviz lets the labels
    of lines there cover each other. Linear in nodes and lines for each level of nesting.
    """
    around = {cluster.id: cluster.parent for cluster in drawing.clusters}
    members: dict[str, dict[str, list[str]]] = {cluster.id: {} for cluster in drawing.clusters}
    inside = {node.id: tuple(_outward(node.cluster, around)) for node in drawing.nodes}
    for name, clusters in inside.items():
        for one in clusters:
            members[one][name] = []

    def join(upper: str, lower: str) -> None:
        for one in inside[upper]:
            if lower in members[one]:
                members[one][upper].append(lower)
                members[one][lower].append(upper)

    for ends in lines(drawing).values():
        join(*ends)
    low = frozenset(bottoms(drawing))
    found: list[tuple[str, str]] = []
    inner_first = sorted(members, key=lambda one: -len(tuple(_outward(one, around))))
    for cluster in inner_first:
        ordered = sorted(_components(members[cluster]), key=lambda name: name in low)
        for pair in pairwise(ordered):
            found.append(pair)
            join(*pair)
    return tuple(found)


def _outward(cluster: str | None, around: Mapping[str, str | None]) -> Iterator[str]:
    while cluster is not None:
        yield cluster
        cluster = around[cluster]


def _components(near: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the first node of each connected component."""
    seen: set[str] = set()
    for first in near:
        if first not in seen:
            yield first
        ahead = [first]
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += near[name]


def leaves(drawing: Drawing) -> tuple[str, ...]:
    """Return the nodes from which no line leads further down.

    Down is as in Graphviz: lines that close a cycle in a depth-first search lead up (Gansner,
    Koutsofios, North and Vo, A technique for drawing directed graphs, 1993, section 2.1).
    """
    order = [node.id for node in drawing.nodes]
    further: dict[str, list[str]] = {name: [] for name in order}
    for tail, head in lines(drawing).values():
        further[tail].append(head)
    down = _without_cycles(order, further)
    return tuple(name for name in order if name not in down)


def lifted(drawing: Drawing) -> frozenset[str]:
    """Return the ids of the round trips to lay out upside down, heads above tails.

    A transient state that several stable ones make round trips to is below the first of them
    and above the others, so that it stands between.
    """
    seen: set[str] = set()
    found = []
    for edge in downward(drawing.edges):
        if edge.back and edge.head in seen:
            found.append(edge.id)
        elif edge.back:
            seen.add(edge.head)
    return frozenset(found)


def lines(drawing: Drawing) -> dict[str, tuple[str, str]]:
    """Return the ends of the lines as they are laid out, the upper first, by the lines' ids.

    Self-loops are left out.
    """
    up = lifted(drawing)
    return {
        edge.id: (edge.head, edge.tail) if edge.id in up else (edge.tail, edge.head)
        for edge in downward(drawing.edges)
        if edge.tail != edge.head
    }


def _without_cycles(order: Sequence[str], further: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the nodes with a line down, once lines up are turned round."""
    down: set[str] = set()
    done: set[str] = set()
    for root in order:
        path = [] if root in done else [(root, iter(further[root]))]
        open_nodes = {root} if path else set()
        while path:
            name, heads = path[-1]
            head = next(heads, None)
            if head is None:
                path.pop()
                open_nodes.discard(name)
                done.add(name)
            elif head in open_nodes:
                down.add(head)
            else:
                down.add(name)
                if head not in done:
                    path.append((head, iter(further[head])))
                    open_nodes.add(head)
    return down
