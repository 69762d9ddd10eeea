"""WO111: a cycle of transient states from which no work leads to a stable or final state."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import Component, components, livelocks
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.runs import lasso
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Actor, Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    role = {state.id: state.role for state in lifecycle.states}
    rest = [state for state, its in role.items() if its in (Role.STABLE, Role.FINAL)]
    arriving = states_reaching(
        lifecycle.entering,
        rest,
        lambda step: role[step.from_state] is Role.TRANSIENT and _is_by_itself(step),
    )
    livelocked = {state for livelock in livelocks(lifecycle) for state in livelock.members}
    working = {
        state
        for state in lifecycle.reached
        if role[state] is Role.TRANSIENT and state not in arriving and state not in livelocked
    }
    for component in components(lifecycle, working, _is_by_itself):
        if len(component.members) == 1:
            continue
        yield CHECK.finding(
            lifecycle,
            _message(lifecycle, component),
            states=component.members,
            witness=lasso(
                lifecycle,
                component.entry,
                component.members,
                lambda step: step.from_state != step.to_state and _is_by_itself(step),
            ),
        )


def _is_by_itself(step: Transition) -> bool:
    """Whether it is no administrator's: one who sets a state by hand ends no work well."""
    return step.actor is not Actor.ADMIN


def _message(lifecycle: Lifecycle, component: Component) -> str:
    inside = frozenset(component.members)
    out = [
        step
        for state in component.members
        for step in lifecycle.leaving(state)
        if step.to_state not in inside
    ]
    onward = [step.to_state for step in out if _is_by_itself(step)]
    by_admin = [step.event for step in out if not _is_by_itself(step)]
    goes_on = f" or goes on to {quoted(onward, 'or')}" if onward else ""
    ended = f"; an administrator may end it, by {quoted(by_admin)}" if by_admin else ""
    return (
        f"the work goes round among {quoted(component.members)}{goes_on}: "
        f"it never comes to rest in a stable or final state{ended}"
    )


CHECK = Check(
    id="WO111",
    slug="transient-cycle",
    severity=Severity.WARNING,
    summary="A cycle of transient states that no work leads out of to a stable or final state.",
    remedy="add the transition by which the work ends well",
    run=_run,
)
