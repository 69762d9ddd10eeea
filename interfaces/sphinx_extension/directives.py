"""The directives: a diagram, a table, a whole page, and the run that shows a finding."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.projecting import NothingToProjectError, project
from wayout.diagrams.tables import Table
from wayout.diagrams.tables.viewing import tables_of
from wayout.diagrams.viewing import part_of
from wayout.interfaces import tabling
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError, WayoutError
from wayout.interfaces.sphinx_extension.declaring import Declaring
from wayout.interfaces.sphinx_extension.grids import grid, paragraphs
from wayout.interfaces.sphinx_extension.pictures import WayoutDiagram, described
from wayout.interfaces.sphinx_extension.witnesses import witnessed
from wayout.interfaces.viewing import DRAWN, Wanted, wanted

if TYPE_CHECKING:
    from wayout.interfaces.sphinx_extension.domain import WayoutDomain

_LOGGER = logging.getLogger(__name__)

Options = dict[str, Callable[[str], object]]


_DRAWN: Options = {
    **{one.name: directives.flag if one.is_flag else directives.unchanged for one in DRAWN},
    "projected": directives.flag,
    "caption": directives.unchanged,
    "name": directives.unchanged,
    "alt": directives.unchanged,
}


class _OfTarget(SphinxDirective):
    """A directive with a TARGET as its argument; what is wrong with it is a warning there."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return what the directive shows; nothing where it cannot."""
        try:
            subject = self._domain.library.subject(self._target)
            self._domain.note_subject(self.env.docname, self._target, subject)
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

    @property
    def _target(self) -> str:
        target: str = self.arguments[0].strip()
        return target

    @property
    def _given(self) -> Mapping[str, str]:
        """What is written for each option; a flag has no value."""
        return {name: value or "" for name, value in self.options.items()}

    @property
    def _domain(self) -> "WayoutDomain":
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

    def _diagram(
        self, lifecycle: Lifecycle, asked_for: Wanted, stand_in: Iterable[nodes.Node]
    ) -> nodes.Element:
        drawn = WayoutDiagram(
            "",
            *stand_in,
            target=self._target,
            docname=self.env.docname,
            wanted=asked_for,
            projected="projected" in self.options,
            prefix=self._prefix(),
            alt=self.options.get("alt") or described(lifecycle, asked_for),
        )
        if "caption" not in self.options and "name" not in self.options:
            return drawn
        figure = nodes.figure("", drawn, align="center")
        self.set_source_info(figure)
        if "caption" in self.options:
            words, messages = self.state.inline_text(self.options["caption"], self.lineno)
            figure += nodes.caption("", "", *words, *messages)
        self.add_name(figure)
        return figure


class Diagram(_OfTarget):
    """A lifecycle as a picture; the table of its events where there can be none."""

    option_spec: ClassVar[Any] = {**_DRAWN, "no-table": directives.flag}

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the picture, in a figure where it has a caption or a name."""
        asked_for = wanted(self._given, lifecycle, config)
        hidden = "no-table" in self.options
        yield self._diagram(
            lifecycle, asked_for, [] if hidden else self._words(lifecycle, asked_for)
        )

    def _words(self, lifecycle: Lifecycle, asked_for: Wanted) -> Iterator[nodes.Node]:
        """Yield what says the same as the picture: a run, or the table of the events."""
        if "witness" in self._given:
            yield from witnessed(lifecycle, self._given["witness"])
            return
        found = tables_of("events", lifecycle, asked_for.view)
        yield from (grid(table.filled(_KEPT), lifecycle.name) for table in found.tables)
        yield from paragraphs(" ".join(found.notes))


class TableOf(_OfTarget):
    """A lifecycle as a table: of its states unless `:table:` names another."""

    option_spec: ClassVar[Any] = {
        "table": directives.unchanged,
        **dict.fromkeys(tabling.OPTIONS, directives.unchanged),
        **{name: _DRAWN[name] for name in ("failures", "projected")},
        "index": directives.flag,
    }

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the table; with `:index:` its states or events are declared."""
        name = self.options.get("table", "states")
        index = "index" in self.options
        if index and (name not in _DECLARED or "witness" in self.options):
            message = "index declares states or events, in their tables and not those of a witness"
            raise UsageError(message)
        found = tabling.tabled(name, self._given, lifecycle, config)
        declaring = Declaring(self, self._domain, lifecycle, index=index)
        if name == "states" and index:
            # In a paragraph: an anchor beside a table moves into it, and themes that wrap tables
            # copy it then.
            yield nodes.paragraph("", "", *declaring.machine())
        for table in found.tables:
            yield grid(self._filled(table), lifecycle.name, _anchor(declaring, name))
        yield from paragraphs(" ".join(found.notes))

    def _filled(self, table: Table) -> Table:
        return table if "columns" in self.options else table.filled(_KEPT)


class Page(_OfTarget):
    """A lifecycle in full: description, diagram, states, events, accepted findings."""

    option_spec: ClassVar[Any] = {**_DRAWN, "no-index": directives.flag}

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the sections, under headings where the document may have some here."""
        asked_for = wanted(self._given, lifecycle, config)
        index = "no-index" not in self.options and "witness" not in self.options
        declaring = Declaring(self, self._domain, lifecycle, index=index)
        yield from declaring.machine()
        yield from paragraphs(f"{lifecycle.title}.")
        yield from paragraphs(lifecycle.description)
        yield from paragraphs(" ".join(part_of(lifecycle, asked_for.view).notes))
        yield from self._under("Diagram", [self._diagram(lifecycle, asked_for, [])])
        for name, heading in tabling.SECTIONS:
            tables = [
                grid(table.filled(_KEPT), lifecycle.name, _anchor(declaring, name))
                for table in tables_of(name, lifecycle, asked_for.view).tables
                if table.rows
            ]
            if tables:
                yield from self._under(heading, tables)

    def _under(self, heading: str, inside: list[Any]) -> Iterator[nodes.Node]:
        if not self.state_machine.match_titles:
            yield nodes.rubric("", heading)
            yield from inside
            return
        section = nodes.section("", nodes.title("", heading), *inside)
        section["names"].append(nodes.fully_normalize_name(f"{self._target} {heading}"))
        self.state.document.note_implicit_target(section, section)
        yield section


class WitnessOf(_OfTarget):
    """The shortest run that shows what a check finds, step by step."""

    option_spec: ClassVar[Any] = {"witness": directives.unchanged, "projected": directives.flag}

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the finding and its run."""
        del config
        if "witness" not in self.options:
            message = "witness is missing; name the finding to be shown, as CHECK or CHECK:STATE"
            raise UsageError(message)
        yield from witnessed(lifecycle, self._given["witness"])


_KEPT = ("state", "role", "event", "effect", "check", "where", "reason")
"""Columns that are shown even if they are empty."""
_DECLARED = ("states", "events")


def _anchor(declaring: Declaring, table: str) -> Callable[[str], list[nodes.Node]] | None:
    match table:
        case "states":
            return declaring.state
        case "events":
            return declaring.event
        case _:
            return None
