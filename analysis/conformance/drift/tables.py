"""Tables: dict literals that say from which state which others are reached, or what is shown."""

import ast

from wayout.analysis.conformance.drift.facts import (
    Cell,
    Item,
    Literal,
    Row,
    StatusMap,
    Table,
    Unresolved,
)
from wayout.analysis.conformance.drift.following import Scope, UnresolvedError
from wayout.analysis.conformance.drift.resolving import Known, Pairs, Resolver, Series
from wayout.analysis.conformance.drift.scopes import find, missing
from wayout.analysis.conformance.drift.tree import Module


def table(resolver: Resolver, module: Module, name: str) -> Table | Unresolved:
    """Return a dict of states and the states after them, or a list of pairs or triples.

    The values of the dict are lists of states, single states, or dicts from events to states. A
    list holds (from, to) or (event, from, to). Linear.
    """
    try:
        known = _known(resolver, module, name)
        if isinstance(known, Pairs):
            rows = tuple(row for key, value in known.parts for row in _targets(key, value))
            return Table(name, tuple(key for key, _ in known.parts), rows, known.place)
        rows = tuple(_row(part) for part in known.parts) if isinstance(known, Series) else ()
    except UnresolvedError as error:
        return error.unresolved
    except _ShapeError as error:
        return Unresolved(
            name, f"has a row of another shape than its others: {error}", error.at.place
        )
    if not isinstance(known, Series):
        return Unresolved(name, "is neither a dict nor a list", known.place)
    return Table(name, (), rows, known.place)


def status_map(
    resolver: Resolver, module: Module, name: str, rest: str | None
) -> StatusMap | Unresolved:
    """Return a dict from values to public statuses, or from values to such dicts.

    `rest` is the key of an inner dict that stands for all values which have no key there.
    """
    try:
        known = _known(resolver, module, name)
        if not isinstance(known, Pairs):
            return Unresolved(name, "is no dict", known.place)
        cells = tuple(cell for key, value in known.parts for cell in _cells((key,), value, rest))
    except UnresolvedError as error:
        return error.unresolved
    except _ShapeError as error:
        return Unresolved(name, f"has a cell that is no text: {error}", error.at.place)
    return StatusMap(name, cells, known.place)


class _ShapeError(Exception):
    def __init__(self, at: Known) -> None:
        value = at.value if isinstance(at, Item) else type(at).__name__.lower()
        super().__init__(str(value))
        self.at = at


def _known(resolver: Resolver, module: Module, name: str) -> Known:
    classes, found = find(module.body.body, name)
    scope = Scope(module, tuple(classes))
    if not isinstance(found, ast.expr):
        raise UnresolvedError(missing(module, name))
    return resolver.value(found, scope)


def _targets(key: Item, value: Known) -> list[Row]:
    if isinstance(value, Item):
        return [] if value.value is None else [Row(key.value, value.value, value.place)]
    if isinstance(value, Series):
        return [Row(key.value, _single(part).value, part.place) for part in value.parts]
    return [
        Row(key.value, target.value, event.place, str(event.value))
        for event, targets in value.parts
        for target in (_all(targets))
    ]


def _all(known: Known) -> list[Item]:
    parts = known.parts if isinstance(known, Series) else (known,)
    return [_single(part) for part in parts if not isinstance(part, tuple)]


def _row(part: Known) -> Row:
    values = [_single(each) for each in part.parts] if isinstance(part, Series) else []
    if len(values) == _PAIR:
        return Row(values[0].value, values[1].value, part.place)
    if len(values) == _PAIR + 1:
        return Row(values[1].value, values[2].value, part.place, str(values[0].value))
    raise _ShapeError(part)


def _single(known: Known | tuple[Item, Known]) -> Item:
    if isinstance(known, Item):
        return known
    raise _ShapeError(known[1] if isinstance(known, tuple) else known)


def _cells(keys: tuple[Item, ...], value: Known, rest: str | None) -> list[Cell]:
    if isinstance(value, Pairs):
        return [c for key, inner in value.parts for c in _cells((*keys, key), inner, rest)]
    status = _single(value)
    names: tuple[Literal, ...] = tuple(REST if k.value == rest else k.value for k in keys)
    return [Cell(names, str(status.value), keys[-1].place)]


REST = "*"
"""Stands in a cell for all values that have no cell of their own."""

_PAIR = 2
