"""The domain `wayout`: machines, states and events that documents declare and refer to."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.sphinx_extension.directives import Diagram, Page, TableOf, WitnessOf
from wayout.interfaces.sphinx_extension.entries import Entry
from wayout.interfaces.sphinx_extension.grids import OPTIONAL
from wayout.interfaces.sphinx_extension.library import (
    Library,
    Subject,
    decoded,
    digest,
    encoded,
)

NAME = "wayout"

_LINKING = ("html", "latex")
"""The formats in which a link is not spelt out."""

_LOGGER = logging.getLogger(__name__)


class WayoutDomain(Domain):
    """Machines by name, states as `machine.state` (id or value), events as `machine.event`."""

    name = NAME
    label = "wayout"
    object_types: ClassVar[dict[str, ObjType]] = {
        "machine": ObjType("machine", "machine"),
        "state": ObjType("state", "state"),
        "event": ObjType("event", "event"),
    }
    directives: ClassVar[dict[str, Any]] = {
        "diagram": Diagram,
        "table": TableOf,
        "page": Page,
        "witness": WitnessOf,
    }
    roles: ClassVar[dict[str, Any]] = {
        name: XRefRole(warn_dangling=True) for name in ("machine", "state", "event")
    }
    initial_data: ClassVar[dict[str, Any]] = {"objects": {}, "lifecycles": {}, "files": {}}
    dangling_warnings: ClassVar[dict[str, str]] = {
        "machine": "no machine %(target)s is declared",
        "state": "no state %(target)s is declared",
        "event": "no event %(target)s is declared",
    }

    library: Library
    """What loads lifecycles in this build."""
    noticed: set[str]
    """What was said in this build already."""

    def begin(self, library: Library) -> None:
        """Begin a build."""
        self.library = library
        self.noticed = set()

    @property
    def _objects(self) -> dict[tuple[str, str], Entry]:
        objects: dict[tuple[str, str], Entry] = self.data["objects"]
        return objects

    def note_subject(self, docname: str, target: str, subject: Subject) -> None:
        """Remember what a document shows, and let it be read again when that changes."""
        self.data["lifecycles"].setdefault(docname, {})[target] = encoded(subject.lifecycle)
        self.note_files(docname, subject.files)

    def note_files(self, docname: str, read: Iterable[Path]) -> None:
        """Let a document be read again when one of the files changes."""
        files = self.data["files"].setdefault(docname, {})
        for path in map(str, read):
            files[path] = digest(path)
            self.env.note_dependency(path)

    def lifecycle(self, docname: str, target: str) -> Lifecycle:
        """Return the lifecycle that a document shows."""
        return decoded(self.data["lifecycles"][docname][target])

    def outdated(self) -> Iterator[str]:
        """Yield the documents whose lifecycles were read from files that hold something else."""
        for docname, files in self.data["files"].items():
            if any(digest(path) != known for path, known in files.items()):
                yield docname

    def declare(self, kind: str, name: str, entry: Entry, location: tuple[str, int] | str) -> None:
        """Declare a machine, state or event; the first one in a build counts."""
        other = self._objects.setdefault((kind, name), entry)
        if other != entry:
            _LOGGER.warning(
                "%s %s is declared in %s already; leave out :index:, or give :no-index: here",
                *(kind, name, other.docname),
                location=location,
                type=NAME,
                subtype="duplicate",
            )

    def place(self, kind: str, name: str) -> Entry | None:
        """Return where something is declared, if it is."""
        return self._objects.get((kind, name))

    def clear_doc(self, docname: str) -> None:
        """Forget what a document declares and shows."""
        for key in [key for key, entry in self._objects.items() if entry.docname == docname]:
            del self._objects[key]
        self.data["lifecycles"].pop(docname, None)
        self.data["files"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for (kind, name), entry in otherdata["objects"].items():
            if entry.docname in docnames:
                self.declare(kind, name, entry, entry.docname)
        for part in ("lifecycles", "files"):
            found = otherdata[part]
            self.data[part].update({name: found[name] for name in docnames if name in found})

    def resolve_xref(  # noqa: PLR0913, PLR0917 - the signature is Sphinx'
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Link to where something is declared."""
        del env
        entry = self.place(typ, target)
        is_spelt_out = bool(node.get(OPTIONAL)) and builder.format not in _LINKING
        if entry is None or is_spelt_out:
            return None
        return make_refnode(
            builder, fromdocname, entry.docname, entry.anchor, contnode, entry.shown
        )

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - the signature is Sphinx'
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Link to all of that name."""
        del env, node
        return [
            (
                f"{NAME}:{kind}",
                make_refnode(
                    builder, fromdocname, entry.docname, entry.anchor, contnode, entry.shown
                ),
            )
            for kind in self.object_types
            if (entry := self.place(kind, target)) is not None
        ]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield what is declared, for the inventory and the search."""
        for (kind, name), entry in self._objects.items():
            yield name, entry.shown, kind, entry.docname, entry.anchor, entry.priority


def shown_only(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.TextElement | None:
    """Show what a table names, and what is declared nowhere, without a link."""
    del app, env
    return contnode if node.get(OPTIONAL) else None
