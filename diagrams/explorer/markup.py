"""Pieces of HTML as element trees: whatever the text, it is never markup."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from wayout.diagrams.escaping import prose, visible

Piece = ET.Element | str


def tag(name: str, /, *inside: Piece, **attributes: str) -> ET.Element:
    """Return an element with texts and elements inside.

    An underscore ends the name of an attribute that Python reserves, and stands for a hyphen
    within one: `class_`, `aria_label`.
    """
    element = ET.Element(
        name, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    )
    last: ET.Element | None = None
    for piece in inside:
        if isinstance(piece, ET.Element):
            element.append(piece)
            last = piece
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece
    return element


def table(caption: str, head: Iterable[str], rows: Iterable[ET.Element]) -> ET.Element:
    """Return a table that scrolls within its own box where a page is narrow."""
    heads = [tag("th", text, scope="col") for text in head]
    grid = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
    )
    return tag("div", grid, class_="scroll", tabindex="0", role="region", aria_label=caption)


def joined(pieces: Iterable[Piece], between: str = ", ") -> Iterator[Piece]:
    """Yield the pieces with a text between each two."""
    for index, piece in enumerate(pieces):
        if index:
            yield between
        yield piece


def code(text: str) -> ET.Element:
    """Return a name from the machine, with what cannot be seen spelt out."""
    return tag("code", visible(text))


def source(text: str | None) -> Piece:
    """Return where the real system does it: a link where it is the address of a page."""
    if not text:
        return ""
    if text.startswith(("http://", "https://")) and text.isprintable() and " " not in text:
        return tag("a", text, href=text, rel="noreferrer")
    return prose(text)


def written(*elements: ET.Element) -> str:
    """Return the elements as HTML."""
    return "".join(ET.tostring(element, encoding="unicode", method="html") for element in elements)
