"""Links in an SVG that stands in a page."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

_NAMESPACE = "http://www.w3.org/2000/svg"
_READABLE = 0.6
"""A wide drawing is shrunk to this part of its size, and scrolled from there on."""


def linked(svg: bytes, prefix: str, places: Mapping[str, str]) -> str:
    """Return the SVG with a link around each drawn node that has a place.

    `places` maps the ids of nodes to addresses relative to the page: inline, the browser reads
    them from the page, where a picture of its own would read them from its own folder. With
    links inside it is no longer one image to assistive technology, but a document.
    """
    ET.register_namespace("", _NAMESPACE)
    root = ET.fromstring(svg)  # noqa: S314 - our own writer's output
    wanted = {f"{prefix}-{name}": uri for name, uri in places.items()}
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            uri = wanted.get(child.get("id", ""))
            if uri is not None:
                link = ET.Element(f"{{{_NAMESPACE}}}a", {"href": uri})
                link.append(child)
                link.tail, child.tail = child.tail, None
                parent[index] = link
    if wanted:
        root.set("role", "graphics-document document")
    root.set("style", f"min-width:{_READABLE * _points(root.get('width', '')):.0f}pt")
    return ET.tostring(root, encoding="unicode")


def _points(length: str) -> float:
    try:
        return float(length.removesuffix("pt"))
    except ValueError:
        return 0.0
