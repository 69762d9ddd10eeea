"""WO503: an event is allowed from other states than the guard in the source says."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.drift.bindings import Bound, GuardsBinding
from wayout.analysis.conformance.drift.facts import Guard, Item, Unresolved
from wayout.analysis.conformance.drift.matching import (
    at,
    bound,
    part_of,
    place_of_event,
    recorded,
    unread,
)
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Location, State
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    leaving: dict[str | None, set[str]] = {}
    for step in lifecycle.transitions:
        leaving.setdefault(step.event, set()).add(step.from_state)
    for each, binding in bound(lifecycle, GuardsBinding):
        if isinstance(each.fact, Unresolved):
            yield unread(CHECK, lifecycle, each.fact, each.source)
        elif isinstance(each.fact, Guard) and each.is_held:
            yield from _held(lifecycle, each, each.fact, binding, leaving)


def _held(
    lifecycle: Lifecycle,
    each: Bound,
    guard: Guard,
    binding: GuardsBinding,
    leaving: dict[str | None, set[str]],
) -> Iterator[Finding]:
    when = f" when {' and '.join(guard.when)}" if guard.when else ""
    where = f"the guard of {guard.function}{when} ({at(guard.place)})"
    if not each.events:
        yield CHECK.finding(
            lifecycle,
            f"no event is bound to {where} of {each.source}",
            statuses=(guard.function,),
            source=guard.place,
        )
        return
    domain = [s for s in recorded(lifecycle) if _concerns(s, binding)]
    allowed = {state.id for state in domain if _allows(guard, state, binding)}
    for event in each.events:
        extra = [s.id for s in domain if s.id in leaving.get(event, ()) and s.id not in allowed]
        if extra:
            yield CHECK.finding(
                lifecycle,
                f"{event!r} leaves {quoted(extra)}, which {where} refuses",
                states=tuple(extra),
                events=(event,),
                location=place_of_event(lifecycle, event),
                source=guard.place,
            )
    met = set().union(*(leaving.get(event, set()) for event in each.events))
    missing = [s for s in domain if s.id in allowed and s.id not in met]
    if missing:
        place = _place(guard, missing, binding)
        yield CHECK.finding(
            lifecycle,
            f"{where} accepts {quoted(s.id for s in missing)} ({at(place)}), "
            f"which {quoted(each.events, 'or')} does not leave",
            states=tuple(state.id for state in missing),
            events=each.events,
            location=place_of_event(lifecycle, each.events[0]),
            source=place,
        )


def _concerns(state: State, binding: GuardsBinding) -> bool:
    """Whether the guard's function ever meets a record in this state."""
    parts = {part for _, part in binding.fields}
    values = {part_of(state, part or None) for part in parts}
    return values.isdisjoint(binding.refuses)


def _allows(guard: Guard, state: State, binding: GuardsBinding) -> bool:
    for field, part in binding.fields:
        items = guard.of(field)
        if items is not None and part_of(state, part or None) not in {i.value for i in items}:
            return False
    return True


def _place(guard: Guard, missing: list[State], binding: GuardsBinding) -> Location:
    """Return where the value is written that all missing states share; else where the guard is."""
    for field, part in binding.fields:
        values = {part_of(state, part or None) for state in missing}
        items: tuple[Item, ...] = guard.of(field) or ()
        places = [item.place for item in items if values == {item.value}]
        if places and len(items) > 1:
            return places[0]
    return guard.place


CHECK = Check(
    id="WO503",
    slug="guard-mismatch",
    severity=Severity.ERROR,
    summary="An event that is allowed from other states than the guard in the source says.",
    remedy="let the event leave exactly the states that the guard accepts",
    run=_run,
)
