"""What the extension adds to Sphinx."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from wayout import __version__
from wayout.interfaces.sphinx_extension.breaking import Broken
from wayout.interfaces.sphinx_extension.domain import WayoutDomain, shown_only
from wayout.interfaces.sphinx_extension.library import Library
from wayout.interfaces.sphinx_extension.pictures import (
    Drawn,
    WayoutDiagram,
    write_html,
    write_latex,
)

if TYPE_CHECKING:
    # Sphinx has it from 7.3 on.
    from sphinx.util.typing import ExtensionMetadata

_DATA_VERSION = 2
"""To be raised with every change of what the domain keeps."""


def setup(app: Sphinx) -> "ExtensionMetadata":
    """Add the domain, its config values and the drawing of diagrams."""
    app.add_domain(WayoutDomain)
    app.add_config_value("wayout_config", "", "env", types=(str, type(None)))
    app.add_config_value("wayout_limits", {}, "env", types=(dict,))
    app.add_node(WayoutDiagram, html=(write_html, None), latex=(write_latex, None))
    app.add_post_transform(Drawn)
    app.add_post_transform(Broken)
    app.connect("builder-inited", _begin)
    app.connect("env-get-outdated", _outdated)
    app.connect("missing-reference", shown_only)
    return {
        "version": __version__,
        "env_version": _DATA_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _begin(app: Sphinx) -> None:
    config = app.config
    library = Library(Path(app.confdir), config.wayout_config, config.wayout_limits)
    _domain(app.env).begin(library)


def _outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    del app, added, changed
    return [docname for docname in _domain(env).outdated() if docname not in removed]


def _domain(env: BuildEnvironment) -> WayoutDomain:
    return cast("WayoutDomain", env.get_domain("wayout"))
