"""What the languages of state diagrams share: `[*]`, boxes, arrows with all their events, rules."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from wayout.diagrams.drawing import Cluster, Detail, Drawing, Edge, Mark, Node, Rule
from wayout.diagrams.wording import counted, few
from wayout.machines.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Arrow:
    """One arrow between named places; round trips are two. `events` are words on one line."""

    tail: str
    head: str
    kind: Kind | None
    events: str


def names(drawing: Drawing) -> dict[str, str]:
    """Return what each node and cluster is called: `[*]` for dots that only begin or only end."""
    tails = {edge.tail for edge in drawing.edges}
    heads = {edge.head for edge in drawing.edges}
    found = {node.id: node.id for node in drawing.nodes}
    found |= {cluster.id: cluster.id for cluster in drawing.clusters}
    for node in drawing.nodes:
        begins = node.mark in {Mark.ABSENT, Mark.ENTRY} and node.id not in heads
        ends = node.mark is Mark.GONE and node.id not in tails
        if (begins and node.id in tails) or (ends and node.id in heads):
            found[node.id] = "[*]"
    return found


def boxes(
    drawing: Drawing,
    called: Mapping[str, str],
    box: Callable[[Node | Cluster], str],
    indent: str,
    cluster: str | None = None,
) -> Iterator[str]:
    """Yield the `box` of each state in a cluster, and those of clusters with braces after them.

    What is called `[*]` has no box.
    """
    for node in drawing.nodes:
        if node.cluster == cluster and called[node.id] == node.id:
            yield box(node)
    for inner in drawing.clusters:
        if inner.parent == cluster:
            yield f"{box(inner)} {{"
            inside = boxes(drawing, called, box, indent, inner.id)
            yield from (f"{indent}{line}" for line in inside)
            yield "}"


def arrows(drawing: Drawing, called: Mapping[str, str]) -> Iterator[Arrow]:
    """Yield the arrows in the order of the edges, between places as they are `called`."""
    for edge in drawing.edges:
        tail, head = called[edge.tail_cluster or edge.tail], called[edge.head]
        yield Arrow(tail, head, edge.kind, _there(edge, drawing.detail))
        if edge.back:
            yield Arrow(head, tail, edge.back[0].kind, _listed(edge.bears_back, drawing.detail))


def told(lines: Iterable[str]) -> Iterator[str]:
    """Yield what is said of a picture, but for what is said of tooltips: these have none."""
    for line in lines:
        rest = _OF_TOOLTIPS.sub("", line)
        if not rest.endswith("in the tooltips."):
            yield rest


def rule_text(rule: Rule) -> str:
    """Say what a rule stands for."""
    kind = f" ({rule.kind.value})" if rule.kind else ""
    events = ", ".join(rule.events) + kind
    if not rule.targets:
        return f"in {rule.origins} - {events}"
    number = counted(len(rule.transitions), "transition")
    return f"from {rule.origins} - {events} → {rule.targets}, {number}"


def _there(edge: Edge, detail: Detail) -> str:
    return _listed(edge.bears, detail) if edge.there else ", ".join(edge.label.split("\n"))


def _listed(names: tuple[str, ...], detail: Detail) -> str:
    """All names, since there are no tooltips; in an overview only a few."""
    return ", ".join(few(names).split("\n") if detail is Detail.GROUPS else names)


_OF_TOOLTIPS = re.compile(
    r"the events are in the tooltips, and |[,;] (the reason is )?in the tooltip(?=\.)"
)
