"""WO102: a state that is not final has no way out."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.exits import exits
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import run_to
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for state in lifecycle.states:
        if state.id not in lifecycle.reached or state.role is Role.FINAL:
            continue
        if exits(lifecycle, state.id):
            continue
        loops = [step.event for step in lifecycle.leaving(state.id)]
        why = f"only {quoted(loops)}, back to itself" if loops else "nothing leads out of it"
        lack = "is not final" if state.parent is None else "does not end the lifecycle"
        yield CHECK.finding(
            lifecycle,
            f"state {state.id!r} {lack} and has no way out: {why}",
            states=(state.id,),
            witness=run_to(lifecycle, state.id),
        )


CHECK = Check(
    id="WO102",
    slug="dead-end",
    severity=Severity.ERROR,
    summary="A reachable state that is not final and has no transition to another state.",
    remedy="add a transition out of it, or declare the state final",
    run=_run,
)
