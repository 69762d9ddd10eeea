"""What pages of the docs say of states: lists of statuses, graphs, tables of commands."""

import re
from collections.abc import Iterator

from wayout.analysis.conformance.drift.bindings import DocsBinding
from wayout.analysis.conformance.drift.facts import (
    Command,
    Commands,
    Constants,
    Fact,
    Item,
    Row,
    Table,
    Unresolved,
    absent,
)
from wayout.analysis.conformance.drift.graphs import Edge, edges_of_dot, edges_of_svg
from wayout.analysis.conformance.drift.pages import TableRow, dot_block, find_line, rows, terms
from wayout.analysis.conformance.drift.tree import Forest, Tree
from wayout.analysis.lifecycle import Location

_ASIDE = re.compile(r"\s*\([^)]*\)")


def document(forest: Forest, tree: Tree, binding: DocsBinding) -> Fact | Unresolved:
    """Return what a page says, in the terms of its binding. Linear in the page."""
    place = Location(tree.prefix + binding.path)
    if not forest.has(tree, binding.path):
        return absent(binding.path, f"is not in {tree.label}", place)
    text = tree.files.read(binding.path).decode("utf-8", "replace")
    return _Page(binding, text, place).fact()


class _Page:
    def __init__(self, binding: DocsBinding, text: str, place: Location) -> None:
        self._binding = binding
        self._text = text
        self._lines = text.splitlines()
        self._place = place
        self._words = {key.casefold(): values for key, values in binding.words}

    def fact(self) -> Fact | Unresolved:
        start = find_line(self._lines, self._binding.name)
        if start is None:
            reason = f"has no line with {self._binding.name!r}"
            return Unresolved(self._binding.path, reason, self._place)
        match self._binding.shape:
            case "transitions":
                return self._graph(start)
            case "commands":
                return self._commands(start)
        return self._statuses(start)

    def _at(self, line: int) -> Location:
        return Location(self._place.path, line)

    def _items(self, text: str, line: int) -> Iterator[Item]:
        """Yield the values that a cell means; a word that is given none means nothing."""
        for part in text.split(","):
            word = _ASIDE.sub("", part).strip().strip("`*").strip()
            if word:
                for value in self._words.get(word.casefold(), (word,)):
                    yield Item(value, self._at(line))

    def _statuses(self, start: int) -> Fact | Unresolved:
        table = list(rows(self._lines, start))
        if self._binding.shape == "terms" or not table:
            listed = [(term, line) for term, line in terms(self._lines, start)]
        else:
            column = _column(table[0], self._binding.column)
            if column is None:
                return self._without_column(table[0])
            listed = [(row.cells[column], row.line) for row in table[1:]]
        items = tuple(item for text, line in listed for item in self._items(text, line))
        if not items:
            return Unresolved(self._binding.path, "lists nothing there", self._at(start + 1))
        return Constants(self._binding.path, items, self._at(listed[0][1]))

    def _commands(self, start: int) -> Fact | Unresolved:
        table = list(rows(self._lines, start))
        if not table:
            return Unresolved(self._binding.path, "has no table there", self._at(start + 1))
        column = _column(table[0], self._binding.column)
        if column is None:
            return self._without_column(table[0])
        found = tuple(
            Command(
                row.cells[0], tuple(self._items(row.cells[column], row.line)), self._at(row.line)
            )
            for row in table[1:]
        )
        return Commands(self._binding.path, found, self._at(table[0].line))

    def _without_column(self, heading: TableRow) -> Unresolved:
        reason = f"has no column {self._binding.column!r} but {', '.join(heading.cells)}"
        return Unresolved(self._binding.path, reason, self._at(heading.line))

    def _graph(self, start: int) -> Fact | Unresolved:
        path, line = self._binding.path, 1
        edges: list[Edge]
        if path.endswith(".svg"):
            edges = list(edges_of_svg(self._text))
        elif path.endswith((".dot", ".gv")):
            edges = list(edges_of_dot(self._text))
        else:
            block = dot_block(self._lines, start)
            if block is None:
                return Unresolved(path, "has no DOT block there", self._at(start + 1))
            line = block[1]
            edges = list(edges_of_dot(*block))
        if not edges:
            return Unresolved(path, "has no edges", self._at(line))
        return Table(path, (), tuple(self._rows(edges)), self._at(line))

    def _rows(self, edges: list[Edge]) -> Iterator[Row]:
        events = dict(self._binding.events)
        for edge in edges:
            label = _ASIDE.sub("", edge.label).strip()
            label = next(iter(events.get(label, ())), label)
            for start in self._items(edge.origin, edge.line):
                for end in self._items(edge.target, edge.line):
                    yield Row(start.value, end.value, start.place, label or None)


def _column(heading: TableRow, wanted: str) -> int | None:
    if not wanted:
        return 0
    names = [cell.casefold() for cell in heading.cells]
    return names.index(wanted.casefold()) if wanted.casefold() in names else None
