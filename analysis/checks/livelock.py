"""WO104: states that lead to each other for ever, none of them stable or final."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import components, is_bottom
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import lasso
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    rest = [state.id for state in lifecycle.states if state.role in (Role.STABLE, Role.FINAL)]
    saved = states_reaching(lifecycle.entering, rest)
    lost = [state for state in lifecycle.reached if state not in saved]
    for component in components(lifecycle, lost):
        if len(component.members) == 1 or not is_bottom(lifecycle, component):
            continue
        yield CHECK.finding(
            lifecycle,
            f"{quoted(component.members)} lead only to each other, for ever: "
            "none of them is stable or final",
            states=component.members,
            witness=lasso(
                lifecycle,
                component.entry,
                component.members,
                lambda step: step.from_state != step.to_state,
            ),
        )


CHECK = Check(
    id="WO104",
    slug="livelock",
    severity=Severity.ERROR,
    summary="States that a run can never leave again, none of them stable or final.",
    remedy="add a transition from one of them to a stable or final state",
    run=_run,
)
