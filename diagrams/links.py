"""Links from the states in a picture: from a template that only web addresses come out of."""

import re
from collections.abc import Mapping
from dataclasses import replace
from string import Formatter
from urllib.parse import quote

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.drawing import Drawing, Node
from wayout.diagrams.errors import DiagramError

_NAMES = ("state", "value", "lifecycle")
_ALLOWED = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%{}-]+")
_SCHEME = re.compile(r"[^/?#]*:")
_SAFE_SCHEME = re.compile(r"https?://", re.IGNORECASE)


class LinkError(DiagramError, ValueError):
    """A template of links that is none, or that could lead to other than a web address."""


def validate(template: str) -> None:
    """Make sure that a template gives http, https or relative addresses, whatever the states.

    Raises:
        LinkError: if it does not.
    """
    if not _ALLOWED.fullmatch(template):
        message = f"{template!r} is no URL: percent-encode its characters"
        raise LinkError(message)
    if _SCHEME.match(template) and not _SAFE_SCHEME.match(template):
        message = f"{template!r} is neither http, https nor relative"
        raise LinkError(message)
    try:
        fields = [field for field in Formatter().parse(template) if field[1] is not None]
    except ValueError:
        fields = [("", "", "", None)]
    if any(name not in _NAMES or spec or conversion for _, name, spec, conversion in fields):
        message = f"{template!r}: in braces may be {', '.join(_NAMES)}"
        raise LinkError(message)


def linked(drawing: Drawing, template: str | None, lifecycle: Lifecycle) -> Drawing:
    """Return the drawing with a link on each node that is one state.

    Raises:
        LinkError: as `validate`.
    """
    if template is None:
        return drawing
    validate(template)
    nodes = tuple(
        replace(node, link=template.format(**_fields(node, lifecycle)))
        if len(node.states) == 1
        else node
        for node in drawing.nodes
    )
    return replace(drawing, nodes=nodes)


def _fields(node: Node, lifecycle: Lifecycle) -> Mapping[str, str]:
    (state,) = node.states
    texts = {
        "state": state,
        "value": lifecycle.by_id[state].value,
        "lifecycle": lifecycle.name,
    }
    return {name: quote(text, safe="", errors="replace") for name, text in texts.items()}
