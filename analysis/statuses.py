"""What a client learns from each public status: whether it is to be polled on."""

from dataclasses import dataclass
from enum import Enum

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.records import is_absent, is_gone
from wayout.machines.vocabulary import Role


class Phase(Enum):
    """What a public status says of the work on a resource."""

    IN_PROGRESS = "in progress"
    SETTLED = "settled"
    FAILED = "failed"
    NEVER_SHOWN = "never shown"


@dataclass(frozen=True, slots=True)
class Status:
    """A public status, and the reachable states that show it, in declaration order."""

    name: str
    states: tuple[State, ...]

    @property
    def phase(self) -> Phase:
        """In progress: all its states are transient. Settled: a stable or final state shows it.

        Failed: an error state does, and neither a stable nor a final one.
        """
        roles = {state.role for state in self.states}
        if not roles:
            return Phase.NEVER_SHOWN
        if roles == {Role.TRANSIENT}:
            return Phase.IN_PROGRESS
        return Phase.SETTLED if roles & {Role.STABLE, Role.FINAL} else Phase.FAILED

    @property
    def resting(self) -> tuple[State, ...]:
        """The states in which nobody is at work."""
        return tuple(state for state in self.states if state.role is not Role.TRANSIENT)

    @property
    def working(self) -> tuple[State, ...]:
        """The transient states: hidden ones, where there are resting ones as well."""
        return tuple(state for state in self.states if state.role is Role.TRANSIENT)


def statuses(lifecycle: Lifecycle) -> tuple[Status, ...]:
    """Return the public statuses in the order of their declaration. Linear in the states.

    Without a projection every value is a status, in the order of the states, but for those that
    stand for no record.
    """
    projection = lifecycle.projection
    status_of = _values(lifecycle) if projection is None else projection.status_of
    declared = status_of.values() if projection is None else projection.statuses
    found: dict[str, list[State]] = {status: [] for status in declared}
    for state in lifecycle.states:
        if state.id in status_of and state.id in lifecycle.reached:
            found[status_of[state.id]].append(state)
    return tuple(Status(name, tuple(states)) for name, states in found.items())


def _values(lifecycle: Lifecycle) -> dict[str, str]:
    return {
        state.id: state.value
        for state in lifecycle.states
        if not is_absent(state, lifecycle) and not is_gone(state)
    }
