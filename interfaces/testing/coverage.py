"""How much of each lifecycle tests have seen, gathered over tests and processes."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.reading.live import Readout, read_for_running
from wayout.interfaces.errors import UsageError
from wayout.interfaces.testing.following import Taken, steps_of

Pair = tuple[Taken, Taken]
T = TypeVar("T")


@dataclass
class Covered:
    """What has been seen of one lifecycle, of what a run can reach in it.

    Only states, steps and pairs of consecutive steps that a run can reach are counted.
    """

    name: str
    states: tuple[str, ...]
    steps: tuple[Taken, ...]
    seen_states: set[str] = field(default_factory=set)
    seen_steps: set[Taken] = field(default_factory=set)
    seen_pairs: set[Pair] = field(default_factory=set)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every step with every step that can follow it: as many as in-degree by out-degree."""
        leaving: dict[str, list[Taken]] = {}
        for step in self.steps:
            leaving.setdefault(step.from_state, []).append(step)
        return tuple(
            (first, second) for first in self.steps for second in leaving.get(first.to_state, ())
        )

    def add_step(self, step: Taken, before: Taken | None) -> None:
        """Count a step, and the pair that it makes with the one before it."""
        self.seen_steps.add(step)
        if before is not None:
            self.seen_pairs.add((before, step))

    def measures(self) -> Iterator["Measure"]:
        """Yield the three measures."""
        yield Measure("states", "reached", *_split(self.states, self.seen_states))
        yield Measure("transitions", "taken", *_split(self.steps, self.seen_steps))
        total, missing = _split(self.pairs, self.seen_pairs)
        shown = tuple(f"{first} {_tail(second)}" for first, second in missing)
        yield Measure("pairs", "taken", total, shown)


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of the `what` there are, and which are `missing`: not `done`."""

    what: str
    done: str
    total: int
    missing: tuple[object, ...]

    @property
    def covered(self) -> int:
        """How many were seen."""
        return self.total - len(self.missing)

    def reaches(self, percent: float) -> bool:
        """Whether at least this share is covered. Nothing at all is covered whole."""
        return 100 * self.covered >= percent * self.total

    def __str__(self) -> str:
        """Say it with the percentage, rounded down: 100% is whole."""
        percent = 100 * self.covered // self.total if self.total else 100
        return f"{self.what} {self.covered:,}/{self.total:,} ({percent}%)"


class Coverage:
    """What has been seen of each lifecycle, by the class that declares it."""

    def __init__(self) -> None:
        self._by_target: dict[str, Covered] = {}
        self._readouts: dict[type, Readout] = {}

    def readout(self, machine: type) -> Readout:
        """Read a class, once.

        Raises:
            UsageError: if it is no machine class, or too large to be read.
        """
        if machine not in self._readouts:
            try:
                self._readouts[machine] = read_for_running(machine)
            except (TypeError, LimitReachedError) as error:
                raise UsageError(str(error)) from None
        return self._readouts[machine]

    def of(self, readout: Readout) -> Covered:
        """Return where to count what is seen of this lifecycle."""
        lifecycle = readout.lifecycle
        if lifecycle.target not in self._by_target:
            self._by_target[lifecycle.target] = Covered(
                lifecycle.name,
                tuple(state.id for state in lifecycle.states if state.id in lifecycle.reached),
                tuple(steps_of(lifecycle, lifecycle.reached)),
            )
        return self._by_target[lifecycle.target]

    def __iter__(self) -> Iterator[tuple[str, Covered]]:
        """The lifecycles by name; where two have the same, by their classes."""
        names = [covered.name for covered in self._by_target.values()]
        for target, covered in sorted(self._by_target.items()):
            yield covered.name if names.count(covered.name) == 1 else target, covered

    def dumps(self) -> str:
        """Return all of it as text, for another process."""
        return json.dumps(
            {
                target: [
                    covered.name,
                    covered.states,
                    covered.steps,
                    sorted(covered.seen_states),
                    list(covered.seen_steps),
                    list(covered.seen_pairs),
                ]
                for target, covered in self._by_target.items()
            }
        )

    def add(self, dumped: str) -> None:
        """Count what another process has seen as well."""
        for target, (name, states, steps, *seen) in json.loads(dumped).items():
            covered = self._by_target.setdefault(
                target, Covered(name, tuple(states), tuple(Taken(*step) for step in steps))
            )
            covered.seen_states.update(seen[0])
            covered.seen_steps.update(Taken(*step) for step in seen[1])
            covered.seen_pairs.update((Taken(*one), Taken(*two)) for one, two in seen[2])


def _split(known: Iterable[T], seen: set[T]) -> tuple[int, tuple[T, ...]]:
    known = tuple(known)
    return len(known), tuple(each for each in known if each not in seen)


def _tail(step: Taken) -> str:
    return str(step).removeprefix(f"{step.from_state} ")
