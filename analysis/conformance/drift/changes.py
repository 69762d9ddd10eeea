"""What changed upstream between two sources, in the facts that bind lifecycles."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.conformance.drift.bindings import (
    Bound,
    ConstantsBinding,
    DocsBinding,
    GuardsBinding,
    MapBinding,
    TableBinding,
    WritesBinding,
)
from wayout.analysis.conformance.drift.facts import (
    Constants,
    Guard,
    StatusMap,
    Table,
    Unresolved,
    Writes,
)
from wayout.analysis.conformance.drift.matching import at, shown
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle, Location

_Entry = tuple[str, tuple[str, ...]]
"""What a fact says, as a sentence has it, and the values that it is about."""

_CHECKS = MappingProxyType(
    {
        ConstantsBinding: ("WO501", "WO502"),
        GuardsBinding: ("WO503", "WO503"),
        TableBinding: ("WO504", "WO505"),
        WritesBinding: ("WO506", "WO506"),
        MapBinding: ("WO507", "WO507"),
        DocsBinding: ("WO508", "WO508"),
    }
)
"""The checks that the lifecycle fails next, for what is new and for what is gone."""


def changes(before: Iterable[Lifecycle], after: Iterable[Lifecycle]) -> Iterator[Finding]:
    """Yield what is new and what is gone, by lifecycle and binding. Linear in the facts."""
    older = {lifecycle.name: lifecycle for lifecycle in before}
    for lifecycle in after:
        old = older.get(lifecycle.name)
        was = _entries(old.facts if old else ())
        now = _entries(lifecycle.facts)
        for binding in dict.fromkeys((*now, *was)):
            mine, theirs = now.get(binding, {}), was.get(binding, {})
            added, removed = _CHECKS[type(binding)]
            for entry, place in mine.items():
                if entry not in theirs:
                    yield _finding(lifecycle, added, "is new", entry, place)
            for entry, place in theirs.items():
                if entry not in mine:
                    yield _finding(lifecycle, removed, "is gone", entry, place)


def _finding(
    lifecycle: Lifecycle, check_id: str, change: str, entry: _Entry, place: Location
) -> Finding:
    (check,) = checks([check_id])
    what, values = entry
    message = f"upstream, {what} {change} ({at(place)})"
    return check.finding(lifecycle, message, statuses=values, source=place)


def _entries(facts: Iterable[Bound]) -> dict[object, dict[_Entry, Location]]:
    found: dict[object, dict[_Entry, Location]] = {}
    for each in facts:
        entries = found.setdefault(each.binding, {})
        for entry, place in _said(each):
            entries.setdefault(entry, place)
    return found


def _said(each: Bound) -> Iterator[tuple[_Entry, Location]]:  # noqa: C901 - a case for each fact
    fact = each.fact
    match fact:
        case Unresolved():
            yield (f"{fact.what}, which cannot be read,", (fact.what,)), fact.place
        case Constants():
            for item in fact.items:
                yield (f"{item.value!r} of {fact.name}", (str(item.value),)), item.place
        case Guard():
            yield from _of_guard(fact)
        case Table():
            for row in fact.rows:
                pair = (str(row.from_value), str(row.to_value))
                by = f" by {row.event!r}" if row.event else ""
                what = f"{fact.name} from {row.from_value!r} to {row.to_value!r}{by}"
                yield (what, pair), row.place
        case StatusMap():
            for cell in fact.cells:
                what = f"{cell.status!r} in {fact.name} for {shown(cell.keys)}"
                yield (what, (cell.status,)), cell.place
        case Writes():
            for write in fact.writes:
                what = f"the write of {write.value!r} to {fact.field} in {write.function}"
                yield (what, (str(write.value),)), write.place
        case _:
            for command in fact.rows:
                values = tuple(str(item.value) for item in command.states)
                yield (f"{command.name!r} from {shown(values)}", values), command.place


def _of_guard(guard: Guard) -> Iterator[tuple[_Entry, Location]]:
    when = f" when {' and '.join(guard.when)}" if guard.when else ""
    name = f"the guard of {guard.function}{when}"
    yield (name, (guard.function,)), guard.place
    for field, items in guard.allowed:
        for item in items:
            what = f"{item.value!r} as {field} in {name}"
            yield (what, (guard.function, str(item.value))), item.place
