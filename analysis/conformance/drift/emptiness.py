"""Facts that hold nothing: a binding to them would pass whatever the source says."""

from wayout.analysis.conformance.drift.bindings import (
    Binding,
    ConstantsBinding,
    DocsBinding,
    GuardsBinding,
    WritesBinding,
)
from wayout.analysis.conformance.drift.facts import (
    Commands,
    Constants,
    Fact,
    Guard,
    StatusMap,
    Table,
    Unresolved,
    Writes,
    absent,
)


def unless_empty(fact: Fact | Unresolved, binding: Binding) -> Fact | Unresolved:
    """Return a fact, or that it holds nothing that a lifecycle could be held against."""
    match fact:
        case Constants(items=(), unresolved=()) if isinstance(binding, ConstantsBinding):
            patterns = "" if binding.only == ("*",) else f" named {' or '.join(binding.only)}"
            return absent(fact.name, f"holds no constant{patterns} with a text", fact.place)
        case Writes(writes=(), unresolved=()) if isinstance(binding, WritesBinding):
            things = " or ".join(binding.on)
            reason = f"writes nothing to {binding.field} of what is called {things}"
            return absent(binding.path, reason, fact.place)
        case Table(states=(), rows=(), unresolved=()):
            return absent(fact.name, "has no transitions", fact.place)
        case StatusMap(cells=()):
            return absent(fact.name, "has no statuses", fact.place)
        case Commands(rows=()):
            return absent(fact.name, "has a table without rows there", fact.place)
    return fact


def unmet(facts: list[Fact | Unresolved], binding: Binding, place: Unresolved) -> list[Unresolved]:
    """Return what a binding says of functions, ways and rows that the source has none of.

    `place` names the source, for what is said of the whole.
    """
    if any(isinstance(each, Unresolved) for each in facts):
        return []
    if isinstance(binding, GuardsBinding):
        return _of_guards([each for each in facts if isinstance(each, Guard)], binding, place)
    if isinstance(binding, DocsBinding) and binding.shape == "commands":
        named = {row.name for each in facts if isinstance(each, Commands) for row in each.rows}
        lacking = [name for name, _ in binding.events if name not in named]
        return [absent(place.what, f"has no row for {name!r}", place.place) for name in lacking]
    return []


def _of_guards(guards: list[Guard], binding: GuardsBinding, place: Unresolved) -> list[Unresolved]:
    functions = {guard.function for guard in guards}
    found = [
        absent(name, f"has no guard in {place.what}", place.place)
        for name, _ in binding.events
        if name not in functions
    ]
    ways = dict.fromkeys(when(guard) for guard in guards)
    if binding.when is not None and binding.when not in ways:
        shown = " or ".join(repr(way) for way in ways if way) or "no condition at all"
        reason = f"has no guard when {binding.when!r}, but when {shown}"
        found.append(absent(binding.name, reason, place.place))
    return found


def when(guard: Guard) -> str:
    """Return the conditions of a guard as a binding writes them."""
    return " and ".join(guard.when)
