"""WO504: a table or machine of the source has a transition that the lifecycle lacks."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import TableBinding
from wayout.analysis.conformance.drift.facts import Table, Unresolved
from wayout.analysis.conformance.drift.matching import at, bound, by_value, pairs, unread
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, TableBinding):
        fact = each.fact
        if isinstance(fact, Unresolved):
            yield unread(CHECK, lifecycle, fact, each.source)
        elif isinstance(fact, Table):
            for what in fact.unresolved:
                yield unread(CHECK, lifecycle, what, each.source)
            yield from _missing(lifecycle, fact, each.source, labels=binding.labels)


def _missing(lifecycle: Lifecycle, table: Table, source: str, *, labels: bool) -> Iterator[Finding]:
    known, states = pairs(lifecycle), by_value(lifecycle, None)
    for row in table.rows:
        steps = known.get((row.from_value, row.to_value), [])
        if row.from_value == row.to_value and not labels:
            continue
        if steps and (not labels or any(step.event == row.event for step in steps)):
            continue
        by = f" by {row.event!r}" if labels and row.event else ""
        origin = states.get(row.from_value, [None])[0]
        yield CHECK.finding(
            lifecycle,
            f"{table.name} of {source} leads from {row.from_value!r} to {row.to_value!r}{by} "
            f"({at(row.place)}), and the lifecycle has no such transition",
            statuses=(str(row.from_value), str(row.to_value)),
            events=(row.event,) if labels and row.event else (),
            location=origin.location if origin else None,
            source=row.place,
        )


CHECK = Check(
    id="WO504",
    slug="missing-transition",
    severity=Severity.ERROR,
    summary="A transition that a table of the source has and the lifecycle lacks.",
    remedy="declare the transition",
    run=_run,
)
