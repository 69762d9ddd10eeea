"""A lifecycle, or a run of a system, as a picture in a format.

A lifecycle is simplified as far as it must be to be drawn at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.dot import dot
from wayout.diagrams.drawing import Detail, Drawing, Node
from wayout.diagrams.errors import LimitReached, RendererFailed, TooLarge
from wayout.diagrams.grids import grid
from wayout.diagrams.lanes import Lanes
from wayout.diagrams.links import linked
from wayout.diagrams.mermaid import mermaid
from wayout.diagrams.planning import plan
from wayout.diagrams.plantuml import plantuml
from wayout.diagrams.recorded import FEWER_LINES, recorded
from wayout.diagrams.rendering import TIME_LIMIT, Format, render
from wayout.diagrams.sequences import mermaid_sequence, plantuml_sequence
from wayout.diagrams.tabled import tabled
from wayout.diagrams.views import View

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.replaying import Replayed

AnyFormat = Literal[Format, "dot", "mermaid", "plantuml"]

FORMATS: tuple[AnyFormat, ...] = (*get_args(Format), "dot", "mermaid", "plantuml")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as bytes (text in UTF-8), and how much of the lifecycle it shows.

    `form` is the format of the bytes: `markdown` where a table stands for Mermaid. `notice` says
    why less is shown than was planned. `nodes` are what is drawn of a lifecycle, by the ids that
    stand in an SVG after the prefix.
    """

    data: bytes
    form: AnyFormat | Literal["markdown"]
    detail: Detail
    notice: str = ""
    nodes: tuple[Node, ...] = ()


def draw(  # noqa: PLR0913 - one parameter per choice
    lifecycle: Lifecycle,
    form: AnyFormat,
    *,
    detail: Detail | None = None,
    view: View | None = None,
    links: str | None = None,
    limit: float = TIME_LIMIT,
    prefix: str | None = None,
) -> Picture:
    """Draw what a view shows of a lifecycle: all of it where there is none.

    It is drawn with the given detail, or with as much as stays readable.

    Where Graphviz takes longer than `limit` seconds or fails, or Mermaid's limits are reached,
    less is shown, and the picture says so; in the end a notice instead of a drawing, or a
    Markdown table of the events where even an overview is beyond what Mermaid shows. `links` is
    a template of links, see `linked`. For `prefix` see `render`.

    Raises:
        LinkError: the template of links could lead to other than web addresses.
        ViewError: the view names nothing in the lifecycle, or contradicts itself.
        NoRenderer: SVG, PNG or PDF are wanted, and there is no Graphviz.
        RendererFailed, LimitReached: not even the notice could be drawn.
    """
    reason: Exception | None = None
    for planned in _less_and_less(lifecycle, detail, view):
        drawing = linked(planned, links, lifecycle)
        try:
            data = _written(drawing, form, limit, prefix)
            return Picture(data, form, drawing.detail, str(reason or ""), drawing.nodes)
        except TooLarge as error:
            reason = error
            if drawing.detail is Detail.GROUPS:
                text = tabled(lifecycle, error, view)
                return Picture(text.encode(), "markdown", Detail.NOTICE, str(error))
        except (LimitReached, RendererFailed) as error:
            reason = error
    raise reason or AssertionError


def draw_recorded(
    replayed: "Replayed",
    form: AnyFormat,
    findings: Iterable[Finding] = (),
    *,
    limit: float = TIME_LIMIT,
    prefix: str | None = None,
) -> Picture:
    """Draw what logs say of a lifecycle: fewer lines where Graphviz would take too long.

    Raises:
        NoRenderer: SVG, PNG or PDF are wanted, and there is no Graphviz.
        RendererFailed, LimitReached, TooLarge: not even a few lines could be drawn.
    """
    found = tuple(findings)
    reason: Exception | None = None
    for most in FEWER_LINES:
        drawing = recorded(replayed, found, most=most)
        try:
            return Picture(
                _written(drawing, form, limit, prefix), form, drawing.detail, str(reason or "")
            )
        except (TooLarge, LimitReached, RendererFailed) as error:
            reason = error
    raise reason or AssertionError


def _less_and_less(
    lifecycle: Lifecycle, detail: Detail | None, view: View | None
) -> Iterator[Drawing]:
    first = plan(lifecycle, detail, view)
    yield first
    order = list(Detail)
    for less in order[order.index(first.detail) + 1 :]:
        yield plan(lifecycle, less, view)


def draw_lanes(
    lanes: Lanes, form: AnyFormat, *, limit: float = TIME_LIMIT, prefix: str | None = None
) -> Picture:
    """Draw a run of a system with a lane for each member, as `lanes_of` plans it.

    Raises:
        TooLarge: it is beyond what Mermaid shows.
        NoRenderer: SVG, PNG or PDF are wanted, and there is no Graphviz.
        RendererFailed, LimitReached: Graphviz refused it, or took longer than `limit` seconds.
    """
    match form:
        case "mermaid":
            data = mermaid_sequence(lanes).encode()
        case "plantuml":
            data = plantuml_sequence(lanes).encode()
        case _:
            data = _written(grid(lanes), form, limit, prefix)
    return Picture(data, form, Detail.FULL)


def _written(drawing: Drawing, form: AnyFormat, limit: float, prefix: str | None) -> bytes:
    match form:
        case "dot":
            return dot(drawing).encode()
        case "mermaid":
            return mermaid(drawing).encode()
        case "plantuml":
            return plantuml(drawing).encode()
        case _:
            return render(drawing, form, limit=limit, prefix=prefix)
