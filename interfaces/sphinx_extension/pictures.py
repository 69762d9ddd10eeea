"""Diagrams: drawn when a builder writes, in the format that it can show."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.projecting import project
from wayout.diagrams import DiagramError, NoRenderer, Picture, draw, draw_lanes, plan
from wayout.interfaces.sphinx_extension.linking import linked
from wayout.interfaces.viewing import Wanted

if TYPE_CHECKING:
    from wayout.interfaces.sphinx_extension.domain import WayoutDomain

_LOGGER = logging.getLogger(__name__)


class WayoutDiagram(nodes.General, nodes.Element):
    """A diagram to be drawn; its children stand in for it where there can be no picture.

    Attributes: `target`, `wanted`, `projected`, `prefix` for ids, `alt`. Of a run of a system it
    has `lanes` instead of `wanted`. Once it is drawn, `picture` is SVG, or the name of a file.
    """


class Drawn(SphinxPostTransform):
    """Draws each diagram, or puts the table in its place."""

    default_priority = 300
    """After references are resolved, before what looks for images."""

    def run(self, **_: Any) -> None:
        """Draw all diagrams of a document."""
        for node in list(self.document.findall(WayoutDiagram)):
            picture = self._picture(node)
            if picture is None:
                _stand_in(node)
            else:
                node["picture"] = picture
                node.clear()

    def _picture(self, node: WayoutDiagram) -> str | None:
        make = _FORMS.get(self._form())
        if make is None:
            return None
        try:
            return make(self, node, self._subject(node))
        except NoRenderer as error:
            self._notice(f"wayout: tables instead of diagrams; {error}")
        except DiagramError as error:
            self._notice(f"wayout: {node['target']}: a table instead of its diagram; {error}")
        return None

    def _form(self) -> str:
        builder = self.app.builder
        return builder.name if builder.name == "epub" else builder.format

    def _notice(self, text: str) -> None:
        """Say something once in a build, where it fails no build that takes warnings as errors."""
        if text not in self._domain.noticed:
            self._domain.noticed.add(text)
            _LOGGER.info(text)

    @property
    def _domain(self) -> "WayoutDomain":
        return cast("WayoutDomain", self.env.get_domain("wayout"))

    def _subject(self, node: WayoutDiagram) -> Lifecycle | None:
        if "lanes" in node:
            return None
        lifecycle = self._domain.lifecycle(node["docname"], node["target"])
        return project(lifecycle) if node["projected"] else lifecycle

    def inline(self, node: WayoutDiagram, lifecycle: Lifecycle | None) -> str:
        """Return SVG for a page, whose states link where that is said, or to their declarations."""
        picture = self._drawn(node, lifecycle, "svg")
        wanted: Wanted | None = node.get("wanted")
        if lifecycle is None or wanted is None or wanted.links is not None:
            return linked(picture.data, node["prefix"], {})
        places = {
            each.id: uri
            for each in picture.nodes
            if len(each.states) == 1 and (uri := self._uri(lifecycle, each.states[0]))
        }
        return linked(picture.data, node["prefix"], places)

    def beside(self, node: WayoutDiagram, lifecycle: Lifecycle | None) -> str:
        """Write SVG beside the images of a book, and return its path as seen from a page."""
        picture = self._drawn(node, lifecycle, "svg")
        builder = self.app.builder
        folder = Path(builder.outdir) / builder.imagedir
        return f"{builder.imgpath or builder.imagedir}/{_written(picture, folder, 'svg')}"

    def paper(self, node: WayoutDiagram, lifecycle: Lifecycle | None) -> str:
        """Write PDF where LaTeX runs, and return its name."""
        picture = self._drawn(node, lifecycle, "pdf")
        return _written(picture, Path(self.app.builder.outdir), "pdf")

    def _drawn(self, node: WayoutDiagram, lifecycle: Lifecycle | None, form: Any) -> Picture:
        if lifecycle is None:
            return draw_lanes(node["lanes"], form, prefix=node["prefix"])
        wanted: Wanted = node["wanted"]
        return draw(
            lifecycle,
            form,
            detail=wanted.detail,
            view=wanted.view,
            links=wanted.links,
            prefix=node["prefix"],
        )

    def _uri(self, lifecycle: Lifecycle, state: str) -> str | None:
        entry = self._domain.place("state", f"{lifecycle.name}.{state}")
        if entry is None:
            return None
        page = _relative(self.app.builder, self.env.docname, entry.docname)
        return f"{page}#{entry.anchor}" if "#" not in page else f"#{entry.anchor}"


_FORMS: Mapping[str, Callable[[Drawn, WayoutDiagram, Lifecycle | None], str]] = MappingProxyType(
    {"html": Drawn.inline, "epub": Drawn.beside, "latex": Drawn.paper}
)


def described(lifecycle: Lifecycle, wanted: Wanted) -> str:
    """Return what stands for the picture where it cannot be seen."""
    return f"Diagram of {plan(lifecycle, wanted.detail, wanted.view).title}"


def write_html(translator: Any, node: WayoutDiagram) -> NoReturn:
    """Write a diagram into a page; one wider than the page can be scrolled."""
    picture = node["picture"]
    if picture.startswith("<svg"):
        body = (
            f'<div class="wayout-diagram" style="overflow-x:auto" tabindex="0" role="region" '
            f'aria-label="{translator.attval(node["alt"])}">{picture}</div>\n'
        )
    else:
        alt = translator.attval(node["alt"])
        body = f'<div class="wayout-diagram"><img src="{picture}" alt="{alt}" /></div>\n'
    translator.body.append(body)
    raise nodes.SkipNode


def write_latex(translator: Any, node: WayoutDiagram) -> NoReturn:
    """Write a diagram, as wide as the text at most."""
    translator.body.append(
        "\n{\\hspace*{\\fill}\\sphinxincludegraphics{%s}\\hspace*{\\fill}}\n\n" % node["picture"]  # noqa: UP031 - LaTeX is full of braces
    )
    raise nodes.SkipNode


def _relative(builder: Builder, page: str, other: str) -> str:
    return "" if page == other else builder.get_relative_uri(page, other)


def _written(picture: Picture, folder: Path, suffix: str) -> str:
    """Write a picture under a name that changes with it."""
    name = f"wayout-{hashlib.sha256(picture.data).hexdigest()[:16]}.{suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(picture.data)
    return name


def _stand_in(node: WayoutDiagram) -> None:
    """Put the children in the place of a diagram, and of the figure around it.

    A section that had nothing but the diagram goes with it.
    """
    inside = list(node.children)
    figure = node.parent
    if not isinstance(figure, nodes.figure):
        node.replace_self(inside)
        if isinstance(figure, nodes.section) and len(figure) == 1:
            figure.parent.remove(figure)
        return
    captions = [nodes.paragraph("", "", *child.children) for child in figure.findall(nodes.caption)]
    block = nodes.container("", *captions, *inside, ids=figure["ids"], names=figure["names"])
    figure.replace_self(block)
