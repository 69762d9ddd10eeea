"""WO104: states that lead to each other for ever, none of them stable or final."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import livelocks
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import lasso
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for component in livelocks(lifecycle):
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
