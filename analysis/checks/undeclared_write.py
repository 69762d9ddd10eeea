"""WO506: the source writes a value that it, or the lifecycle, has no state for."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import ConstantsBinding, WritesBinding
from wayout.analysis.conformance.drift.facts import Constants, Literal, Unresolved, Write, Writes
from wayout.analysis.conformance.drift.matching import at, bound, by_value, unread
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for each, binding in bound(lifecycle, WritesBinding):
        if isinstance(each.fact, Unresolved):
            yield unread(CHECK, lifecycle, each.fact, each.source)
        elif isinstance(each.fact, Writes):
            yield from _undeclared(lifecycle, each.fact, each.source, binding.part)


def _undeclared(
    lifecycle: Lifecycle, fact: Writes, source: str, part: str | None
) -> Iterator[Finding]:
    known = by_value(lifecycle, part)
    declared = _declared(lifecycle, part)
    by: dict[Literal, list[Write]] = {}
    for write in fact.writes:
        by.setdefault(write.value, []).append(write)
    for value, writes in by.items():
        lacking = []
        if value not in known and value is not None:
            lacking.append("the lifecycle has no such state")
        if declared and value is not None and value not in declared:
            lacking.append("no constant declares it")
        if lacking:
            first = writes[0]
            more = f" and {len(writes) - 1:,} more" if len(writes) > 1 else ""
            state = known.get(value, [None])[0]
            yield CHECK.finding(
                lifecycle,
                f"{source} writes {value!r} to {fact.field} in {first.function} "
                f"({at(first.place)}{more}): {', and '.join(lacking)}",
                statuses=(str(value),),
                location=state.location if state else None,
                source=first.place,
            )


def _declared(lifecycle: Lifecycle, part: str | None) -> frozenset[Literal]:
    """Return what the constants that are bound to the same values declare."""
    return frozenset(
        item.value
        for each, binding in bound(lifecycle, ConstantsBinding)
        if binding.part == part and binding.whole and isinstance(each.fact, Constants)
        for item in each.fact.items
    )


CHECK = Check(
    id="WO506",
    slug="undeclared-write",
    severity=Severity.ERROR,
    summary="A value that the source writes, and that no constant or no state stands for.",
    remedy="declare the state, or the constant, that is written",
    run=_run,
)
