"""Pictures that a document shows, in files of their own.

Graphviz lays the same drawing out differently in each of its versions. So a block keeps a digest of
the drawing and one of the file: it is true while both are, wherever that is looked at.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Drawing, Lanes, Picture, dot, draw, draw_lanes, plan
from wayout.diagrams.grids import grid
from wayout.diagrams.links import linked
from wayout.interfaces.errors import UsageError
from wayout.interfaces.viewing import Wanted

Form = Literal["png", "svg"]

_DRAWN = re.compile(r"wayout:drawn ([0-9a-f]{16}) ([0-9a-f]{16})\b")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The digests of a drawing and of its file, and the file's content where it is new."""

    digests: str
    data: bytes | None = None


def drawn(lifecycle: Lifecycle, wanted: Wanted, path: Path, before: str, *, draws: bool) -> Drawn:
    """Draw what is wanted of a lifecycle, unless the block, which says `before`, shows it already.

    Without `draws` the file is only said to be new, for which no Graphviz is needed.

    Raises:
        DiagramError: it cannot be drawn.
        UsageError: it can be drawn only with less detail than planned, for which the block has to
            ask: what a document shows must not depend on how busy the machine is.
    """

    def made(form: Form) -> Picture:
        return draw(lifecycle, form, detail=wanted.detail, view=wanted.view, links=wanted.links)

    planned = linked(plan(lifecycle, wanted.detail, wanted.view), wanted.links, lifecycle)
    return _drawn(planned, made, path, before, draws=draws)


def drawn_lanes(lanes: Lanes, path: Path, before: str, *, draws: bool) -> Drawn:
    """Draw a run of a system, as `drawn` does what is wanted of a lifecycle.

    Raises:
        DiagramError: it cannot be drawn.
    """
    return _drawn(grid(lanes), partial(draw_lanes, lanes), path, before, draws=draws)


def _drawn(
    planned: Drawing, made: Callable[[Form], Picture], path: Path, before: str, *, draws: bool
) -> Drawn:
    drawing = _digest(dot(planned).encode("utf-8", "backslashreplace"))
    found = _DRAWN.search(before)
    if found and found[1] == drawing and path.is_file() and _digest(path.read_bytes()) == found[2]:
        return Drawn(f"{found[1]} {found[2]}")
    if not draws:
        return Drawn(f"{drawing} {'-' * _DIGITS}", b"")
    picture = made("png" if path.suffix == ".png" else "svg")
    if picture.notice:
        message = f"{path.name}: {picture.notice}; ask for less by {_LESS}"
        raise UsageError(message)
    return Drawn(f"{drawing} {_digest(picture.data)}", picture.data)


def _digest(data: bytes) -> str:
    """Return a digest that a checkout with other line ends does not change."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:_DIGITS]


_DIGITS = 16
_LESS = "detail=quiet, detail=folded or detail=groups"
