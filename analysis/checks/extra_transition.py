"""WO505: the lifecycle has a transition that a table or machine of the source lacks."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import TableBinding
from wayout.analysis.conformance.drift.facts import Table
from wayout.analysis.conformance.drift.matching import at, bound, pairs
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Location, Transition
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, TableBinding):
        if isinstance(each.fact, Table) and not each.fact.unresolved:
            yield from _extra(lifecycle, each.fact, each.source, labels=binding.labels)


def _extra(lifecycle: Lifecycle, table: Table, source: str, *, labels: bool) -> Iterator[Finding]:
    rows = {(row.from_value, row.to_value) for row in table.rows}
    labelled = {(row.from_value, row.event, row.to_value) for row in table.rows}
    places: dict[object, Location] = {item.value: item.place for item in table.states}
    for (origin, target), steps in pairs(lifecycle).items():
        extra: list[Transition] = []
        if (origin, target) not in rows:
            extra = steps
        elif labels:
            extra = [step for step in steps if (origin, step.event, target) not in labelled]
        if not extra:
            continue
        events = tuple(dict.fromkeys(step.event or "" for step in extra))
        place = places.get(origin, table.place)
        yield CHECK.finding(
            lifecycle,
            f"{quoted(events)} leads from {origin!r} to {target!r}, which {table.name} of {source} "
            f"({at(place)}) lacks",
            statuses=(str(origin), str(target)),
            events=events,
            location=extra[0].location,
            source=place,
        )


CHECK = Check(
    id="WO505",
    slug="extra-transition",
    severity=Severity.ERROR,
    summary="A transition of the lifecycle that a table of the source lacks.",
    remedy="remove the transition, or say why the source makes it beside its table",
    run=_run,
)
