"""The legend of a picture in Graphviz' language: a sample box for each role, a line for each kind.

Its rows are placed by whoever writes the rest.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from wayout.diagrams import appearance
from wayout.diagrams.appearance import LIGHT
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.wording import kind_word
from wayout.machines.vocabulary import Kind, Role

if TYPE_CHECKING:
    from graphviz import Digraph  # type: ignore[import-untyped]  # it comes without types

_POINT = {"class": "legend point", "shape": "point", "width": "0.04", "color": LIGHT["faint"]}
_ALONGSIDE = {"style": "invis"}


def write(drawing: Drawing, graph: "Digraph") -> None:
    """Write a sample box for each role and a sample line for each kind."""
    for role in drawing.roles:
        looks = appearance.of_role(role) | {"class": f"legend {role.value}"}
        graph.node(_sample(role), label=role.value, **looks)
    for kind in drawing.kinds:
        word = kind_word(kind)
        for end in _ends(kind):
            graph.node(end, label="", **_POINT)
        looks = appearance.of_kind(kind) | {"class": f"legend {word}"}
        graph.edge(*_ends(kind), label=word, **looks)


def rows(drawing: Drawing) -> tuple[tuple[str, ...], ...]:
    """Return the names of the sample boxes, and of the ends of the sample lines."""
    ends = tuple(end for kind in drawing.kinds for end in _ends(kind))
    return tuple(_sample(role) for role in drawing.roles), ends


def write_order(drawing: Drawing, graph: "Digraph") -> None:
    """Keep the samples of a row in their order."""
    boxes, ends = rows(drawing)
    for left, right in (*pairwise(boxes), *zip(ends[1::2], ends[2::2], strict=False)):
        graph.edge(left, right, **_ALONGSIDE)


def write_row(names: Sequence[str], graph: "Digraph") -> None:
    """Put nodes side by side."""
    if len(names) > 1:
        with graph.subgraph() as row:
            row.attr(rank="same")
            for name in names:
                row.node(name)


def _sample(role: Role) -> str:
    return f"l{role.value}"


def _ends(kind: Kind | None) -> tuple[str, str]:
    word = kind_word(kind)
    return f"k{word}", f"k{word}_"
