"""A drawing as a Mermaid state diagram, as GitHub and MkDocs render it. The only such writer.

Mermaid has no line styles in state diagrams, so kinds are told by words in the rules only, and
a round trip is two lines. https://mermaid.js.org/syntax/stateDiagram.html
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from wayout.analysis.lifecycle import Transition
from wayout.diagrams.appearance import LIGHT
from wayout.diagrams.drawing import Detail, Drawing, Edge, Mark, Node, Rule
from wayout.diagrams.errors import TooLarge
from wayout.diagrams.wording import INFERRED, counted, events_of, few
from wayout.machines.vocabulary import Role

CHARACTER_LIMIT = 50_000
"""Mermaid's `maxTextSize`, which a page on GitHub cannot raise."""
EDGE_LIMIT = 500
"""Mermaid's `maxEdges`, likewise."""

_PLAIN = frozenset(" _-.,/+?()'=⇄→…")
_STYLES = {
    Role.STABLE: "stroke-width:2px",
    Role.TRANSIENT: "stroke-dasharray:5 3",
    Role.ERROR: "stroke-width:3px",
    Role.FINAL: "stroke-width:4px",
}


def mermaid(drawing: Drawing) -> str:
    """Return the drawing in Mermaid's language: canonical, the same bytes for the same drawing.

    Raises:
        TooLarge: it is beyond the limits at which Mermaid shows an error instead.
    """
    names = _names(drawing)
    arrows = [line for edge in drawing.edges for line in _arrows(edge, drawing.detail, names)]
    lines = (
        "---",
        f"title: {json.dumps(drawing.title, ensure_ascii=False)}",
        "---",
        "stateDiagram-v2",
        *(f"    {line}" for line in _body(drawing, names, arrows)),
    )
    text = "\n".join(lines) + "\n"
    if len(arrows) > EDGE_LIMIT:
        found = counted(len(arrows), "line")
        raise TooLarge(drawing.name, found, f"{EDGE_LIMIT} by Mermaid")
    if len(text) > CHARACTER_LIMIT:
        found = counted(len(text), "character")
        raise TooLarge(drawing.name, found, f"{CHARACTER_LIMIT:,} by Mermaid")
    return text


def _body(drawing: Drawing, names: Mapping[str, str], arrows: Iterable[str]) -> Iterator[str]:
    yield "direction TB"
    yield f"accTitle: {_text(drawing.title)}"
    yield f"accDescr: {_text(' '.join(drawing.summary))}"
    yield from _states(None, drawing, names)
    yield from arrows
    yield from _note(drawing, names)
    yield from _classes(drawing, names)


def _names(drawing: Drawing) -> dict[str, str]:
    """Return what each node and cluster is called: `[*]` for dots that only begin or only end."""
    tails = {edge.tail for edge in drawing.edges}
    heads = {edge.head for edge in drawing.edges}
    names = {node.id: node.id for node in drawing.nodes}
    names |= {cluster.id: cluster.id for cluster in drawing.clusters}
    for node in drawing.nodes:
        begins = node.mark in {Mark.ABSENT, Mark.ENTRY} and node.id not in heads
        ends = node.mark is Mark.GONE and node.id not in tails
        if (begins and node.id in tails) or (ends and node.id in heads):
            names[node.id] = "[*]"
    return names


def _states(cluster: str | None, drawing: Drawing, names: Mapping[str, str]) -> Iterator[str]:
    for node in drawing.nodes:
        if node.cluster == cluster and names[node.id] == node.id:
            caption = f" ({node.caption})" if node.caption else ""
            yield f'state "{_text(" ".join(node.label.split()) + caption)}" as {node.id}'
    for inner in drawing.clusters:
        if inner.parent == cluster:
            yield f'state "{_text(inner.label)}" as {inner.id} {{'
            yield from (f"    {line}" for line in _states(inner.id, drawing, names))
            yield "}"


def _arrows(edge: Edge, detail: Detail, names: Mapping[str, str]) -> Iterator[str]:
    tail, head = names[edge.tail_cluster or edge.tail], names[edge.head]
    there = _events(edge.there, detail) if edge.there else edge.label
    yield f"{tail} --> {head}: {_listed(there)}" if there else f"{tail} --> {head}"
    if edge.back:
        yield f"{head} --> {tail}: {_listed(_events(edge.back, detail))}"


def _events(transitions: Iterable[Transition], detail: Detail) -> str:
    """All events, since Mermaid has no tooltips; in an overview only a few."""
    events = events_of(transitions)
    return few(events) if detail is Detail.GROUPS else "\n".join(events)


def _listed(names: str) -> str:
    return _text(", ".join(names.split("\n")))


def _note(drawing: Drawing, names: Mapping[str, str]) -> Iterator[str]:
    """Say what is not drawn, and explain the only sign that Mermaid's labels have."""
    anchor = next((node for node in drawing.nodes if _is_state(node, names)), None)
    rules = ("Not drawn", *map(_said, drawing.rules)) if drawing.rules else ()
    lines = (*rules, *(sign for sign in drawing.signs if sign.startswith(INFERRED)))
    if anchor is None or not lines:
        return
    yield f"note right of {anchor.id}"
    yield from (f"    {_text(line)}" for line in lines)
    yield "end note"


def _said(rule: Rule) -> str:
    kind = f" ({rule.kind.value})" if rule.kind else ""
    events = ", ".join(rule.events) + kind
    if not rule.targets:
        return f"in {rule.origins} - {events}"
    number = counted(len(rule.transitions), "transition")
    return f"from {rule.origins} - {events} → {rule.targets}, {number}"


def _classes(drawing: Drawing, names: Mapping[str, str]) -> Iterator[str]:
    for role in Role:
        name = role.value
        members = [node.id for node in drawing.nodes if _is_state(node, names, role)]
        if not members:
            continue
        colors = f"fill:{LIGHT[f'{name}-fill']},stroke:{LIGHT[name]},color:{LIGHT['ink']}"
        yield f"classDef {name} {colors},{_STYLES[role]}"
        yield f"class {','.join(members)} {name}"


def _is_state(node: Node, names: Mapping[str, str], role: Role | None = None) -> bool:
    shown = node.mark in {Mark.STATE, Mark.GROUP} and names[node.id] == node.id
    return shown and role in {None, node.role}


def _text(text: str) -> str:
    """Write all but letters, digits and harmless signs as Mermaid's entities, `#35;`."""
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"#{ord(sign)};" for sign in text)
