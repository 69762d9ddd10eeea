"""A drawing as a Mermaid state diagram, as GitHub and MkDocs render it. The only such writer.

Mermaid has no line styles in state diagrams, so kinds are told by words in the rules only, and
a round trip is two lines. https://mermaid.js.org/syntax/stateDiagram.html
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from wayout.diagrams.appearance import LIGHT
from wayout.diagrams.arrows import Arrow, arrows, boxes, names, rule_text, told
from wayout.diagrams.drawing import Cluster, Drawing, Mark, Node
from wayout.diagrams.errors import TooLarge
from wayout.diagrams.wording import INFERRED, UNDECLARED, counted
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
    called = names(drawing)
    drawn = [_arrow(arrow) for arrow in arrows(drawing, called)]
    lines = (
        "---",
        f"title: {json.dumps(drawing.title, ensure_ascii=False)}",
        "---",
        "stateDiagram-v2",
        *(f"    {line}" for line in _body(drawing, called, drawn)),
    )
    text = "\n".join(lines) + "\n"
    if len(drawn) > EDGE_LIMIT:
        found = counted(len(drawn), "line")
        raise TooLarge(drawing.name, found, f"{EDGE_LIMIT} by Mermaid")
    if len(text) > CHARACTER_LIMIT:
        found = counted(len(text), "character")
        raise TooLarge(drawing.name, found, f"{CHARACTER_LIMIT:,} by Mermaid")
    return text


def _body(drawing: Drawing, called: Mapping[str, str], drawn: Iterable[str]) -> Iterator[str]:
    yield "direction TB"
    yield f"accTitle: {escaped(drawing.title)}"
    yield f"accDescr: {escaped(' '.join(told(drawing.summary)))}"
    yield from boxes(drawing, called, _box, "    ")
    yield from drawn
    yield from _note(drawing, called)
    yield from _classes(drawing, called)


def _box(place: Node | Cluster) -> str:
    if isinstance(place, Cluster):
        return f'state "{escaped(place.label)}" as {place.id}'
    caption = f" ({place.caption})" if place.caption else ""
    return f'state "{escaped(" ".join(place.label.split()) + caption)}" as {place.id}'


def _arrow(arrow: Arrow) -> str:
    line = f"{arrow.tail} --> {arrow.head}"
    return f"{line}: {escaped(arrow.events)}" if arrow.events else line


def _note(drawing: Drawing, called: Mapping[str, str]) -> Iterator[str]:
    """Say what is simplified and not drawn, and explain the signs that Mermaid's labels have."""
    anchor = next((node for node in drawing.nodes if _is_state(node, called)), None)
    rules = ("Not drawn", *map(rule_text, drawing.rules)) if drawing.rules else ()
    simplified = (text for text in drawing.summary if text.startswith(("Simplified", "Drawn once")))
    signs = (
        sign for sign in drawing.signs if sign.startswith((INFERRED, UNDECLARED, "Lines bear"))
    )
    lines = (*told(simplified), *rules, *signs)
    if anchor is None or not lines:
        return
    yield f"note right of {anchor.id}"
    yield from (f"    {escaped(line)}" for line in lines)
    yield "end note"


def _classes(drawing: Drawing, called: Mapping[str, str]) -> Iterator[str]:
    for role in Role:
        name = role.value
        members = [node.id for node in drawing.nodes if _is_state(node, called, role)]
        if not members:
            continue
        colors = f"fill:{LIGHT[f'{name}-fill']},stroke:{LIGHT[name]},color:{LIGHT['ink']}"
        yield f"classDef {name} {colors},{_STYLES[role]}"
        yield f"class {','.join(members)} {name}"


def _is_state(node: Node, called: Mapping[str, str], role: Role | None = None) -> bool:
    shown = node.mark in {Mark.STATE, Mark.GROUP} and called[node.id] == node.id
    return shown and role in {None, node.role}


def escaped(text: str) -> str:
    """Write all but letters, digits and harmless signs as Mermaid's entities, `#35;`."""
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"#{ord(sign)};" for sign in text)
