"""Whose steps one may rely on: a user's, those of user and services, an administrator's.

The definitions behind WO203 and WO205, for these checks and for everything that shows ways out.
"""

from collections.abc import Mapping
from enum import Enum

from wayout.analysis.exits import is_recovery, is_work, sure_exits
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.search import Allowed, shortest_runs
from wayout.machines.vocabulary import Actor, Kind, Role


class Reliance(Enum):
    """What somebody may rely on who looks for a way out of a state."""

    USER = "user"
    """A user, when no more comes from the service in the state (WO203)."""
    SERVICES = "services"
    """A user, and whatever the services and timers do, failures included (WO205)."""
    ADMIN = "admin"
    """An administrator, besides these."""


class Steps:
    """Which transitions of a lifecycle each may rely on; each test takes constant time.

    No call counts that a guard can refuse: `sure_exits`. The guards of the services' work say
    which way it goes, and are not held against it. What does not say its actor is anybody's.
    """

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._role = {state.id: state.role for state in lifecycle.states}
        self.is_sure: Allowed = sure_exits(lifecycle)

    def is_work(self, step: Transition) -> bool:
        """Whether it is work. Progress through a stable state does not end the work there."""
        passes = step.kind is Kind.PROGRESS and self._role[step.to_state] is Role.STABLE
        return self._role[step.from_state] is Role.TRANSIENT and is_work(step) and not passes

    def is_open(self, step: Transition) -> bool:
        """Whether a user can make it, or comes by it without an administrator."""
        return step.actor is not Actor.ADMIN and (
            step.actor is not Actor.USER or self.is_sure(step)
        )

    def is_own(self, step: Transition) -> bool:
        """Whether it comes without work in its state: a user's call, or a recovery."""
        return (is_recovery(step) or step.actor is Actor.USER) and self.is_sure(step)

    def begins(self, step: Transition, reliance: Reliance) -> bool:
        """Whether a way may begin with it: for a user alone, not with work in the state."""
        return self.is_own(step) if reliance is Reliance.USER else self.goes_on(step, reliance)

    def goes_on(self, step: Transition, reliance: Reliance) -> bool:
        """Whether a way may go on with it: for a user alone, also with work that was begun."""
        match reliance:
            case Reliance.USER:
                return self.is_work(step) or self.is_own(step)
            case Reliance.SERVICES:
                return self.is_open(step)
            case Reliance.ADMIN:
                return self.is_open(step) or self.is_sure(step)


def ways(lifecycle: Lifecycle, origin: str, reliance: Reliance) -> Mapping[str, Transition | None]:
    """Map each state that can be relied on to be reached to the last step of a shortest way.

    `origin` maps to None. Linear in the transitions.
    """
    steps = Steps(lifecycle)

    def allowed(step: Transition) -> bool:
        if step.from_state == origin:
            return steps.begins(step, reliance)
        return steps.goes_on(step, reliance)

    return shortest_runs(lifecycle.leaving, (origin,), allowed)
