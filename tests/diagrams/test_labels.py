"""No label of a line covers another one: each can be read."""

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from wayout.analysis.grouping import operations
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.diagrams import View, draw
from wayout.machines.server import Server

_SVG = "{http://www.w3.org/2000/svg}"
_CHARACTER = 4.4
"""Points that a sign of a label is wide at least, on average."""

_LINE = 9.0

Box = tuple[float, float, float, float]


def boxes(svg: bytes) -> Iterator[tuple[str, list[Box]]]:
    """Yield the labels of lines and the boxes of their lines of text."""
    for group in ET.fromstring(svg).iter(f"{_SVG}g"):  # noqa: S314 - our own SVG
        if "edge" in group.get("class", "").split():
            texts = [text for text in group.iter(f"{_SVG}text") if (text.text or "").strip()]
            yield (
                " ".join(text.text or "" for text in texts),
                [_box(text) for text in texts],
            )


def _box(text: ET.Element) -> Box:
    x, y = float(text.get("x", "")), float(text.get("y", ""))
    half = _CHARACTER * len((text.text or "").strip()) / 2
    return x - half, y - _LINE, x + half, y


def covers(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0 < high


@pytest.mark.slow
def test_no_label_covers_another_in_pictures_of_the_server() -> None:
    server = read(Server, target="server")
    near = [View(around=state) for state in ("stopped", "resized", "soft-delete", "deleted")]
    views = (*near, *(View(operation=one.name) for one in operations(server)))
    found = {view: covered(server, view) for view in views}
    assert {view: pairs for view, pairs in found.items() if pairs} == {}


def covered(lifecycle: Lifecycle, view: View) -> list[tuple[str, str]]:
    """Return the pairs of labels that cover each other in a picture."""
    labels = list(boxes(draw(lifecycle, "svg", view=view, limit=120).data))
    return [
        (name, other)
        for (name, ours), (other, theirs) in combinations(labels, 2)
        if any(covers(one, two) for one in ours for two in theirs)
    ]
