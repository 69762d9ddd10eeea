"""WO501: the source has a state that the lifecycle lacks."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import ConstantsBinding, TableBinding
from wayout.analysis.conformance.drift.facts import Constants, Item, Table, Unresolved
from wayout.analysis.conformance.drift.matching import at, bound, by_value, unread
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, ConstantsBinding):
        if isinstance(each.fact, Unresolved):
            yield unread(CHECK, lifecycle, each.fact, each.source)
        elif isinstance(each.fact, Constants):
            known = by_value(lifecycle, binding.part)
            for what in each.fact.unresolved:
                yield unread(CHECK, lifecycle, what, each.source)
            for item in each.fact.items:
                if item.value not in known:
                    of = f"a state with the {binding.part}" if binding.part else "a state"
                    yield _finding(lifecycle, item, f"{each.source} has {of}", each.fact.name)
    for each, _ in bound(lifecycle, TableBinding):
        if isinstance(each.fact, Table):
            yield from _of_table(lifecycle, each.fact, each.source)


def _of_table(lifecycle: Lifecycle, table: Table, source: str) -> Iterator[Finding]:
    known = by_value(lifecycle, None)
    for item in table.states:
        if item.value not in known:
            yield _finding(lifecycle, item, f"{source} has a state", table.name)


def _finding(lifecycle: Lifecycle, item: Item, has: str, name: str) -> Finding:
    called = f" ({item.name})" if item.name else ""
    return CHECK.finding(
        lifecycle,
        f"{has} {item.value!r}{called} that the lifecycle lacks: {name} ({at(item.place)})",
        statuses=(str(item.value),),
        source=item.place,
    )


CHECK = Check(
    id="WO501",
    slug="undeclared-state",
    severity=Severity.ERROR,
    summary="A state of the source that the lifecycle lacks.",
    remedy="declare the state, with what leads to it and away from it",
    run=_run,
)
