"""Which states of a class share a value: python-statemachine tells active states apart by it."""

from collections.abc import Iterable, Iterator

from wayout.analysis.lifecycle import SharedValue
from wayout.analysis.reading.configuration import Configuration
from wayout.analysis.reading.naming import Names
from wayout.analysis.reading.places import Places
from wayout.analysis.reading.tree import Node, Tree


def shared_values(tree: Tree, names: Names, places: Places) -> tuple[SharedValue, ...] | None:
    """Return the values, compared as they are and not as text, that several states have.

    None where the values of the lifecycle tell as much: all are text, each state of the class
    is one of the lifecycle, and no states are active side by side. Regions of a parallel state
    count one by one. Linear in the states of the class and in the configurations.
    """
    plain = not names.extended and all(
        isinstance(node.state.value, str) and not node.parallel for node in tree.nodes
    )
    return None if plain else tuple(_shared(tree, names, places))


def _shared(tree: Tree, names: Names, places: Places) -> Iterator[SharedValue]:
    holders: dict[object, list[Node]] = {}
    for node in tree.nodes:
        if not node.history:
            holders.setdefault(node.state.value, []).append(node)
    groups = [nodes for nodes in holders.values() if len(nodes) > 1]
    first = _first_holding(names) if groups else {}
    for nodes in groups:
        leaves = [node for node in nodes if node.atomic]
        placed = leaves or [leaf for leaf in tree.leaves if any(map(leaf.inside, nodes))]
        yield SharedValue(
            value=str(nodes[0].state.value),
            leaves=_ids(leaves),
            compounds=_ids(node for node in nodes if node.children),
            states=tuple(dict.fromkeys(names.of(first[leaf]) for leaf in placed if leaf in first)),
            location=places.of(*nodes[-1].path),
        )


def _ids(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(node.id for node in nodes)


def _first_holding(names: Names) -> dict[Node, Configuration]:
    found: dict[Node, Configuration] = {}
    for here in names:
        for atom in here.atoms:
            found.setdefault(atom, here)
    return found
