"""WO111: a cycle of transient states from which no work leads to a stable or final state."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import Component, components, is_bottom
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import lasso
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    role = {state.id: state.role for state in lifecycle.states}
    rest = [state for state, its in role.items() if its in (Role.STABLE, Role.FINAL)]
    arriving = states_reaching(
        lifecycle.entering, rest, lambda step: role[step.from_state] is Role.TRANSIENT
    )
    working = {
        state
        for state in lifecycle.reached
        if role[state] is Role.TRANSIENT and state not in arriving
    }
    for component in components(lifecycle, working):
        if len(component.members) == 1 or is_bottom(lifecycle, component):
            continue
        yield CHECK.finding(
            lifecycle,
            f"the work goes round among {quoted(component.members)} or goes on to "
            f"{quoted(_onward(lifecycle, component), 'or')}: it never comes to rest in a stable "
            "or final state",
            states=component.members,
            witness=lasso(
                lifecycle,
                component.entry,
                component.members,
                lambda step: step.from_state != step.to_state,
            ),
        )


def _onward(lifecycle: Lifecycle, component: Component) -> Iterator[str]:
    inside = frozenset(component.members)
    for state in component.members:
        for step in lifecycle.leaving(state):
            if step.to_state not in inside:
                yield step.to_state


CHECK = Check(
    id="WO111",
    slug="transient-cycle",
    severity=Severity.WARNING,
    summary="A cycle of transient states that no work leads out of to a stable or final state.",
    remedy="add the transition by which the work ends well",
    run=_run,
)
