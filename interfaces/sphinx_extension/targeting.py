"""What all directives share: a TARGET, its options, and pictures of what it holds."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.projecting import NothingToProjectError, project
from wayout.analysis.proof import Proof
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams import lanes_of
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError, WayoutError
from wayout.interfaces.sphinx_extension.library import Group
from wayout.interfaces.sphinx_extension.pictures import WayoutDiagram, described
from wayout.interfaces.sphinx_extension.systems import stepped
from wayout.interfaces.viewing import DRAWN, Wanted

if TYPE_CHECKING:
    from wayout.interfaces.sphinx_extension.domain import WayoutDomain

_LOGGER = logging.getLogger(__name__)

Options = dict[str, Callable[[str], object]]


DRAWN_OPTIONS: Options = {
    **{one.name: directives.flag if one.is_flag else directives.unchanged for one in DRAWN},
    "projected": directives.flag,
    "caption": directives.unchanged,
    "name": directives.unchanged,
    "alt": directives.unchanged,
}


class OfTarget(SphinxDirective):
    """A directive with a TARGET as its argument; what is wrong with it is a warning there."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return what the directive shows; nothing where it cannot."""
        try:
            subject = self.domain.library.subject(self.target)
            if isinstance(subject, Group):
                self.domain.note_files(self.env.docname, subject.files)
                return list(self.shown_of_system(subject.declared))
            self.domain.note_subject(self.env.docname, self.target, subject)
            return list(self.shown(self._seen(subject.lifecycle), subject.config))
        except WayoutError as error:
            for problem in error.problems:
                _LOGGER.warning(problem, location=self._place, type="wayout", subtype="target")
            self.env.note_reread()
            return []

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield what the directive shows of a lifecycle.

        Raises:
            WayoutError: if it cannot.
        """
        raise NotImplementedError

    def shown_of_system(self, declared: DeclaredSystem) -> Iterator[nodes.Node]:
        """Yield what the directive shows of a system.

        Raises:
            WayoutError: if it cannot.
        """
        raise NotImplementedError

    @property
    def target(self) -> str:
        """The argument."""
        target: str = self.arguments[0].strip()
        return target

    @property
    def given(self) -> Mapping[str, str]:
        """What is written for each option; a flag has no value."""
        return {name: value or "" for name, value in self.options.items()}

    @property
    def domain(self) -> "WayoutDomain":
        """What loads lifecycles, and knows what documents show."""
        return cast("WayoutDomain", self.env.get_domain("wayout"))

    @property
    def _place(self) -> tuple[str, int]:
        return self.env.docname, self.lineno

    def _seen(self, lifecycle: Lifecycle) -> Lifecycle:
        if "projected" not in self.options:
            return lifecycle
        try:
            return project(lifecycle)
        except NothingToProjectError as error:
            message = f":projected:: {lifecycle.name}: {error}"
            raise UsageError(message) from error

    def _prefix(self) -> str:
        """Return what ids begin with that no other picture has, not even one of another page."""
        page = hashlib.sha256(self.env.docname.encode()).hexdigest()[:8]
        return f"wayout-{page}-{self.env.new_serialno('wayout')}"

    def diagram(
        self, lifecycle: Lifecycle, asked_for: Wanted, stand_in: Iterable[nodes.Node]
    ) -> nodes.Element:
        """Return the picture of a lifecycle, and what stands in for it where there is none."""
        drawn = WayoutDiagram(
            "",
            *stand_in,
            target=self.target,
            docname=self.env.docname,
            wanted=asked_for,
            projected="projected" in self.options,
            prefix=self._prefix(),
            alt=self.options.get("alt") or described(lifecycle, asked_for),
        )
        return self.figure(drawn)

    def of_run(self, declared: DeclaredSystem, proof: Proof) -> nodes.Element:
        """Return the picture of a run of a system; its steps stand in for it."""
        lanes = lanes_of(declared, proof)
        alt = self.options.get("alt") or f"Diagram of {lanes.title}"
        steps = stepped(proof)
        return WayoutDiagram("", *steps, lanes=lanes, target="", prefix=self._prefix(), alt=alt)

    def figure(self, drawn: nodes.Element) -> nodes.Element:
        """Return a picture as a figure, where it has a caption or a name."""
        if "caption" not in self.options and "name" not in self.options:
            return drawn
        figure = nodes.figure("", drawn, align="center")
        self.set_source_info(figure)
        if "caption" in self.options:
            words, messages = self.state.inline_text(self.options["caption"], self.lineno)
            figure += nodes.caption("", "", *words, *messages)
        self.add_name(figure)
        return figure
