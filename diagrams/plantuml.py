"""A drawing as a PlantUML state diagram. The only writer of it.

Kinds are told by line style and colour, and by words in the legend; there are no tooltips.
https://plantuml.com/state-diagram
"""

from collections.abc import Iterator

from wayout.diagrams.appearance import LIGHT
from wayout.diagrams.arrows import Arrow, arrows, boxes, names, rule_text, told
from wayout.diagrams.drawing import Cluster, Detail, Drawing, Mark, Node
from wayout.diagrams.wording import ROUND_TRIP
from wayout.machines.vocabulary import Kind, Role

_PLAIN = frozenset(" ,+()→⇄…⚑⚐")
_SINGLE = frozenset("_-/.")
"""Signs that are markup only where two of them meet."""

_LINES = {
    Kind.REQUEST: "bold",
    Kind.PROGRESS: "plain",
    Kind.SUCCESS: "bold",
    Kind.FAILURE: "dashed",
    Kind.REVERT: "dashed",
    Kind.ADMIN: "dotted",
    Kind.PERIODIC: "dotted",
    Kind.STARTUP: "dashed",
}


def plantuml(drawing: Drawing) -> str:
    """Return the drawing in PlantUML's language: the same bytes for the same drawing."""
    called = names(drawing)
    lines = (
        "@startuml",
        f"title {escaped(drawing.title)}",
        "hide empty description",
        *_colors(drawing),
        *boxes(drawing, called, _box, "  "),
        *map(_arrow, arrows(drawing, called)),
        *_legend(drawing),
        "@enduml",
    )
    return "\n".join(lines) + "\n"


def _colors(drawing: Drawing) -> Iterator[str]:
    yield "skinparam state {"
    for role in Role:
        if any(node.role is role for node in drawing.nodes):
            yield f"  BackgroundColor<<{role.value}>> {LIGHT[f'{role.value}-fill']}"
            yield f"  BorderColor<<{role.value}>> {LIGHT[role.value]}"
    yield f"  FontColor {LIGHT['ink']}"
    yield "}"


def _box(place: Node | Cluster) -> str:
    if isinstance(place, Cluster):
        return f'state "{escaped(place.label)}" as {place.id}'
    caption = f" ({' '.join(place.caption.split())})" if place.caption else ""
    text = escaped(" ".join(place.label.split()) + caption)
    role = "" if place.mark is Mark.RULE else f" <<{place.role.value}>>"
    return f'state "{text}" as {place.id}{role}'


def _arrow(arrow: Arrow) -> str:
    color = LIGHT["ink" if arrow.kind is None else arrow.kind.value]
    style = "" if arrow.kind is None else f",{_LINES[arrow.kind]}"
    line = f"{arrow.tail} -[{color}{style}]-> {arrow.head}"
    return f"{line} : {escaped(arrow.events)}" if arrow.events else line


def _legend(drawing: Drawing) -> Iterator[str]:
    """Say what is drawn, what is not, and which line is of which kind."""
    yield "legend left"
    absent = (ROUND_TRIP,) if drawing.detail is Detail.GROUPS else (ROUND_TRIP, "+")
    signs = (sign for sign in drawing.signs if not sign.startswith(absent))
    yield from (f"  {escaped(line)}" for line in told((*drawing.summary, *signs)))
    for kind in drawing.kinds:
        if kind is not None:
            yield f"  <color:{LIGHT[kind.value]}>{kind.value}</color> {_LINES[kind]} line"
    if drawing.rules:
        yield "  Not drawn"
        yield from (f"  {escaped(rule_text(rule))}" for rule in drawing.rules)
    yield "end legend"


def escaped(text: str) -> str:
    """Write all that could be markup or a command by its code point, `<U+0023>`."""
    return "".join(
        sign
        if sign.isalnum() or sign in _PLAIN or (sign in _SINGLE and sign not in around)
        else f"<U+{ord(sign):04X}>"
        for sign, around in zip(text, _neighbours(text), strict=True)
    )


def _neighbours(text: str) -> Iterator[str]:
    """Yield the signs before and after each sign; at the ends of the text there is one's own."""
    for index, sign in enumerate(text):
        before = text[index - 1] if index else sign
        yield before + text[index + 1 : index + 2]
