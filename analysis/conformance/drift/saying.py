"""What facts say, one sentence each, so that those of two sources can be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wayout.analysis.conformance.drift.bindings import Bound
from wayout.analysis.conformance.drift.emptiness import when
from wayout.analysis.conformance.drift.facts import (
    Constants,
    Guard,
    StatusMap,
    Table,
    Unresolved,
    Writes,
)
from wayout.analysis.conformance.drift.matching import shown
from wayout.analysis.lifecycle import Location


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: `what` it is about, the `home` that says it (a function, or ""), and its file.

    `values` are what a finding names. Where it is written is no part of what it says.
    """

    what: str
    values: tuple[str, ...]
    home: str = ""
    path: str = ""
    place: Location = field(default_factory=lambda: Location(""), compare=False)

    @property
    def whole(self) -> str:
        """Return the sentence with its home."""
        return f"{self.what} in {self.home}" if self.home else self.what


def said(facts: Iterable[Bound]) -> dict[Said, Said]:
    """Return what facts say, each sentence under itself. Linear."""
    found: dict[Said, Said] = {}
    for each in facts:
        for sentence in _said(each):
            found.setdefault(sentence, sentence)
    return found


def unread(facts: Iterable[Bound]) -> dict[str, Unresolved]:
    """Return what cannot be read, by the function that it is in or else by what it is.

    What is not there at all is left out: nothing is in it.
    """
    found: dict[str, Unresolved] = {}
    for each in facts:
        several = getattr(each.fact, "unresolved", ())
        for what in (each.fact,) if isinstance(each.fact, Unresolved) else several:
            if not what.is_absent:
                found.setdefault(what.function or what.what, what)
    return found


def _said(each: Bound) -> Iterator[Said]:  # noqa: C901 - a case for each fact
    fact = each.fact
    match fact:
        case Constants():
            for item in fact.items:
                what = f"{item.value!r} of {fact.name}"
                yield Said(what, (str(item.value),), place=item.place)
        case Guard():
            yield from _of_guard(fact)
        case Table():
            for row in fact.rows:
                by = f" by {row.event!r}" if row.event else ""
                what = f"{fact.name} from {row.from_value!r} to {row.to_value!r}{by}"
                yield Said(what, (str(row.from_value), str(row.to_value)), place=row.place)
        case StatusMap():
            for cell in fact.cells:
                what = f"{cell.status!r} in {fact.name} for {shown(cell.keys)}"
                yield Said(what, (cell.status,), place=cell.place)
        case Writes():
            yield from _of_writes(fact, fact.place.path.removesuffix(each.binding.path))
        case Unresolved():
            pass
        case _:
            for command in fact.rows:
                values = tuple(str(item.value) for item in command.states)
                what = f"{command.name!r} from {shown(values)}"
                yield Said(what, values, place=command.place)


def _of_writes(fact: Writes, prefix: str) -> Iterator[Said]:
    for write in fact.writes:
        what = f"the write of {write.value!r} to {fact.field}"
        path = write.place.path.removeprefix(prefix)
        yield Said(what, (str(write.value),), write.function, path, write.place)


def _of_guard(guard: Guard) -> Iterator[Said]:
    under = f" when {when(guard)}" if guard.when else ""
    name = f"the guard of {guard.function}{under}"
    if not guard.allowed:
        yield Said(f"any state in {name}", (guard.function,), place=guard.place)
    for part, items in guard.allowed:
        for item in items:
            what = f"{item.value!r} as {part} in {name}"
            yield Said(what, (guard.function, str(item.value)), place=item.place)
        if not items:
            yield Said(f"no {part} at all in {name}", (guard.function,), place=guard.place)
