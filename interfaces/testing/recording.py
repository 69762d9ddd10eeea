"""Listen to the machines that tests make and use, without a change to the code under test."""

from contextlib import ExitStack
from typing import TypeVar, cast

from wayout.analysis.reading.live import (
    RunningMachine,
    is_running_machine,
    listen,
    listened_to,
    values_of,
)
from wayout.interfaces.errors import UsageError
from wayout.interfaces.testing.coverage import Coverage
from wayout.interfaces.testing.following import Follower

M = TypeVar("M")


class Listener:
    """What python-statemachine calls; it raises nothing into the machine.

    It follows each machine that it hears of, and keeps it until `close`.
    """

    def __init__(self, recorder: "Recorder") -> None:
        self._recorder: Recorder | None = recorder

    def on_enter_state(self, machine: RunningMachine) -> None:
        """Hear that a machine begins: it enters its first states, without a step."""
        if follower := self._follower(machine):
            follower.enter(values_of(machine))

    def before_transition(self, machine: RunningMachine, event: str | None) -> None:
        """Hear that a step begins."""
        if follower := self._follower(machine):
            follower.begin(values_of(machine), None if event is None else str(event))

    def after_transition(self, machine: RunningMachine) -> None:
        """Hear that a step has been taken."""
        if follower := self._follower(machine):
            follower.end(values_of(machine))

    def __deepcopy__(self, _memo: object) -> "Listener":
        """A copied machine has the same listener."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """A pickled machine has one that does nothing."""
        return (_deaf, ())

    def _follower(self, machine: RunningMachine) -> Follower | None:
        recorder = self._recorder
        return recorder.follower_of(machine) if recorder and recorder.watches(machine) else None

    def _close(self) -> None:
        self._recorder = None


def _deaf() -> Listener:
    listener = object.__new__(Listener)
    listener._close()
    return listener


class Recorder:
    """Records the steps of machines into `coverage`, from its making until `close`.

    It keeps the machines alive until then. Steps of machines that asynchronous code or other
    threads use are recorded as well.
    """

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._listener = Listener(self)
        self._watched = ExitStack()
        self._classes: set[type] = set()
        self._followers: dict[int, tuple[RunningMachine, Follower]] = {}
        self._problems: dict[str, None] = {}

    def watch(self, machine: M) -> M:
        """Record one machine from here on, and return it.

        Raises:
            UsageError: if it is no machine.
        """
        if not is_running_machine(machine):
            what = "is a class: use watch_class" if isinstance(machine, type) else "is no machine"
            message = f"watch({machine!r}): it {what}"
            raise UsageError(message)
        if id(machine) not in self._followers:
            self.follower_of(machine).rest(values_of(machine))
            listen(machine, self._listener)
        return cast("M", machine)

    def watch_class(self, *classes: type) -> None:
        """Record every machine that is made of these classes from here on.

        Those of subclasses are not recorded: name the subclasses too.

        Raises:
            UsageError: if one is no machine class, or too large to be read.
        """
        for machine in classes:
            if is_running_machine(machine):
                message = f"watch_class({machine!r}): it is no class: use watch"
                raise UsageError(message)
            if machine not in self._classes:
                self._coverage.readout(machine)
                self._classes.add(machine)
                self._watched.enter_context(
                    listened_to(cast(type[RunningMachine], machine), self._listener)
                )

    @property
    def problems(self) -> tuple[str, ...]:
        """What machines have done so far that they do not declare, each once."""
        return tuple(self._problems)

    def close(self) -> tuple[str, ...]:
        """Stop, and return what machines did that they do not declare, each once."""
        self._watched.close()
        for machine, follower in self._followers.values():
            follower.rest(values_of(machine))
        self._listener._close()  # noqa: SLF001 - the module's own class
        self._followers.clear()
        return self.problems

    def watches(self, machine: RunningMachine) -> bool:
        """Whether a machine is recorded: a new subclass has the listener of its base too."""
        return type(machine) in self._classes or id(machine) in self._followers

    def follower_of(self, machine: RunningMachine) -> Follower:
        """Return the follower of a machine, made when the machine is first heard of."""
        if id(machine) not in self._followers:
            covered = self._coverage.of(self._coverage.readout(type(machine)))
            follower = Follower(
                self._coverage.readout(type(machine)),
                on_state=covered.seen_states.add,
                on_step=covered.add_step,
                on_problem=self._problems.setdefault,
            )
            self._followers[id(machine)] = (machine, follower)
        return self._followers[id(machine)][1]
