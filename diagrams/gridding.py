"""A drawing with lanes in Graphviz' language: a grid that stands still.

Each row is a rank, each column a group of nodes that heavy lines keep straight.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from wayout.diagrams import appearance, legend
from wayout.diagrams.appearance import LIGHT
from wayout.diagrams.drawing import Drawing, Mark, Node
from wayout.diagrams.quoting import quoted
from wayout.diagrams.wording import kind_word

if TYPE_CHECKING:
    from graphviz import Digraph  # type: ignore[import-untyped]  # it comes without types

_STRAIGHT = {"weight": "1000"}
_LANE = {
    **_STRAIGHT,
    "class": "lane",
    "arrowhead": "none",
    "style": "dotted",
    "color": LIGHT["faint"],
}
_HIDDEN = {"style": "invis"}
_LOOP = {"class": "compound", "style": "rounded", "color": LIGHT["faint"], "peripheries": "1"}


def write_grid(drawing: Drawing, graph: "Digraph") -> None:
    """Write title, grid and legend. Linear in the places of the grid."""
    column = {name: place for row in drawing.rows for place, name in enumerate(row)}
    wide = max((_width(node) for node in drawing.nodes if node.mark is Mark.STEP), default=0.0)
    graph.attr(nodesep="0.35", ranksep="0.05")
    with graph.subgraph(name="cluster_frame") as frame:
        frame.attr(label=quoted(drawing.title), **appearance.FRAME)
        for node in (one for one in drawing.nodes if one.cluster is None):
            _write_node(node, column[node.id], wide, frame)
        for cluster in drawing.clusters:
            with frame.subgraph(name=f"cluster_{cluster.id}") as box:
                looks = {"id": cluster.id, "tooltip": quoted(cluster.title)}
                box.attr(
                    label=quoted(cluster.label), labeljust="l", fontsize="10", **looks, **_LOOP
                )
                for node in (one for one in drawing.nodes if one.cluster == cluster.id):
                    _write_node(node, column[node.id], wide, box)
        _write_lines(drawing, frame)
        legend.write(drawing, frame)
    for row in drawing.rows:
        legend.write_row(row, graph)
    _write_legend_below(drawing, graph)


def _write_node(node: Node, column: int, wide: float, graph: "Digraph") -> None:
    looks = appearance.of_node(node) | {"id": node.id, "group": f"g{column}"}
    looks["class"] = f"{node.mark.value} {node.role.value}"
    if node.title:
        looks["tooltip"] = quoted(node.title)
    label = quoted(node.label) if node.label else ""
    if node.mark is Mark.STEP:
        label = "".join(rf"{quoted(line)}\l" for line in node.label.split("\n"))
        looks["width"] = f"{wide:.2f}"
    graph.node(node.id, label=label, **looks)


def _width(node: Node) -> float:
    """Return about how wide the words of a step are, so that all begin at one line."""
    return _CHARACTER * max(map(len, node.label.split("\n")))


def _write_lines(drawing: Drawing, graph: "Digraph") -> None:
    drawn = {(edge.tail, edge.head): edge for edge in drawing.edges}
    for row in drawing.rows:
        for pair in pairwise(row):
            if edge := drawn.get(pair):
                looks = appearance.of_kind(edge.kind) | {"arrowhead": "none", "id": edge.id}
                looks |= {"class": f"transition {kind_word(edge.kind)}"}
                graph.edge(*pair, tooltip=quoted(edge.title), **looks)
            else:
                graph.edge(*pair, **_HIDDEN)
    for upper, lower in pairwise(drawing.rows):
        for place, pair in enumerate(zip(upper, lower, strict=True)):
            graph.edge(*pair, **(_LANE if place else _HIDDEN | _STRAIGHT))


def _write_legend_below(drawing: Drawing, graph: "Digraph") -> None:
    rows = [row for row in (drawing.rows[-1], *legend.rows(drawing)) if row]
    for row in rows[1:]:
        legend.write_row(row, graph)
    legend.write_order(drawing, graph)
    for upper, lower in pairwise(rows):
        graph.edge(upper[0], lower[0], **_HIDDEN)


_CHARACTER = 0.088
"""Inches: of 10 points, on average."""
