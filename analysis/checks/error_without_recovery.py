"""WO202: no path leads from an error state to a stable or final one."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.exits import exits, sure_exits
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import ordinary_runs
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    rest = [state.id for state in lifecycle.states if state.role in (Role.STABLE, Role.FINAL)]
    may_recover = states_reaching(lifecycle.entering, rest)
    recovers = states_reaching(lifecycle.entering, rest, sure_exits(lifecycle))
    run_to = ordinary_runs(lifecycle)
    for state in lifecycle.states:
        if state.role is not Role.ERROR or state.id not in lifecycle.reached:
            continue
        if state.id in recovers:
            continue
        guarded = state.id in may_recover
        yield CHECK.finding(
            lifecycle,
            f"from error state {state.id!r} no stable or final state can be reached"
            + (" unless a guard allows it" if guarded else "")
            + f": {_ways_out(lifecycle, state.id)}",
            states=(state.id,),
            severity=Severity.WARNING if guarded else Severity.ERROR,
            witness=run_to([state.id]),
        )


def _ways_out(lifecycle: Lifecycle, state: str) -> str:
    out = exits(lifecycle, state)
    if not out:
        return "nothing leads out of it"
    return (
        f"{quoted(step.event for step in out)} "
        f"only lead{'s' if len({step.event for step in out}) == 1 else ''} "
        f"to {quoted(step.to_state for step in out)}"
    )


CHECK = Check(
    id="WO202",
    slug="error-without-recovery",
    severity=Severity.ERROR,
    summary="A reachable error state from which no stable or final state can be reached.",
    remedy="add a transition back to a stable state, or one that ends the lifecycle",
    run=_run,
)
