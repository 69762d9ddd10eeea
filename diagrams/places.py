"""Where each state is drawn: as a node of its own, or inside that of its group."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from textwrap import fill

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.records import is_absent, is_gone
from wayout.diagrams import wording
from wayout.diagrams.drawing import Cluster, Detail, Mark, Node
from wayout.diagrams.escaping import TITLE_LIMIT, cut, label, visible
from wayout.diagrams.likeness import alike, rest_of
from wayout.diagrams.nesting import Nesting, nesting
from wayout.machines.vocabulary import Role

_WIDTH = 24
_RESTING_FIRST = (Role.STABLE, Role.ERROR, Role.FINAL, Role.TRANSIENT)


@dataclass(frozen=True, slots=True)
class Places:
    """The nodes of a drawing, and in which of them each state is.

    `once` names the compound states of each cluster that stands for several, which are alike.
    `cluster_of` maps the ids of compound states to those of their clusters, and `inside` the
    latter to the ids of all nodes inside, at any depth, in order.
    """

    nodes: tuple[Node, ...]
    of: Mapping[str, Node]
    clusters: tuple[Cluster, ...] = ()
    cluster_of: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    once: tuple[str, ...] = ()

    @property
    def live(self) -> tuple[Node, ...]:
        """The nodes that rules may speak of as `every`."""
        return tuple(node for node in self.nodes if node.is_live)


def places(lifecycle: Lifecycle, detail: Detail, *, each: bool = True) -> Places:
    """Return a node for each state, or at `Detail.GROUPS` for each group of states.

    Unless `each` of them is wanted, compound states that are alike are one cluster, in which a
    node is a state of each.
    """
    nested = nesting(lifecycle)
    if detail is Detail.GROUPS:
        return _grouped(lifecycle, nested)
    groups = tuple((one,) for one in nested.inside) if each else alike(lifecycle, nested)
    return _single(lifecycle, nested, groups)


def mark_of(state: State, lifecycle: Lifecycle) -> Mark:
    """Return how a single state is drawn."""
    if is_absent(state, lifecycle):
        return Mark.ABSENT
    if is_gone(state):
        return Mark.GONE
    return Mark.STATE


def _single(lifecycle: Lifecycle, nested: Nesting, groups: tuple[tuple[str, ...], ...]) -> Places:
    cluster_of = {one: f"c{index}" for index, group in enumerate(groups) for one in group}
    nodes = tuple(
        _node(f"s{index}", states, cluster_of, lifecycle, nested)
        for index, states in enumerate(_sharing(lifecycle, nested, cluster_of))
    )
    of = {state: node for node in nodes for state in node.states}
    parents = {compound.id: compound.parent for compound in lifecycle.compounds}
    clusters = tuple(_cluster(group, cluster_of, parents[group[0]], nested) for group in groups)
    inside = {
        cluster_of[group[0]]: tuple(
            dict.fromkeys(of[state.id].id for state in nested.inside[group[0]])
        )
        for group in groups
    }
    once = tuple(
        wording.listed([visible(nested.names[one]) for one in group])
        for group in groups
        if group[1:]
    )
    return Places(nodes, of, clusters, cluster_of, inside, once)


def _sharing(
    lifecycle: Lifecycle, nested: Nesting, cluster_of: Mapping[str, str]
) -> Iterator[tuple[State, ...]]:
    """Yield the states of each node."""
    members = Counter(cluster_of.values())
    found: dict[object, list[State]] = {}
    for index, state in enumerate(lifecycle.states):
        around = nested.around[state.id]
        cluster = cluster_of[around[0].id] if around else ""
        key = (cluster, rest_of(state)) if members[cluster] > 1 else index
        found.setdefault(key, []).append(state)
    yield from map(tuple, found.values())


def _cluster(
    group: tuple[str, ...], cluster_of: Mapping[str, str], parent: str | None, nested: Nesting
) -> Cluster:
    titles = (wording.compound_title(nested.names[one], len(nested.inside[one])) for one in group)
    return Cluster(
        id=cluster_of[group[0]],
        label=label(wording.listed([nested.names[one] for one in group])),
        title=cut("\n".join(titles), TITLE_LIMIT),
        parent=cluster_of.get(parent or ""),
    )


def _node(
    identity: str,
    states: tuple[State, ...],
    cluster_of: Mapping[str, str],
    lifecycle: Lifecycle,
    nested: Nesting,
) -> Node:
    first = _state_node(identity, states[0], lifecycle, nested)
    around = nested.around[states[0].id]
    first = replace(first, cluster=cluster_of[around[0].id] if around else None)
    if not states[1:]:
        return first
    names = [nested.names[nested.around[state.id][0].id] for state in states]
    values = [label(state.value) for state in states]
    own = wording.state_label(states[0], names[0])
    rests = own == values[0]
    titles = (_state_node(identity, state, lifecycle, nested).title for state in states)
    return replace(
        first,
        label=fill(wording.listed(values), _WIDTH, break_on_hyphens=False, break_long_words=False)
        if rests
        else own,
        value=label(wording.listed(values) if rests else f"{own} in {wording.listed(names)}"),
        title=cut("\n".join(titles), TITLE_LIMIT),
        states=tuple(state.id for state in states),
    )


def _state_node(identity: str, state: State, lifecycle: Lifecycle, nested: Nesting) -> Node:
    around = nested.around[state.id]
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
