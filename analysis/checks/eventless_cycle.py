"""WO110: eventless transitions lead round in a cycle."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import Component, components
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.runs import lasso
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    automatic = {
        step.from_state
        for step in lifecycle.transitions
        if _is_eventless(step) and step.from_state in lifecycle.reached
    }
    for component in components(lifecycle, automatic, _is_eventless):
        if not _holds_cycle(lifecycle, component):
            continue
        ends = _can_end(lifecycle, component)
        yield CHECK.finding(
            lifecycle,
            f"eventless transitions lead round {_place(component)}: the machine "
            + ("comes to rest only if a guard stops it" if ends else "never comes to rest"),
            states=component.members,
            severity=Severity.WARNING if ends else Severity.ERROR,
            witness=lasso(lifecycle, component.entry, component.members, _is_eventless),
        )


def _is_eventless(step: Transition) -> bool:
    return step.event is None


def _holds_cycle(lifecycle: Lifecycle, component: Component) -> bool:
    return len(component.members) > 1 or any(
        step.to_state == component.entry and _is_eventless(step)
        for step in lifecycle.leaving(component.entry)
    )


def _can_end(lifecycle: Lifecycle, component: Component) -> bool:
    """Whether some state can be rested in, or left for one outside, without an event."""
    inside = frozenset(component.members)
    for state in component.members:
        steps = [step for step in lifecycle.leaving(state) if _is_eventless(step)]
        if all(step.guard is not None for step in steps):
            return True
        if any(step.to_state not in inside for step in steps):
            return True
    return False


def _place(component: Component) -> str:
    if len(component.members) == 1:
        return f"from {component.entry!r} to itself"
    return f"among {quoted(component.members)}"


CHECK = Check(
    id="WO110",
    slug="eventless-cycle",
    severity=Severity.ERROR,
    summary="A cycle of eventless transitions, which the machine runs through without end.",
    remedy="let one transition of the cycle wait for an event",
    run=_run,
)
