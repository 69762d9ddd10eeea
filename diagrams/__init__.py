"""Pictures of lifecycles, and of the runs of systems: planned once, then written in a format.

`plan` decides what is drawn and what is listed, and accounts for every transition; each writer
turns the same `Drawing` into its format; `draw` does both, and simplifies what cannot be laid
out in time.
"""

from wayout.diagrams.dot import dot
from wayout.diagrams.drawing import Cluster, Detail, Drawing, Edge, Mark, Node, Rule
from wayout.diagrams.errors import (
    DiagramError,
    LimitReached,
    NoRenderer,
    RendererFailed,
    TooLarge,
)
from wayout.diagrams.lanes import Lanes, lanes_of
from wayout.diagrams.mermaid import mermaid
from wayout.diagrams.pictures import FORMATS, Picture, draw, draw_lanes, draw_recorded
from wayout.diagrams.planning import plan
from wayout.diagrams.plantuml import plantuml
from wayout.diagrams.rendering import render
from wayout.diagrams.views import View, ViewError

__all__ = [
    "FORMATS",
    "Cluster",
    "Detail",
    "DiagramError",
    "Drawing",
    "Edge",
    "Lanes",
    "LimitReached",
    "Mark",
    "NoRenderer",
    "Node",
    "Picture",
    "RendererFailed",
    "Rule",
    "TooLarge",
    "View",
    "ViewError",
    "dot",
    "draw",
    "draw_lanes",
    "draw_recorded",
    "lanes_of",
    "mermaid",
    "plan",
    "plantuml",
    "render",
]
