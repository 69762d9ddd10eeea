"""WO401: a state that is reached has no public status, and is not declared hidden either."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import ordinary_runs


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    projection = lifecycle.projection
    if projection is None:
        return
    hidden = frozenset(projection.hidden)
    run_to = ordinary_runs(lifecycle)
    for state in lifecycle.states:
        if (
            state.id in lifecycle.reached
            and state.id not in projection.status_of
            and state.id not in hidden
        ):
            yield CHECK.finding(
                lifecycle,
                f"a resource in {state.id!r} has no {projection.name}: the projection neither "
                f"shows {state.value!r} nor hides it",
                states=(state.id,),
                witness=run_to([state.id]),
            )


CHECK = Check(
    id="WO401",
    slug="partial-projection",
    severity=Severity.ERROR,
    summary="A reachable state that is not hidden, and has no public status.",
    remedy="give its value a status in the projection, or name it among the hidden ones",
    run=_run,
)
