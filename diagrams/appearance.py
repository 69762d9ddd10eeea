"""How roles, kinds and marks look: each by shape, by line and by colour.

The colours are Okabe and Ito's (Color Universal Design, 2008), darkened or lightened until
they pass WCAG 2.2's contrast for text, 4.5, on white and on the dark ground alike.
"""

from collections.abc import Mapping
from types import MappingProxyType

from wayout.diagrams.drawing import Mark, Node
from wayout.machines.vocabulary import Kind, Role

Attributes = Mapping[str, str]

FONT = "DejaVu Sans"

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#ffffff",
        "ink": "#1f2328",
        "faint": "#5f6b73",
        "stable": "#0072b2",
        "stable-fill": "#e8f1fa",
        "transient": "#5f6b73",
        "transient-fill": "#ffffff",
        "error": "#a84a00",
        "error-fill": "#fbe9df",
        "final": "#1f2328",
        "final-fill": "#eeeeee",
        "request": "#0072b2",
        "progress": "#5f6b73",
        "success": "#00694d",
        "failure": "#a84a00",
        "revert": "#7a5c00",
        "admin": "#8f4a73",
        "periodic": "#5048a5",
        "startup": "#a1264a",
    }
)
DARK: Mapping[str, str] = MappingProxyType(
    {
        "ground": "#0d1117",
        "ink": "#e6edf3",
        "faint": "#9aa7b0",
        "stable": "#56b4e9",
        "stable-fill": "#0b2a40",
        "transient": "#9aa7b0",
        "transient-fill": "#161b22",
        "error": "#e69f00",
        "error-fill": "#40200b",
        "final": "#e6edf3",
        "final-fill": "#30363d",
        "request": "#56b4e9",
        "progress": "#9aa7b0",
        "success": "#3fbf94",
        "failure": "#e69f00",
        "revert": "#d9c36a",
        "admin": "#e39ac0",
        "periodic": "#a9a2f5",
        "startup": "#ff8fa3",
    }
)

FRAME: Attributes = MappingProxyType(
    {
        "class": "frame",
        "labelloc": "t",
        "labeljust": "l",
        "fontsize": "14",
        "peripheries": "0",
        "bgcolor": "transparent",
    }
)
"""What is around a picture, with its title."""

_ROLES: Mapping[Role, Attributes] = MappingProxyType(
    {
        Role.STABLE: {"shape": "box", "style": "rounded,filled", "penwidth": "1.8"},
        Role.TRANSIENT: {"shape": "box", "style": "rounded,filled,dashed", "penwidth": "1.2"},
        Role.ERROR: {
            "shape": "octagon",
            "style": "filled",
            "penwidth": "1.5",
            "height": "0.42",
            "margin": "0.03,0",
        },
        Role.FINAL: {"shape": "box", "style": "rounded,filled", "peripheries": "2"},
    }
)
_KINDS: Mapping[Kind | None, Attributes] = MappingProxyType(
    {
        Kind.REQUEST: {"style": "solid", "arrowhead": "normal", "penwidth": "1.3"},
        Kind.PROGRESS: {"style": "solid", "arrowhead": "vee"},
        Kind.SUCCESS: {"style": "solid", "arrowhead": "empty", "penwidth": "1.3"},
        Kind.FAILURE: {"style": "dashed", "arrowhead": "vee"},
        Kind.REVERT: {"style": "dashed", "arrowhead": "empty"},
        Kind.ADMIN: {"style": "dotted", "arrowhead": "open", "penwidth": "1.5"},
        Kind.PERIODIC: {"style": "dotted", "arrowhead": "odot", "penwidth": "1.5"},
        Kind.STARTUP: {"style": "dashed", "arrowhead": "odiamond"},
        None: {"style": "solid", "arrowhead": "normal"},
    }
)
_INK: Attributes = {"color": LIGHT["ink"], "fontcolor": LIGHT["ink"]}
_DOT: Attributes = {
    "shape": "circle",
    "style": "filled",
    "fixedsize": "true",
    "width": "0.52",
    "fontsize": "8",
    "fontcolor": LIGHT["ground"],
    "color": LIGHT["ink"],
    "fillcolor": LIGHT["ink"],
}


_MARKS: Mapping[Mark, Attributes] = MappingProxyType(
    {
        Mark.ENTRY: {**_DOT, "width": "0.18"},
        Mark.ABSENT: _DOT,
        Mark.GONE: {**_DOT, "shape": "doublecircle", "width": "0.46"},
        Mark.RULE: {"shape": "plaintext", "fontsize": "9", "margin": "0.04,0.02"},
        Mark.LANE: {"shape": "plaintext", "fontsize": "12"},
        Mark.STEP: {"shape": "plaintext", "fontsize": "10", "margin": "0.04,0.02"},
        Mark.MOVED: {**_DOT, "width": "0.1", "height": "0.1"},
        Mark.ASKED: {**_DOT, "width": "0.1", "height": "0.1", "fillcolor": LIGHT["ground"]},
        Mark.KEPT: {
            "shape": "plaintext",
            "fontsize": "10",
            "fontcolor": LIGHT["faint"],
            "height": "0.2",
            "margin": "0.04,0.01",
        },
        Mark.PLACE: {"shape": "point", "style": "invis", "width": "0", "height": "0"},
    }
)
"""What is no box of a role."""


def of_node(node: Node) -> dict[str, str]:
    """Return the Graphviz attributes of a node, in light colours."""
    return dict(_MARKS[node.mark]) if node.mark in _MARKS else of_role(node.role)


def of_role(role: Role) -> dict[str, str]:
    """Return the Graphviz attributes of a state with a role, in light colours."""
    name = role.value
    return {**_ROLES[role], "color": LIGHT[name], "fillcolor": LIGHT[f"{name}-fill"]}


def of_against() -> dict[str, str]:
    """Return the Graphviz attributes of a line that is not declared, in light colours."""
    return {"style": "dashed", "arrowhead": "normal", "penwidth": "2.6", **_INK}


def of_kind(kind: Kind | None) -> dict[str, str]:
    """Return the Graphviz attributes of a line of a kind, in light colours."""
    color = LIGHT["ink" if kind is None else kind.value]
    return {**_KINDS[kind], "color": color, "fontcolor": color}
