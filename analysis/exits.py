"""Ways out of a state, and which of them can be counted on."""

from collections.abc import Callable

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Actor, Kind


def exits(lifecycle: Lifecycle, state: str) -> tuple[Transition, ...]:
    """Return the transitions to other states, in declaration order."""
    return tuple(step for step in lifecycle.leaving(state) if step.to_state != state)


def sure_exits(lifecycle: Lifecycle) -> Callable[[Transition], bool]:
    """Return the test whether a transition is a way out that no guard can refuse.

    A way out that is required must not rest on a guard alone: where every guard fails, the
    event must still lead out. So it needs a transition without a guard to another state; then
    all its transitions out of the state count, for the data decides which of them is taken.
    A startup transition that stays counts as a way out: the service resumes its work.

    Linear in the transitions; the test itself takes constant time. It does not look into
    guards: two events whose guards complement each other are two that may be refused.
    """
    granted = {
        (step.from_state, step.event)
        for step in lifecycle.transitions
        if step.guard is None and _leaves(step)
    }
    return lambda step: (step.from_state, step.event) in granted and _leaves(step)


def sure_events(lifecycle: Lifecycle) -> frozenset[tuple[str, str | None]]:
    """Return the (state, event) pairs in which no guard can refuse the event.

    One transition without a guard is enough: where every other guard fails it is taken.
    """
    return frozenset(
        (step.from_state, step.event) for step in lifecycle.transitions if step.guard is None
    )


def _leaves(step: Transition) -> bool:
    return step.to_state != step.from_state or step.kind is Kind.STARTUP


def has_kinds(lifecycle: Lifecycle) -> bool:
    """Whether any transition says of what kind it is; without, nobody is known to act."""
    return any(step.kind is not None for step in lifecycle.transitions)


def is_recovery(step: Transition) -> bool:
    """Whether it comes without the work in its state and without anybody's call.

    A service recovers what it finds when it starts, or a timer acts. A transition without a
    kind may be of any.
    """
    return step.kind in (None, Kind.STARTUP, Kind.PERIODIC) or step.actor is Actor.TIMER


def is_work(step: Transition) -> bool:
    """Whether it brings the resource on without anybody's call, and not by a failure."""
    if is_recovery(step):
        return True
    return step.kind in (Kind.PROGRESS, Kind.SUCCESS) and step.actor is Actor.SERVICE
