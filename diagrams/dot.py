"""A drawing as text for Graphviz; with `legend`, and `gridding` for lanes, all that writes DOT.

Names of nodes are generated (`s0`, `c0`), text is only in labels and tooltips, and all of it is
escaped. The text is canonical: the same drawing gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from wayout.diagrams import appearance, layering, legend, spreading
from wayout.diagrams.appearance import FONT, LIGHT
from wayout.diagrams.drawing import Cluster, Detail, Drawing, Edge, Node
from wayout.diagrams.gridding import write_grid
from wayout.diagrams.notes import notes
from wayout.diagrams.quoting import padded, quoted
from wayout.diagrams.wording import INFERRED, kind_word

if TYPE_CHECKING:
    from graphviz import Digraph  # type: ignore[import-untyped]  # it comes without types

_Row = tuple[str, ...]

_LABELLED = frozenset({Detail.FULL, Detail.GROUPS})
_NODE = {
    "fontname": FONT,
    "fontsize": "11",
    "fontcolor": LIGHT["ink"],
    "height": "0.3",
    "margin": "0.12,0.05",
}
_EDGE = {"fontname": FONT, "fontsize": "9", "arrowsize": "0.7"}
_COMPOUND = {
    "class": "compound",
    "style": "rounded",
    "color": LIGHT["faint"],
    "peripheries": "1",
    "labelloc": "t",
    "labeljust": "l",
    "fontsize": "11",
    "bgcolor": "transparent",
}
_NOTHING = {"style": "invis", "shape": "point", "width": "0"}
_LOOSE = {"style": "invis", "weight": "0"}
_BRIDGE = _LOOSE | {"minlen": "0"}
_TIGHT = {"style": "invis", "weight": "100"}
_BELOW = {"style": "invis", "weight": "10"}


def dot(drawing: Drawing) -> str:
    """Return the drawing in Graphviz' language, in light colours. Linear in nodes and edges."""
    from graphviz import Digraph

    graph = Digraph(graph_attr=_graph_attributes(drawing), node_attr=_NODE, edge_attr=_EDGE)
    if drawing.rows:
        write_grid(drawing, graph)
        return str(graph.source)
    with graph.subgraph(name="cluster_frame") as frame:
        frame.attr(label=quoted(drawing.title), **appearance.FRAME)
        _write_inside(None, drawing, frame)
        lifted = layering.lifted(drawing)
        lengths = spreading.lengths(drawing, layering.lines(drawing))
        for edge in layering.downward(drawing.edges):
            looks = _edge_looks(edge, drawing) | _longer(lengths.get(edge.id, 1))
            if edge.id in lifted:
                frame.edge(edge.head, edge.tail, **_upside_down(looks))
            else:
                frame.edge(edge.tail, edge.head, **looks)
        for above, below in layering.bridges(drawing):
            frame.edge(above, below, **_BRIDGE)
        legend.write(drawing, frame)
        if not drawing.nodes:
            frame.node("empty", label="", **_NOTHING)
    _write_rows(drawing, graph)
    return str(graph.source)


def _graph_attributes(drawing: Drawing) -> dict[str, str]:
    return {
        "class": "lifecycle",
        "rankdir": "TB",
        "newrank": "true",
        "compound": "true",
        "nodesep": "0.25",
        "ranksep": "0.5",
        "bgcolor": LIGHT["ground"],
        "fontname": FONT,
        "fontsize": "9",
        "fontcolor": LIGHT["ink"],
        "labelloc": "b",
        "labeljust": "l",
        "label": notes(drawing),
    }


def _write_inside(cluster: str | None, drawing: Drawing, graph: "Digraph") -> None:
    """Write the nodes and clusters that are directly inside a cluster, or in none."""
    for node in drawing.nodes:
        if node.cluster == cluster:
            _write_node(node, graph)
    for inner in drawing.clusters:
        if inner.parent == cluster:
            with graph.subgraph(name=f"cluster_{inner.id}") as box:
                _write_cluster(inner, box)
                _write_inside(inner.id, drawing, box)


