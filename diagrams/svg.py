"""What Graphviz makes an SVG of, made fit for a page: accessible, themed, with ids of its own."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from wayout.diagrams.drawing import Drawing
from wayout.diagrams.stylesheet import CLASS, stylesheet
from wayout.diagrams.wording import counted

_NAMESPACE = "http://www.w3.org/2000/svg"
_SAFE = re.compile(r"[^A-Za-z0-9_-]+")


def finished(raw: bytes, drawing: Drawing, prefix: str | None = None) -> bytes:
    """Return an SVG with title, description and style sheet, without prolog and comments.

    Every element that stands for a state, compound state or transition has an id that begins
    with the prefix, a class, and a title that says in a sentence what it is.
    """
    links = {node.id: node.link for node in drawing.nodes if node.link}
    root = ET.fromstring(raw)  # noqa: S314 - Graphviz' own output, of text that was escaped
    own = _SAFE.sub("-", prefix or drawing.name).strip("-") or "lifecycle"
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        _unwrap(element, links.get(element.get("id", "")))
    _say(root, dict(_titles(drawing)), own)
    _head(root, drawing, own)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode").encode() + b"\n"


def _unwrap(parent: ET.Element, url: str | None) -> None:
    """Replace the links that Graphviz makes of tooltips by what is in them, or by a plain link."""
    children: list[ET.Element] = []
    for child in parent:
        link = child[0] if len(child) == 1 else None
        if link is not None and link.tag.rpartition("}")[2] == "a":
            inside = list(link)
            if url is not None:
                plain = ET.Element("a", {"href": url, "target": "_top"})
                plain.extend(inside)
                inside = [plain]
            children.extend(inside)
        else:
            children.append(child)
    parent[:] = children


def _titles(drawing: Drawing) -> Iterator[tuple[str, str]]:
    yield from ((node.id, node.title) for node in drawing.nodes)
    yield from ((edge.id, edge.title) for edge in drawing.edges)
    yield from ((cluster.id, cluster.title) for cluster in drawing.clusters)


def _say(root: ET.Element, titles: dict[str, str], prefix: str) -> None:
    """Give each group its sentence, and ids that no other picture in a page has."""
    for group in root.iter("g"):
        name = group.get("id", "")
        title = group.find("title")
        if title is not None and name in titles:
            title.text = titles[name]
        elif title is not None:
            group.remove(title)
        if name in titles:
            group.set("id", f"{prefix}-{name}")
        else:
            group.attrib.pop("id", None)


def _head(root: ET.Element, drawing: Drawing, prefix: str) -> None:
    root.attrib = {
        "xmlns": _NAMESPACE,
        "class": CLASS,
        "role": "graphics-document document" if any(n.link for n in drawing.nodes) else "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
        **{name: root.get(name, "") for name in ("width", "height", "viewBox")},
    }
    ground = root.find("g/polygon")
    if ground is not None:
        ground.set("class", "ground")
    title = ET.Element("title", {"id": f"{prefix}-title"})
    title.text = drawing.title
    desc = ET.Element("desc", {"id": f"{prefix}-desc"})
    desc.text = " ".join((*drawing.summary, *_rules(drawing)))
    style = ET.Element("style")
    style.text = stylesheet()
    root[:0] = [title, desc, style]


def _rules(drawing: Drawing) -> Iterator[str]:
    for rule in drawing.rules:
        events = ", ".join(rule.events)
        number = counted(len(rule.transitions), "transition")
        where = f"from {rule.origins} to {rule.targets}" if rule.targets else f"in {rule.origins}"
        yield f"{events} {where}: {number}."
