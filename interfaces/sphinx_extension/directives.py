"""The directives: a diagram, a table, a whole page, and the run that shows a finding."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams.tables import Table
from wayout.diagrams.tables.systems import TABLES
from wayout.diagrams.tables.viewing import tables_of
from wayout.diagrams.viewing import part_of
from wayout.interfaces import tabling
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError
from wayout.interfaces.sphinx_extension.declaring import Declaring
from wayout.interfaces.sphinx_extension.grids import grid, paragraphs
from wayout.interfaces.sphinx_extension.systems import (
    SECTIONS,
    claimed,
    explained,
    stepped,
    table_of,
)
from wayout.interfaces.sphinx_extension.targeting import DRAWN_OPTIONS, OfTarget
from wayout.interfaces.sphinx_extension.witnesses import witnessed
from wayout.interfaces.viewing import Wanted, wanted


class Diagram(OfTarget):
    """A lifecycle as a picture; the table of its events where there can be none."""

    option_spec: ClassVar[Any] = {**DRAWN_OPTIONS, "no-table": directives.flag}

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the picture, in a figure where it has a caption or a name."""
        asked_for = wanted(self.given, lifecycle, config)
        hidden = "no-table" in self.options
        yield self.diagram(
            lifecycle, asked_for, [] if hidden else self._words(lifecycle, asked_for)
        )

    def shown_of_system(self, declared: DeclaredSystem) -> Iterator[nodes.Node]:
        """Yield the picture of the run of a claim."""
        yield self.figure(self.of_run(declared, claimed(self.given, declared)))

    def _words(self, lifecycle: Lifecycle, asked_for: Wanted) -> Iterator[nodes.Node]:
        """Yield what says the same as the picture: a run, or the table of the events."""
        if "witness" in self.given:
            yield from witnessed(lifecycle, self.given["witness"])
            return
        found = tables_of("events", lifecycle, asked_for.view)
        yield from (grid(table.filled(_KEPT), lifecycle.name) for table in found.tables)
        yield from paragraphs(" ".join(found.notes))


class TableOf(OfTarget):
    """A lifecycle as a table: of its states unless `:table:` names another."""

    option_spec: ClassVar[Any] = {
        "table": directives.unchanged,
        **dict.fromkeys(tabling.OPTIONS, directives.unchanged),
        **{name: DRAWN_OPTIONS[name] for name in ("failures", "projected")},
        "index": directives.flag,
    }

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the table; with `:index:` its states or events are declared."""
        name = self.options.get("table", "states")
        index = "index" in self.options
        if index and (name not in _DECLARED or "witness" in self.options):
            message = "index declares states or events, in their tables and not those of a witness"
            raise UsageError(message)
        found = tabling.tabled(name, self.given, lifecycle, config)
        declaring = Declaring(self, self.domain, lifecycle, index=index)
        if name == "states" and index:
            # In a paragraph: an anchor beside a table moves into it, and themes that wrap tables
            # copy it then.
            yield nodes.paragraph("", "", *declaring.machine())
        for table in found.tables:
            yield grid(self._filled(table), lifecycle.name, _anchor(declaring, name))
        yield from paragraphs(" ".join(found.notes))

    def shown_of_system(self, declared: DeclaredSystem) -> Iterator[nodes.Node]:
        """Yield the table: of the claims unless `:table:` names another."""
        yield grid(table_of(self.given, declared), declared.name)

    def _filled(self, table: Table) -> Table:
        return table if "columns" in self.options else table.filled(_KEPT)


class Page(OfTarget):
    """A lifecycle in full: description, diagram, states, events, accepted findings."""

    option_spec: ClassVar[Any] = {**DRAWN_OPTIONS, "no-index": directives.flag}

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the sections, under headings where the document may have some here."""
        asked_for = wanted(self.given, lifecycle, config)
        index = "no-index" not in self.options and "witness" not in self.options
        declaring = Declaring(self, self.domain, lifecycle, index=index)
        yield from declaring.machine()
        yield from paragraphs(f"{lifecycle.title}.")
        yield from paragraphs(lifecycle.description)
        yield from paragraphs(" ".join(part_of(lifecycle, asked_for.view).notes))
        yield from self._under("Diagram", [self.diagram(lifecycle, asked_for, [])])
        for name, heading in tabling.SECTIONS:
            tables = [
                grid(table.filled(_KEPT), lifecycle.name, _anchor(declaring, name))
                for table in tables_of(name, lifecycle, asked_for.view).tables
                if table.rows
            ]
            if tables:
                yield from self._under(heading, tables)

    def shown_of_system(self, declared: DeclaredSystem) -> Iterator[nodes.Node]:
        """Yield title, description, tables, and the runs that show the claims."""
        yield from paragraphs(f"{declared.title}.")
        yield from paragraphs(declared.description)
        for name, heading in SECTIONS:
            yield from self._under(heading, [grid(TABLES[name](declared), declared.name)])
        for proof in (one for one in declared.proofs if one.witness is not None):
            inside = [*explained(declared, proof), self.of_run(declared, proof)]
            yield from self._under(f"{proof.claim.name} {proof.verdict.value}", inside)

    def _under(self, heading: str, inside: list[Any]) -> Iterator[nodes.Node]:
        if not self.state_machine.match_titles:
            yield nodes.rubric("", heading)
            yield from inside
            return
        section = nodes.section("", nodes.title("", heading), *inside)
        section["names"].append(nodes.fully_normalize_name(f"{self.target} {heading}"))
        self.state.document.note_implicit_target(section, section)
        yield section


class WitnessOf(OfTarget):
    """The shortest run that shows what a check finds, step by step."""

    option_spec: ClassVar[Any] = {"witness": directives.unchanged, "projected": directives.flag}

    def shown(self, lifecycle: Lifecycle, config: Config) -> Iterator[nodes.Node]:
        """Yield the finding and its run."""
        del config
        if "witness" not in self.options:
            message = "witness is missing; name the finding to be shown, as CHECK or CHECK:STATE"
            raise UsageError(message)
        yield from witnessed(lifecycle, self.given["witness"])

    def shown_of_system(self, declared: DeclaredSystem) -> Iterator[nodes.Node]:
        """Yield what is claimed, what came of it, and the run."""
        proof = claimed(self.given, declared)
        yield from explained(declared, proof)
        yield from stepped(proof)


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
