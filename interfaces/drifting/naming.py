"""Names of a mapping that fit nothing: a binding to them would hold nothing, and say nothing."""

from collections.abc import Iterable, Iterator, Sequence

from wayout.analysis.conformance.drift.bindings import (
    Binding,
    ConstantsBinding,
    DocsBinding,
    GuardsBinding,
    MapBinding,
    Mapping,
    WritesBinding,
)
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.interfaces.drifting.gathering import Held, Wanted
from wayout.interfaces.errors import UsageError


def unfitting(
    mappings: Iterable[Mapping], lifecycles: Sequence[Lifecycle], declared: Iterable[str]
) -> Iterator[str]:
    """Yield a line for each lifecycle, part, event and status that a mapping names in vain.

    `declared` are lifecycles that a source declares, of which no more is known than the name.
    """
    by_name = {lifecycle.name: lifecycle for lifecycle in lifecycles}
    names = sorted({*by_name, *declared})
    for mapping in mappings:
        for binding in mapping.bindings:
            at = f"{binding.place.path}:{binding.place.line}"
            if binding.lifecycle not in names:
                meant = _meant(binding.lifecycle, names)
                yield f"{at}: no lifecycle is called {binding.lifecycle!r}{meant}"
            elif binding.lifecycle in by_name:
                yield from _in(binding, by_name[binding.lifecycle], at)
        for name, accepted in mapping.accepted:
            if name not in names:
                place = accepted.place
                at = f"{place.path}:{place.line}: " if place else ""
                yield f"{at}no lifecycle is called {name!r}{_meant(name, names)}"


def refuse_unheld(
    held: Held, targets: Iterable[str], mappings: Sequence[Mapping], wanted: Sequence[Wanted]
) -> None:
    """Refuse a run that holds nothing, or nothing of a TARGET: it could not fail.

    Raises:
        UsageError: for each of them.
    """
    bound = {x.name for x in held.lifecycles if any(each.is_held for each in x.facts)}
    read = " and ".join(each.project for each in wanted) or "no source"
    problems = []
    for name in sorted(set(targets) - bound):
        by = [m.project for m in mappings if any(b.lifecycle == name for b in m.bindings)]
        remedy = f"name a source of {' or '.join(by)}" if by else "bind it in [tool.wayout.drift]"
        problems.append(f"{name}: nothing of {read} is bound to it; {remedy}")
    if not (bound or problems):
        problems = [f"nothing of {read} is bound to a lifecycle; bind it in [tool.wayout.drift]"]
    if problems:
        raise UsageError(*problems)


def _in(binding: Binding, lifecycle: Lifecycle, at: str) -> Iterator[str]:
    parts = list(dict.fromkeys(key for s in lifecycle.states for key, _ in s.parts or ()))
    for part in _parts(binding):
        if part not in parts:
            yield f"{at}: the states of {lifecycle.name} have no part {part!r}{_meant(part, parts)}"
    events = [event for event in lifecycle.events if event]
    for event in _events(binding):
        if event not in events:
            yield f"{at}: {lifecycle.name} has no event {event!r}{_meant(event, events)}"
    if isinstance(binding, GuardsBinding):
        values = {str(value) for s in lifecycle.states for _, value in s.parts or () if value}
        values |= {state.value for state in lifecycle.states}
        for value in binding.refuses:
            if value not in values:
                meant = _meant(value, sorted(values))
                yield f"{at}: {lifecycle.name} has no state {value!r} to refuse{meant}"


def _parts(binding: Binding) -> Iterator[str]:
    match binding:
        case ConstantsBinding(part=str(part)) | WritesBinding(part=str(part)):
            yield part
        case DocsBinding(part=str(part)):
            yield part
        case MapBinding():
            yield from binding.parts
        case GuardsBinding():
            yield from (part for _, part in binding.fields if part)


def _events(binding: Binding) -> Iterator[str]:
    if isinstance(binding, GuardsBinding | DocsBinding):
        yield from dict.fromkeys(event for _, events in binding.events for event in events)


def _meant(name: str, known: Sequence[str]) -> str:
    return did_you_mean(name, tuple(known)) or f"; there are {', '.join(known) or 'none'}"
