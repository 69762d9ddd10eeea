"""Where each state is drawn: as a node of its own, or inside that of its group."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.records import is_absent, is_gone
from wayout.diagrams import wording
from wayout.diagrams.drawing import Cluster, Detail, Mark, Node
from wayout.diagrams.escaping import label, visible
from wayout.diagrams.nesting import Nesting, nesting
from wayout.machines.vocabulary import Role

_RESTING_FIRST = (Role.STABLE, Role.ERROR, Role.FINAL, Role.TRANSIENT)


@dataclass(frozen=True, slots=True)
class Places:
    """The nodes of a drawing, and in which of them each state is.

    `cluster_of` maps the ids of compound states to those of their clusters, and `inside` the
    latter to the ids of all nodes inside, at any depth, in order.
    """

    nodes: tuple[Node, ...]
    of: Mapping[str, Node]
    clusters: tuple[Cluster, ...] = ()
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def live(self) -> tuple[Node, ...]:
        """The nodes that rules may speak of as `every`."""
        return tuple(node for node in self.nodes if node.is_live)


def places(lifecycle: Lifecycle, detail: Detail) -> Places:
    """Return a node for each state, or at `Detail.GROUPS` for each group of states."""
    nested = nesting(lifecycle)
    return _grouped(lifecycle, nested) if detail is Detail.GROUPS else _single(lifecycle, nested)


def mark_of(state: State, lifecycle: Lifecycle) -> Mark:
    """Return how a single state is drawn."""
    if is_absent(state, lifecycle):
        return Mark.ABSENT
    if is_gone(state):
        return Mark.GONE
    return Mark.STATE


def _single(lifecycle: Lifecycle, nested: Nesting) -> Places:
    cluster_of = {compound: f"c{index}" for index, compound in enumerate(nested.inside)}
    nodes = tuple(
        _state_node(f"s{index}", state, lifecycle, nested)
        for index, state in enumerate(lifecycle.states)
    )
    of = {node.states[0]: node for node in nodes}
    parents = {compound.id: compound.parent for compound in lifecycle.compounds}
    clusters = tuple(
        Cluster(
            id=cluster,
            label=label(nested.names[compound]),
            title=wording.compound_title(nested.names[compound], len(nested.inside[compound])),
            parent=cluster_of.get(parents[compound] or ""),
        )
        for compound, cluster in cluster_of.items()
    )
    inside = {
        cluster: tuple(of[state.id].id for state in nested.inside[compound])
        for compound, cluster in cluster_of.items()
    }
    return Places(nodes, of, clusters, cluster_of, inside)


def _state_node(identity: str, state: State, lifecycle: Lifecycle, nested: Nesting) -> Node:
    around = nested.around[state.id]
    clusters = tuple(nested.inside)
    mark = mark_of(state, lifecycle)
    name = visible(state.value) if mark is Mark.STATE else mark.value
    own = wording.state_label(state, nested.names[around[0].id] if around else None)
    return Node(
        id=identity,
        label=own if mark is Mark.STATE else mark.value,
        value=label(name),
        title=wording.state_title(state, name, begins=state.id in lifecycle.initial),
        mark=mark,
        role=state.role,
        states=(state.id,),
        cluster=f"c{clusters.index(around[0].id)}" if around else None,
    )


def _grouped(lifecycle: Lifecycle, nested: Nesting) -> Places:
    groups: dict[tuple[str, str], list[State]] = {}
    for state in lifecycle.states:
        groups.setdefault(_group_of(state, lifecycle, nested), []).append(state)
    nodes = []
    for index, ((kind, name), states) in enumerate(groups.items()):
        shown = nested.names[name] if kind == "compound" else name
        if kind == "state" or (kind == "role" and len(states) == 1):
            nodes.append(_state_node(f"s{index}", states[0], lifecycle, nested))
        else:
            nodes.append(_group_node(f"s{index}", shown, tuple(states)))
    return Places(tuple(nodes), {state: node for node in nodes for state in node.states})


def _group_of(state: State, lifecycle: Lifecycle, nested: Nesting) -> tuple[str, str]:
    """What makes states one node: what kind of group it is, and its name."""
    around = nested.around[state.id]
    if around:
        return "compound", around[-1].id
    if lifecycle.compounds or mark_of(state, lifecycle) is not Mark.STATE:
        return "state", state.id
    return "role", state.role.value


def _group_node(identity: str, name: str, states: tuple[State, ...]) -> Node:
    roles = {state.role for state in states}
    return Node(
        id=identity,
        label=label(name),
        value=label(name),
        title=wording.group_title(name, states),
        mark=Mark.GROUP,
        role=next(role for role in _RESTING_FIRST if role in roles),
        states=tuple(state.id for state in states),
    )
