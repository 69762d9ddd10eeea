"""Declare the machine, states and events of a lifecycle in a document."""

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.sphinx_extension.entries import Entry

if TYPE_CHECKING:
    from wayout.interfaces.sphinx_extension.domain import WayoutDomain


class Declaring:
    """Gives out the anchors of one lifecycle, and declares what has one.

    Without it (`index` False) nothing is declared, and there are no anchors.
    """

    def __init__(
        self,
        directive: SphinxDirective,
        domain: "WayoutDomain",
        lifecycle: Lifecycle,
        *,
        index: bool,
    ) -> None:
        self._directive, self._domain, self._lifecycle = directive, domain, lifecycle
        self._index = index

    def machine(self) -> list[nodes.Node]:
        """Return the anchor of the machine."""
        name = self._lifecycle.name
        return self._target("machine", (name,), f"{name}")

    def state(self, name: str) -> list[nodes.Node]:
        """Return the anchor of the state that tables call so: its id or its value."""
        own = self._lifecycle
        found = [state for state in own.states if name in {state.id, state.value}]
        state = next((state for state in found if state.value == name), found[0])
        alone = sum(other.value == state.value for other in own.states) == 1
        names = (state.id, state.value) if alone else (state.id,)
        qualified = tuple(f"{own.name}.{each}" for each in dict.fromkeys(names))
        return self._target("state", qualified, f"{own.name}.{name}")

    def event(self, name: str) -> list[nodes.Node]:
        """Return the anchor of an event."""
        qualified = f"{self._lifecycle.name}.{name}"
        return self._target("event", (qualified,), qualified)

    def _target(self, kind: str, names: tuple[str, ...], shown: str) -> list[nodes.Node]:
        if not self._index:
            return []
        env, document = self._directive.env, self._directive.state.document
        anchor = make_id(env, document, f"wayout-{kind}", names[0])
        target = nodes.target("", "", ids=[anchor])
        document.note_explicit_target(target)
        place = (env.docname, self._directive.lineno)
        for number, name in enumerate(names):
            entry = Entry(env.docname, anchor, shown, priority=-1 if number else 1)
            self._domain.declare(kind, name, entry, place)
        return [target]
