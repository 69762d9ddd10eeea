"""Follow running machines along their lifecycle, and tell what they do that it does not have."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading.live import Readout, Values
from wayout.analysis.wording import quoted


class Taken(NamedTuple):
    """One transition as tests see it: two states, and the event between them."""

    from_state: str
    event: str | None
    to_state: str

    def __str__(self) -> str:
        """Draw it as runs are drawn."""
        return f"{self.from_state} -{self.event or ''}-> {self.to_state}"


class Follower:
    """Follows one machine. Where its states leave open which it is in, all of them count as such.

    `on_state` gets each state that it is in for certain, `on_step` each step with the one
    before it, `on_problem` what the lifecycle does not have. `recent` are the last steps, with
    all that each may have been.
    """

    def __init__(
        self,
        readout: Readout,
        *,
        on_state: Callable[[str], object],
        on_step: Callable[[Taken, Taken | None], object],
        on_problem: Callable[[str], object],
    ) -> None:
        self._readout = readout
        self._on_state = on_state
        self._on_step = on_step
        self._on_problem = on_problem
        self.here: tuple[str, ...] = ()
        self._values: Values = frozenset()
        self._first: Values = frozenset()
        self._has_begun = False
        self._begun: str | None = None
        self._in_step = False
        self._last: Taken | None = None
        self.recent: deque[tuple[Taken, ...]] = deque(maxlen=_REMEMBERED)

    def enter(self, values: Values) -> None:
        """Take note that a state is entered: without a step before, the machine begins there."""
        if not self._has_begun and not self._in_step:
            self._first = values

    def begin(self, values: Values, event: str | None) -> None:
        """Take note that a step begins, in a state with these values."""
        self.rest(values)
        self._begun, self._in_step = event, True

    def end(self, values: Values) -> None:
        """Take note that the step has led to these values; several ends of one step are one."""
        if self._in_step:
            self._in_step = False
            self._step(values)

    def rest(self, values: Values) -> None:
        """Take note that the machine is between two steps.

        A step that was begun and not ended has failed halfway: it counts if it led on.
        """
        if not self._has_begun:
            self._start(self._first or values)
        if self._in_step and values != self._values:
            self._step(values)
        self._in_step = False
        if self._has_begun and values != self._values:
            was = self._shown()
            self._arrive(values)
            self._on_problem(
                f"{self._name}: from {was} to {self._shown()} without an event: the state was set "
                "from outside; send an event that the machine declares"
            )

    @property
    def _name(self) -> str:
        return self._readout.lifecycle.name

    def _shown(self) -> str:
        return quoted(self.here or sorted(map(str, self._values)) or ["nothing"])

    def _start(self, values: Values) -> None:
        """Begin here. An asynchronous machine that is not yet activated has no values."""
        if not values:
            return
        self._has_begun = True
        self._arrive(values)
        if not self.here:
            self._on_problem(
                f"{self._name}: begins in {self._shown()}, which is no state that it declares"
            )

    def _arrive(self, values: Values, among: Iterable[str] | None = None) -> None:
        known = self._readout.states.get(values, ())
        self.here = known if among is None else tuple(dict.fromkeys(among))
        self._values, self._last = values, None
        if len(self.here) == 1:
            self._on_state(self.here[0])

    def _step(self, values: Values) -> None:
        if not self._has_begun:
            self._start(values)
            return
        targets = self._readout.states.get(values, ())
        steps = [step for step in self._steps(self._begun) if step.to_state in targets]
        if not steps:
            was = self._shown()
            known = _listed(self.declared())
            self._arrive(values)
            self._on_problem(
                f"{self._name}: {was} -{self._begun or ''}-> {self._shown()} is not declared; "
                f"from there the machine declares {known}"
            )
            return
        self.recent.append(tuple(steps))
        last = self._last
        self._arrive(values, (step.to_state for step in steps))
        if len(steps) == 1:
            self._on_step(steps[0], last)
            self._last = steps[0]

    def declared(self) -> list[Taken]:
        """Return the steps that the lifecycle has from here."""
        return steps_of(self._readout.lifecycle, self.here)

    def _steps(self, event: str | None) -> list[Taken]:
        found = self.declared()
        exact = [step for step in found if _same(step.event, event)]
        if exact or event is None:
            return exact
        return [step for step in found if step.event and _covers(step.event, event)]


def steps_of(lifecycle: Lifecycle, states: Iterable[str]) -> list[Taken]:
    """Return the steps out of the states, each once, in declaration order."""
    return list(
        dict.fromkeys(
            Taken(transition.from_state, transition.event, transition.to_state)
            for state in states
            for transition in lifecycle.leaving(state)
        )
    )


def _same(declared: str | None, event: str | None) -> bool:
    """Compare events: `error_execution` is how a class spells `error.execution`."""
    if declared is None or event is None:
        return declared is event
    return declared.replace(".", "_") == event.replace(".", "_")


def _covers(declared: str, event: str) -> bool:
    return declared.endswith("*") and event.startswith(declared.removesuffix("*"))


def _listed(steps: list[Taken]) -> str:
    shown = ", ".join(map(str, steps[:_SHOWN]))
    more = len(steps) - _SHOWN
    return f"{shown} and {more} more" if more > 0 else shown or "nothing"


_SHOWN = 5
_REMEMBERED = 64
