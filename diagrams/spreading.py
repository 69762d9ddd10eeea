"""What would stand side by side in one long row, spread over several, so that it fits a page.

Graphviz puts nodes with the same distance from the top in one row, however long that is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from wayout.diagrams.drawing import Drawing, Edge, Node

_ROW = 900.0
"""Points that a row of such nodes may be wide: at this width a page of docs is still legible."""

_FEW_LINES = 25
_MANY_LINES = 15

_TOO_WIDE = 2200.0
"""Points: where all nodes in clusters together are wider, the clusters stand in rows."""

_CHARACTER = 6.8
_SMALL_CHARACTER = 5.6
_AROUND = 36.0


def rows(names: Iterable[str], drawing: Drawing) -> tuple[tuple[str, ...], ...]:
    """Return the nodes of these names in rows that are not too wide, in order."""
    nodes = {node.id: node for node in drawing.nodes}
    return tuple(_rows([(name, _width(nodes[name])) for name in names]))


def lengths(drawing: Drawing, lines: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """Return how many ranks long the lines of a fan are, where that is more than one.

    A fan is what leads from or to one node, to or from others that no line joins to yet another;
    in a picture of few lines also to or from any. `lines` maps the ids of lines to their upper and
    lower ends. Linear in nodes and lines.
    """
    nodes = {node.id: node for node in drawing.nodes}
    found: dict[str, int] = {}
    for fan in _fans(drawing, lines):
        wide = [
            (end, max(_width(nodes[end]), sum(map(_label_width, edges))))
            for end, edges in fan.items()
        ]
        for length, row in enumerate(_rows(wide), start=1):
            for edge in (each for end in row for each in fan[end]):
                found[edge.id] = max(length, found.get(edge.id, 1))
    return {name: length for name, length in found.items() if length > 1}


def _fans(
    drawing: Drawing, lines: Mapping[str, tuple[str, str]]
) -> Iterable[Mapping[str, list[Edge]]]:
    """Return the lines of each fan by their ends, those from and those to a node apart."""
    pairs = {tuple(sorted(ends)) for ends in lines.values()}
    joined = Counter(end for pair in pairs for end in pair)
    any_end = len(lines) <= _FEW_LINES
    fans: dict[tuple[str, bool], dict[str, list[Edge]]] = {}
    for edge in drawing.edges:
        upper, lower = lines.get(edge.id, ("", ""))
        for hub, end, down in ((upper, lower, True), (lower, upper, False)):
            if edge.id in lines and (any_end or joined[end] == 1):
                fans.setdefault((hub, down), {}).setdefault(end, []).append(edge)
    return fans.values()


def stacks(drawing: Drawing, lines: Mapping[str, tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the nodes of each row of outermost clusters, where these are to stand in rows.

    They are where side by side they would be too wide: each in a row of its own where no line joins
    them and there are many lines, else those that lines join together.
    """
    outer = {cluster.id: cluster.id for cluster in drawing.clusters if cluster.parent is None}
    for cluster in drawing.clusters:
        outer.setdefault(cluster.id, outer.get(cluster.parent or "", ""))
    inside = {node.id: outer[node.cluster] for node in drawing.nodes if node.cluster is not None}
    within = [
        (inside[upper], inside[lower])
        for upper, lower in lines.values()
        if upper in inside and lower in inside
    ]
    joined = [pair for pair in within if pair[0] != pair[1]]
    many = len(within) - len(joined) > _MANY_LINES
    group = _joined(dict.fromkeys(inside.values()), joined)
    rows: list[tuple[str, ...]]
    if many and not joined:
        rows = [(name,) for name in dict.fromkeys(group.values())]
    elif sum(_width(node) for node in drawing.nodes if node.id in inside) > _TOO_WIDE:
        rows = list(_rows(list(_group_widths(drawing, inside, group).items())))
    else:
        return ()
    found = (tuple(name for name, one in inside.items() if group[one] in row) for row in rows)
    return tuple(found) if len(rows) > 1 else ()


def _joined(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each cluster one of those that lines join it with, for all of these the same."""
    head = {name: name for name in names}

    def first(name: str) -> str:
        while head[name] != name:
            head[name] = name = head[head[name]]
        return name

    for one, other in pairs:
        head[first(other)] = first(one)
    return {name: first(name) for name in head}


def _group_widths(
    drawing: Drawing, inside: Mapping[str, str], group: Mapping[str, str]
) -> dict[str, float]:
    """Return about how wide each group is, with its nodes, and its labels, in two rows."""
    widths = dict.fromkeys(group.values(), 0.0)
    for node in drawing.nodes:
        if node.id in inside:
            widths[group[inside[node.id]]] += _width(node) / 2
    for edge in drawing.edges:
        if edge.tail in inside:
            widths[group[inside[edge.tail]]] += _label_width(edge) / 2
    return widths


def _rows(items: Sequence[tuple[str, float]]) -> Iterator[tuple[str, ...]]:
    """Yield as few rows as there have to be, all about equally wide."""
    total = sum(width for _, width in items)
    most = total / max(1.0, -(-total // _ROW))
    row: list[str] = []
    used = 0.0
    for name, width in items:
        if row and used + width / 2 > most:
            yield tuple(row)
            row, used = [], 0.0
        row.append(name)
        used += width
    if row:
        yield tuple(row)


def _width(node: Node) -> float:
    lines = f"{node.label}\n{node.caption}".split("\n")
    return _AROUND + _CHARACTER * max(map(len, lines))


def _label_width(edge: Edge) -> float:
    return _AROUND + _SMALL_CHARACTER * max(map(len, edge.label.split("\n")))
