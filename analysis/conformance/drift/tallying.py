"""How much of a source each binding holds, so that a run without findings can be believed."""

from collections.abc import Iterable
from dataclasses import dataclass

from wayout.analysis.conformance.drift.bindings import Bound
from wayout.analysis.conformance.drift.facts import (
    Commands,
    Constants,
    Fact,
    Guard,
    StatusMap,
    Table,
    Unresolved,
    Writes,
)
from wayout.analysis.lifecycle import Lifecycle


@dataclass(frozen=True, slots=True)
class Tally:
    """What one binding holds. `unread` counts what it cannot be held against.

    `what` is what one of them is called. `left_out` are those that no check looks at.
    """

    lifecycle: str
    project: str
    source: str
    what: str
    held: int
    unread: int
    left_out: tuple[Fact | Unresolved, ...]


def tallies(lifecycles: Iterable[Lifecycle]) -> tuple[Tally, ...]:
    """Return what each binding holds, by lifecycle and in the order of the mapping. Linear."""
    return tuple(
        _tally(lifecycle, group) for lifecycle in lifecycles for group in _by_binding(lifecycle)
    )


def totals(every: Iterable[Tally]) -> dict[str, int]:
    """Return how many facts of each sort are held."""
    found: dict[str, int] = {}
    for each in every:
        found[each.what] = found.get(each.what, 0) + each.held
    return {what: number for what, number in found.items() if number}


def _by_binding(lifecycle: Lifecycle) -> list[list[Bound]]:
    found: dict[int, list[Bound]] = {}
    for each in lifecycle.facts:
        found.setdefault(id(each.binding), []).append(each)
    return list(found.values())


def _tally(lifecycle: Lifecycle, group: list[Bound]) -> Tally:
    binding = group[0].binding
    held = [each.fact for each in group if each.is_held]
    return Tally(
        lifecycle.name,
        group[0].source,
        binding.source,
        binding.holds,
        sum(_size(fact) for fact in held),
        sum(_unread(fact) for fact in held),
        tuple(each.fact for each in group if not each.is_held),
    )


def _size(fact: Fact | Unresolved) -> int:
    match fact:
        case Constants(items=parts) | StatusMap(cells=parts) | Writes(writes=parts):
            return len(parts)
        case Table(rows=parts) | Commands(rows=parts):
            return len(parts)
        case Guard():
            return 1
    return 0


def _unread(fact: Fact | Unresolved) -> int:
    return 1 if isinstance(fact, Unresolved) else len(getattr(fact, "unresolved", ()))
