"""The tables that documents ask for: of which rows and columns, by options."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from wayout.analysis.completeness import events_of
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.diagrams import View
from wayout.diagrams.tables import TABLES, NoColumn, Table
from wayout.diagrams.tables.viewing import VIEWED, Tables, tables_of
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError
from wayout.interfaces.viewing import PARTS, wanted

OPTIONS = ("columns", "only", *(option.name for option in PARTS))
"""The options of a table. `only` are events, by names or patterns."""

SECTIONS = (("states", "States"), ("events", "Events"), ("accepted", "Accepted findings"))
"""The tables of a page about a lifecycle, with their headings."""

_BY_EVENT = ("transitions", "events", "matrix")
"""The tables that can be of some events only."""


def tabled(name: str, given: Mapping[str, str], lifecycle: Lifecycle, config: Config) -> Tables:
    """Return the tables of this name as the options among those given ask for them.

    Raises:
        UsageError: for what means nothing, or fits nothing in the lifecycle.
    """
    if name not in TABLES:
        known = tuple(TABLES)
        hint = did_you_mean(name, known)
        message = f"there is no table of {name!r}, but of {', '.join(known)}{hint}"
        raise UsageError(message)
    view = wanted(given, lifecycle, config).view
    if problems := _contradictions(name, given, view):
        raise UsageError(*problems)
    if "only" in given:
        lifecycle = _of_events(lifecycle, _listed(given["only"]))
    found = tables_of(name, lifecycle, view)
    return replace(found, tables=tuple(with_columns(table, given) for table in found.tables))


def with_columns(table: Table, given: Mapping[str, str]) -> Table:
    """Return the table with the `columns` that are given, or as it is.

    Raises:
        UsageError: for one that it does not have.
    """
    if "columns" not in given:
        return table
    try:
        return table.only(_listed(given["columns"]))
    except NoColumn as error:
        known = ", ".join(error.known)
        hint = did_you_mean(error.name, error.known)
        message = f"there is no column {error.name!r}; there are {known}{hint}"
        raise UsageError(message) from error


def _contradictions(name: str, given: Mapping[str, str], view: View) -> list[str]:
    found = []
    if not view.is_whole and name not in VIEWED:
        found.append(f"the table of {name} is of the whole; views are of {', '.join(VIEWED)}")
    if not view.is_whole and "only" in given:
        found.append("only chooses events, and a view does so by itself: give one of them")
    if "only" in given and name not in _BY_EVENT:
        found.append(f"only chooses in the tables of {', '.join(_BY_EVENT)}, not of {name}")
    if "columns" in given and name == "matrix":
        found.append("a matrix has events for columns; choose them by only")
    return found


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())


def _of_events(lifecycle: Lifecycle, patterns: Iterable[str]) -> Lifecycle:
    known = events_of(lifecycle)
    kept: set[str] = set()
    for pattern in patterns:
        found = [event for event in known if fnmatchcase(event, pattern)]
        if not found:
            hint = did_you_mean(pattern, known)
            message = f"only: {lifecycle.name} has no event {pattern!r}{hint}"
            raise UsageError(message)
        kept.update(found)
    return replace(
        lifecycle,
        events=tuple(event for event in lifecycle.events if event in kept),
        transitions=tuple(step for step in lifecycle.transitions if step.event in kept),
        shadowed=tuple(step for step in lifecycle.shadowed if step.event in kept),
    )
