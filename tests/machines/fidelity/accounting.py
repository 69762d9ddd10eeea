"""Holds a declared lifecycle against its rows, step by step and both ways."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from tests.machines.fidelity import exceptions
from tests.machines.fidelity.exceptions import Added, Different, Undeclared
from tests.machines.fidelity.rows import Change, Traits, expand, places, read_rows

from wayout.analysis.lifecycle import Lifecycle

_E = TypeVar("_E", Undeclared, Added, Different)
BY_ROW = "declared as its row says"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every step of the rows, and of every declared change.

    `steps` and `declared` count distinct changes by what accounts for them: `BY_ROW`, or the
    reason of an exception. `problems` are sentences, empty where all is accounted for.
    """

    rows: int
    steps: Counter[str] = field(default_factory=Counter)
    declared: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def account(lifecycle: Lifecycle) -> Account:
    """Account for all steps of the rows and all declared changes. Linear in both."""
    books = _Books(lifecycle, _gathered(expand(lifecycle)), _gathered(_declared(lifecycle)))
    result = Account(rows=len(read_rows(lifecycle.name)))
    for change in books.rows:
        if reason := books.why(change):
            result.steps[reason] += 1
        else:
            result.problems.append(f"not declared: {change}")
    for change in books.declared:
        if reason := books.whence(change):
            result.declared[reason] += 1
        else:
            result.problems.append(f"in no row: {change}")
    for change in books.rows.keys() & books.declared.keys():
        result.problems.extend(books.differences(change))
    result.problems.extend(books.stale())
    return result


class _Books:
    """The rows and the declaration of one lifecycle, and which exceptions were needed."""

    def __init__(
        self,
        lifecycle: Lifecycle,
        rows: dict[Change, set[Traits]],
        declared: dict[Change, set[Traits]],
    ) -> None:
        self._name = lifecycle.name
        self.rows = rows
        self.declared = declared
        self._used: dict[object, set[str]] = {}
        self._reached = self._reach()

    def why(self, change: Change) -> str | None:
        """What accounts for a step of a row."""
        if change in self.declared:
            return BY_ROW
        if self._name in exceptions.UNREACHED and change.before not in self._reached:
            return exceptions.UNREACHED[self._name]
        exception = self._undeclared(change)
        if exception is None:
            return None
        if exception.instead is not None:
            instead = Change(exception.instead, change.before, change.after)
            if instead not in self.declared:
                return None
        self._used.setdefault(exception, set()).add(change.before)
        return exception.reason

    def whence(self, change: Change) -> str | None:
        """What accounts for a declared change."""
        if change in self.rows:
            return BY_ROW
        added = next(self._of(exceptions.ADDED, change.event), None)
        if added is None:
            return None
        self._used.setdefault(added, set())
        return added.reason

    def differences(self, change: Change) -> Iterator[str]:
        """Say in which traits a declared change is not as its row, unless that is known."""
        for trait in ("kind", "places", "unsure"):
            row = {getattr(traits, trait) for traits in self.rows[change]}
            machine = {getattr(traits, trait) for traits in self.declared[change]}
            if row in (machine, {frozenset()}):  # an inferred row may name no place
                continue
            listed = self._of(exceptions.DIFFERENT, change.event)
            known = next((one for one in listed if one.trait == trait), None)
            if known is None:
                yield f"{change}: the row's {trait} is {row}, the machine's {machine}"
            else:
                self._used.setdefault(known, set())

    def stale(self) -> Iterator[str]:
        """Say which exceptions of this lifecycle, or which parts of them, were not needed."""
        events = {change.event for change in self.rows}
        for exception in (*exceptions.UNDECLARED, *exceptions.ADDED, *exceptions.DIFFERENT):
            if exception.lifecycle != self._name:
                continue
            begun = self._used.get(exception)
            if begun is None:
                yield f"applies to nothing any more: {exception}"
            elif isinstance(exception, Undeclared) and set(exception.before) - begun:
                yield f"no longer from {set(exception.before) - begun}: {exception}"
            elif isinstance(exception, Added) and exception.event in events:
                yield f"a row bears the event now: {exception}"
            elif isinstance(exception, Added) and exception.beside not in {None, *events}:
                yield f"there is no row {exception.beside}: {exception}"

    def _undeclared(self, change: Change) -> Undeclared | None:
        listed = self._of(exceptions.UNDECLARED, change.event)
        return next((one for one in listed if not one.before or change.before in one.before), None)

    def _of(self, listed: Iterable[_E], event: str) -> Iterator[_E]:
        return (one for one in listed if (one.lifecycle, one.event) == (self._name, event))

    def _reach(self) -> set[str]:
        """The values that runs over the rows reach, less the steps that no run takes."""
        after: dict[str, set[str]] = {}
        for change in self.rows:
            if self._undeclared(change) is None:
                after.setdefault(change.before, set()).add(change.after)
        reached, waiting = {"ABSENT"}, ["ABSENT"]
        while waiting:
            new = after.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        return reached


def _gathered(steps: Iterable[tuple[Change, Traits]]) -> dict[Change, set[Traits]]:
    found: dict[Change, set[Traits]] = {}
    for change, traits in steps:
        found.setdefault(change, set()).add(traits)
    return found


def _declared(lifecycle: Lifecycle) -> Iterator[tuple[Change, Traits]]:
    value = {state.id: state.value for state in lifecycle.states}
    for step in lifecycle.transitions:
        assert step.event is not None
        assert step.kind is not None
        yield (
            Change(step.event, value[step.from_state], value[step.to_state]),
            Traits(step.kind.value, places(step.source or ""), step.unsure),
        )
