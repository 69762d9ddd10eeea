"""The pictures in a page: inline SVG without what the page says itself, as small as it gets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.drawing import Detail, Drawing
from wayout.diagrams.errors import DiagramError, LimitReached, NoRenderer, RendererFailed
from wayout.diagrams.planning import plan
from wayout.diagrams.recorded import FEWER_LINES, recorded
from wayout.diagrams.rendering import TIME_LIMIT, render
from wayout.diagrams.wording import events_of

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.replaying import Replayed

PREFIX = "picture"
"""What the ids in the SVG begin with, before the ids of nodes and edges."""

_NUMBER = re.compile(r"-?\d+\.\d+")
_GEOMETRY = frozenset({"d", "points", "x", "y", "cx", "cy", "rx", "ry"})
_STYLED = frozenset({"font-family", "{http://www.w3.org/XML/1998/namespace}space"})


@dataclass(frozen=True, slots=True)
class Overview:
    """An inline SVG, and the drawing that it shows. Without Graphviz there is no `svg`."""

    drawing: Drawing
    svg: str


def overview(lifecycle: Lifecycle, *, limit: float = TIME_LIMIT) -> Overview:
    """Draw a lifecycle with as much as stays readable and can be laid out within the limit.

    The rules are left to the page. Where nothing can be drawn, the drawing is a notice and
    `svg` is empty.
    """
    for detail in _less_and_less(lifecycle):
        drawing = plan(lifecycle, detail)
        try:
            raw = render(_bare(drawing), "svg", limit=limit, prefix=PREFIX)
        except (LimitReached, RendererFailed):
            continue
        except NoRenderer:
            break
        return Overview(drawing, _inline(raw, drawing, PREFIX, dict(_brief_titles(drawing))))
    return Overview(plan(lifecycle, Detail.NOTICE), "")


def inline(drawing: Drawing, prefix: str, *, limit: float = TIME_LIMIT) -> str:
    """Return a drawing as SVG for a page, with the prefix on its ids; empty where there is none."""
    try:
        raw = render(_bare(drawing), "svg", limit=limit, prefix=prefix)
    except DiagramError:
        return ""
    return _inline(raw, drawing, prefix, dict(_brief_titles(drawing)))


def recorded_overview(
    replayed: "Replayed", findings: Iterable[Finding], prefix: str, *, limit: float = TIME_LIMIT
) -> Overview:
    """Draw what logs say of a lifecycle, with as many lines as can be laid out within the limit."""
    found = tuple(findings)
    for most in FEWER_LINES:
        drawing = recorded(replayed, found, most=most)
        try:
            raw = render(_bare(drawing), "svg", limit=limit, prefix=prefix)
        except (LimitReached, RendererFailed):
            continue
        except NoRenderer:
            break
        return Overview(drawing, _inline(raw, drawing, prefix, {}))
    return Overview(plan(replayed.lifecycle, Detail.NOTICE), "")


def _less_and_less(lifecycle: Lifecycle) -> Iterator[Detail]:
    order = list(Detail)[:-1]
    yield from order[order.index(plan(lifecycle).detail) :]


def _bare(drawing: Drawing) -> Drawing:
    return replace(drawing, title="", summary=(), signs=(), rules=())


def _inline(raw: bytes, drawing: Drawing, prefix: str, titles: Mapping[str, str]) -> str:
    root = ET.fromstring(raw)  # noqa: S314 - our own output, of text that was escaped
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.tail = None
        _shrink(element)
        title = element.find("{http://www.w3.org/2000/svg}title")
        name = element.get("id", "").removeprefix(f"{prefix}-")
        if title is not None and name in titles:
            title.text = titles[name]
    for style in root.findall("style"):
        root.remove(style)
    for name, text in (("title", drawing.title), ("desc", " ".join(drawing.summary))):
        for said in root.findall(name):
            said.text = text
    return ET.tostring(root, encoding="unicode")


def _brief_titles(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Yield the ids of lines with their events alone: the page gives the rest of them."""
    for edge in drawing.edges:
        events = ", ".join(events_of((*edge.there, *edge.back)))
        if events:
            yield edge.id, f"{edge.title.partition(chr(10))[0]} {events}."


def _shrink(element: ET.Element) -> None:
    """Leave out what the style sheet says anyway, and a tenth of a point is exact enough."""
    for name, value in list(element.attrib.items()):
        is_colour = name in {"fill", "stroke"} and value.startswith("#")
        if name in _STYLED or is_colour or (name, value) == ("text-anchor", "middle"):
            del element.attrib[name]
        elif name in _GEOMETRY:
            element.set(name, _NUMBER.sub(lambda found: _short(found.group()), value))


def _short(number: str) -> str:
    return f"{round(float(number), 1) + 0.0:g}"
