"""WO508: a page of the docs says of the states what is not so."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import Bound, DocsBinding
from wayout.analysis.conformance.drift.facts import (
    Command,
    Commands,
    Constants,
    Item,
    Literal,
    Table,
    Unresolved,
)
from wayout.analysis.conformance.drift.matching import (
    at,
    bound,
    by_value,
    pairs,
    part_of,
    place_of_event,
    shown,
    unread,
)
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, DocsBinding):
        fact = each.fact
        if not each.is_held:
            continue
        if isinstance(fact, Unresolved):
            yield unread(CHECK, lifecycle, fact, each.source)
        elif isinstance(fact, Constants):
            yield from _statuses(lifecycle, fact, binding)
        elif isinstance(fact, Table):
            yield from _transitions(lifecycle, fact, binding)
        elif isinstance(fact, Commands):
            for row in fact.rows:
                yield from _command(lifecycle, row, each, binding)


def _statuses(lifecycle: Lifecycle, page: Constants, binding: DocsBinding) -> Iterator[Finding]:
    known: dict[Literal, object]
    if binding.public and lifecycle.projection:
        known = dict.fromkeys(lifecycle.projection.statuses)
    else:
        known = dict.fromkeys(by_value(lifecycle, binding.part))
    told: dict[Literal, list[Item]] = {}
    for item in page.items:
        told.setdefault(item.value, []).append(item)
    for value, (item, *others) in told.items():
        if value not in known:
            more = f" and {len(others):,} more" if others else ""
            yield CHECK.finding(
                lifecycle,
                f"{page.name} ({at(item.place)}{more}) lists {value!r}, and there is no such state",
                statuses=(str(value),),
                source=item.place,
            )
    for value in known:
        if binding.whole and value is not None and value not in told:
            states = by_value(lifecycle, binding.part).get(value)
            yield CHECK.finding(
                lifecycle,
                f"{page.name} ({at(page.place)}) does not list {value!r}",
                statuses=(str(value),),
                location=states[0].location if states else None,
                source=page.place,
            )


def _transitions(lifecycle: Lifecycle, page: Table, binding: DocsBinding) -> Iterator[Finding]:
    known = pairs(lifecycle, binding.part)
    told = {(row.from_value, row.to_value): row for row in page.rows}
    labelled = {(row.from_value, row.event, row.to_value) for row in page.rows}
    for (origin, target), steps in known.items():
        if target in binding.everywhere:
            continue
        events = tuple(dict.fromkeys(step.event or "" for step in steps))
        if (origin, target) in told:
            events = tuple(e for e in events if (origin, e, target) not in labelled)
            if not binding.labels or not events:
                continue
        yield CHECK.finding(
            lifecycle,
            f"{page.name} ({at(page.place)}) has no transition from {origin!r} to {target!r}, "
            f"which {quoted(events)} {'makes' if len(events) == 1 else 'make'}",
            statuses=(str(origin), str(target)),
            events=events,
            location=steps[0].location,
            source=page.place,
        )
    for (origin, target), row in told.items():
        if origin != target and (origin, target) not in known:
            yield CHECK.finding(
                lifecycle,
                f"{page.name} ({at(row.place)}) has a transition from {origin!r} to {target!r}, "
                "and there is no such transition",
                statuses=(str(origin), str(target)),
                source=row.place,
            )


def _command(
    lifecycle: Lifecycle, row: Command, each: Bound, binding: DocsBinding
) -> Iterator[Finding]:
    events = dict(binding.events).get(row.name)
    if events is None:
        return
    states = lifecycle.by_id
    allowed = dict.fromkeys(
        part_of(states[step.from_state], binding.part)
        for step in lifecycle.transitions
        if step.event in events
    )
    told = dict.fromkeys(item.value for item in row.states)
    added = [value for value in told if value not in allowed]
    lacking = [value for value in allowed if value not in told]
    said = [f"says {shown(added)}, which the code refuses"] if added else []
    if lacking:
        said.append(f"lacks {shown(lacking)}, which the code accepts")
    if said:
        yield CHECK.finding(
            lifecycle,
            f"{each.source} documents {row.name!r} ({at(row.place)}): the page "
            f"{', and '.join(said)}",
            events=events,
            statuses=tuple(str(value) for value in (*added, *lacking)),
            location=place_of_event(lifecycle, events[0]),
            source=row.place,
        )


CHECK = Check(
    id="WO508",
    slug="stale-docs",
    severity=Severity.WARNING,
    summary="A page of the docs that says of states or transitions what is not so.",
    remedy="correct the page, or generate it from the lifecycle with `wayout docs`",
    run=_run,
)
