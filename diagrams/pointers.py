"""Lines from words: what leads to a state that only rules lead to, so that none looks stranded."""

from collections.abc import Iterable, Sequence
from textwrap import fill

from wayout.diagrams import wording
from wayout.diagrams.drawing import Edge, Mark, Node, Rule
from wayout.diagrams.joining import TELLING
from wayout.diagrams.places import Places
from wayout.machines.vocabulary import Role

_WIDTH = 24
_MOST = 6
"""A rule that leads to more nodes is not pointed out: so many lines would say less than it."""


def pointed_out(
    edges: Iterable[Edge], rules: Sequence[Rule], places: Places
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return nodes of words and lines for the most telling rule into each unentered node.

    Rules into many nodes are left to the list.
    """
    entered = {edge.head for edge in edges if edge.head != edge.tail}
    words: dict[str, Node] = {}
    lines: list[Edge] = []
    for node in places.nodes:
        rule = None if node.id in entered else _telling(node, rules)
        if rule is None:
            continue
        origin = words.setdefault(rule.origins, _words(f"r{len(words)}", rule, places))
        lines.append(_line(f"p{len(lines)}", origin, node, rule, rules))
    return tuple(words.values()), tuple(lines)


def _telling(node: Node, rules: Iterable[Rule]) -> Rule | None:
    few = [rule for rule in rules if len(rule.heads) <= _MOST]
    leading = [rule for rule in few if node.id in rule.heads and rule.tails != (node.id,)]
    return min(leading, key=lambda rule: TELLING.index(rule.kind), default=None)


def _words(identity: str, rule: Rule, places: Places) -> Node:
    """Return a node that says where a rule starts, in the cluster that holds all its origins."""
    around = [
        cluster.id
        for cluster in places.clusters
        if set(rule.tails) <= set(places.inside[cluster.id])
    ]
    return Node(
        id=identity,
        label=fill(rule.origins, _WIDTH, break_on_hyphens=False, break_long_words=False),
        value=rule.origins,
        title=f"Where rules start: {rule.origins}.",
        mark=Mark.RULE,
        role=Role.STABLE,
        cluster=around[-1] if around else None,
    )


def _line(identity: str, origin: Node, node: Node, rule: Rule, rules: Iterable[Rule]) -> Edge:
    alike = [one for one in rules if one.origins == rule.origins and node.id in one.heads]
    alike.sort(key=lambda one: TELLING.index(one.kind))
    events = tuple(dict.fromkeys(event for one in alike for event in one.events))
    return Edge(
        id=identity,
        tail=origin.id,
        head=node.id,
        kind=rule.kind,
        label=wording.few(events),
        title=f"From {rule.origins} to {node.value}, as listed: {', '.join(events)}.",
        there=(),
    )
