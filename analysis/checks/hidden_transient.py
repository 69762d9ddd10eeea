"""WO402: work on a resource cannot be seen in its public status."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import ordinary_runs
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    projection = lifecycle.projection
    if projection is None:
        return
    status_of = projection.status_of
    shown = [
        state
        for state in lifecycle.states
        if state.id in lifecycle.reached and state.id in status_of
    ]
    resting: dict[str, list[str]] = {}
    for state in shown:
        if state.role is Role.STABLE:
            resting.setdefault(status_of[state.id], []).append(state.id)
    run_to = ordinary_runs(lifecycle)
    for state in shown:
        status = status_of[state.id]
        if state.role is Role.TRANSIENT and status in resting:
            yield CHECK.finding(
                lifecycle,
                f"while the work goes on in {state.id!r} the {projection.name} reads {status!r}, "
                f"as at rest in {quoted(resting[status])}",
                states=(state.id,),
                witness=run_to([state.id]),
                statuses=(status,),
            )


CHECK = Check(
    id="WO402",
    slug="hidden-transient",
    severity=Severity.WARNING,
    summary="A reachable transient state with a public status that a stable state shows as well.",
    remedy="show it with a status of its own, or one that only transient states show",
    run=_run,
)