def _write_node(node: Node, graph: "Digraph") -> None:
    looks = appearance.of_node(node) | {"id": node.id, "tooltip": quoted(node.title)}
    looks["class"] = f"{node.mark.value} {node.role.value}"
    if node.link:
        looks |= {"URL": quoted(node.link), "target": "_top"}
    text = f"{node.label}\n{node.caption}" if node.caption else node.label
    graph.node(node.id, label=quoted(text), **looks)


def _write_cluster(cluster: Cluster, box: "Digraph") -> None:
    box.attr(
        id=cluster.id,
        label=quoted(cluster.label),
        tooltip=quoted(cluster.title),
        **_COMPOUND,
    )


def _edge_looks(edge: Edge, drawing: Drawing) -> dict[str, str]:
    line = appearance.of_against() if edge.is_against else appearance.of_kind(edge.kind)
    looks = line | {"id": edge.id, "tooltip": quoted(edge.title)}
    looks["class"] = f"transition {kind_word(edge.kind)}"
    if edge.back:
        looks |= {"dir": "both", "weight": "3"}
        looks["arrowtail"] = appearance.of_kind(edge.back[0].kind)["arrowhead"]
    if edge.tail_cluster is not None:
        looks["ltail"] = f"cluster_{edge.tail_cluster}"
    if drawing.detail in _LABELLED:
        looks["label"] = quoted(padded(edge.label))
    elif edge.is_inferred:
        looks["label"] = quoted(padded(INFERRED))
    return looks


def _upside_down(looks: dict[str, str]) -> dict[str, str]:
    return looks | {"arrowhead": looks["arrowtail"], "arrowtail": looks["arrowhead"]}


def _longer(length: int) -> dict[str, str]:
    return {"minlen": str(length)} if length > 1 else {}


def _write_rows(drawing: Drawing, graph: "Digraph") -> None:
    """Put ends, sample boxes and sample lines in rows below everything else."""
    stacked = _write_stacks(drawing, graph)
    low = tuple(name for name in layering.bottoms(drawing) if name not in stacked)
    bottoms = spreading.rows(low, drawing)
    rows = [row for row in (*bottoms, *legend.rows(drawing)) if row]
    for row in rows:
        legend.write_row(row, graph)
    legend.write_order(drawing, graph)
    for top in layering.tops(drawing)[:1]:
        for name in layering.unentered(drawing):
            graph.edge(top, name, **_LOOSE)
    for row in rows[:1]:
        for name in layering.leaves(drawing):
            if name not in low:
                graph.edge(name, row[0], **_LOOSE)
    for upper, lower in pairwise(rows):
        for above, below in _stacked(upper, lower, bottoms):
            graph.edge(above, below, **_TIGHT)


def _write_stacks(drawing: Drawing, graph: "Digraph") -> frozenset[str]:
    """Put clusters below each other, and return the nodes inside, where they are to be so."""
    stacks = spreading.stacks(drawing, layering.lines(drawing))
    leaves = frozenset(layering.leaves(drawing))
    heads = layering.heads(drawing)
    for index, (upper, lower) in enumerate(pairwise(stacks)):
        between = f"between{index}"
        graph.node(between, label="", **_NOTHING)
        for name in (one for one in upper if one in leaves):
            graph.edge(name, between, **_BELOW)
        for name in (one for one in lower if one not in heads):
            graph.edge(between, name, **_BELOW)
    return frozenset(name for names in stacks for name in names)


def _stacked(upper: _Row, lower: _Row, bottoms: Sequence[_Row]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that keep a row below another: in columns, but for samples below the left."""
    if upper in bottoms and lower in bottoms:
        yield from zip(upper, lower, strict=False)
    else:
        yield from ((name, lower[0]) for name in (upper if upper in bottoms else upper[:1]))
