r"""A lifecycle as GraphML, for graph tools: networkx, Gephi, yEd, igraph.

Nodes are states and edges transitions, with scalar attributes; what is empty is left out.
Characters that XML cannot hold are spelt out as in Python: `\x1b`.
"""

import unicodedata
from io import BytesIO

from wayout.analysis.lifecycle import Lifecycle, Location, State, Transition
from wayout.analysis.projection import Projection

Scalar = str | int | bool
"""What GraphML attributes hold."""


def encode(lifecycle: Lifecycle) -> str:
    """Return GraphML text that networkx reads back into a `MultiDiGraph`.

    The graph has the attributes name, title, target and initial (ids joined by spaces). Where
    there is a projection, nodes that users see have its status as `status`.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(_attributes(_of_lifecycle(lifecycle)))
    for state in lifecycle.states:
        graph.add_node(_xml(state.id), **_attributes(_of_state(state, lifecycle.projection)))
    for index, transition in enumerate(lifecycle.transitions):
        graph.add_edge(
            _xml(transition.from_state),
            _xml(transition.to_state),
            key=index,
            **_attributes(_of_transition(transition)),
        )
    file = BytesIO()
    nx.write_graphml_xml(graph, file, named_key_ids=False)
    return f"{file.getvalue().decode()}\n"


def _of_lifecycle(lifecycle: Lifecycle) -> dict[str, Scalar | None]:
    return {
        "name": lifecycle.name,
        "title": lifecycle.title,
        "target": lifecycle.target,
        "initial": " ".join(lifecycle.initial),
    }


def _of_state(state: State, projection: Projection | None) -> dict[str, Scalar | None]:
    return {
        "id": state.id,
        "value": state.value,
        "role": state.role.value,
        "parent": state.parent,
        **{f"parts.{name}": part for name, part in state.parts or ()},
        "meaning": state.meaning,
        "status": None if projection is None else projection.status_of.get(state.id),
        **_of_location(state.location),
    }


def _of_transition(transition: Transition) -> dict[str, Scalar | None]:
    return {
        "event": transition.event,
        "kind": transition.kind.value if transition.kind else None,
        "actor": transition.actor.value if transition.actor else None,
        "guard": transition.guard,
        "source": transition.source,
        "note": transition.note,
        "unsure": transition.unsure or None,
        **_of_location(transition.location),
    }


def _of_location(location: Location | None) -> dict[str, Scalar | None]:
    return {} if location is None else {"file": location.path, "line": location.line}


def _attributes(values: dict[str, Scalar | None]) -> dict[str, Scalar]:
    return {
        _xml(name): _xml(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value not in (None, "")
    }


def _xml(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _fits(char) else _spelt(char) for char in text)


def _fits(char: str) -> bool:
    """Whether XML 1.0 holds the character and gives it back unchanged."""
    return char in "\t\n" or not (unicodedata.category(char) in _CONTROLS or char in _NO_CHARACTERS)


def _spelt(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


_CONTROLS = frozenset({"Cc", "Cs"})
_NO_CHARACTERS = "\ufffe\uffff"
