"""WO204: the service dies in a transient state, and nothing gets the resource out."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.exits import exits, has_kinds, is_recovery, sure_exits
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import ordinary_runs
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Actor, Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    if not has_kinds(lifecycle):
        return
    is_sure = sure_exits(lifecycle)
    run_to = ordinary_runs(lifecycle)
    for state in lifecycle.states:
        if state.role is not Role.TRANSIENT or state.id not in lifecycle.reached:
            continue
        if any(
            is_sure(step) and (is_recovery(step) or step.actor in (Actor.USER, Actor.ADMIN))
            for step in lifecycle.leaving(state.id)
        ):
            continue
        yield CHECK.finding(
            lifecycle,
            f"if the service dies in {state.id!r}, the resource stays there: "
            f"{_ways_out(lifecycle, state.id)}",
            states=(state.id,),
            witness=run_to([state.id]),
        )


def _ways_out(lifecycle: Lifecycle, state: str) -> str:
    out = exits(lifecycle, state)
    if not out:
        return "nothing leads out of it"
    guarded = [
        step.event for step in out if is_recovery(step) or step.actor in (Actor.USER, Actor.ADMIN)
    ]
    if guarded:
        return f"apart from the service itself only {quoted(guarded)} may lead out, under a guard"
    return f"only the service itself leads out, by {quoted(step.event for step in out)}"


CHECK = Check(
    id="WO204",
    slug="stuck-after-crash",
    severity=Severity.ERROR,
    summary="A transient state that no startup, timer, user or administrator leads out of.",
    remedy="recover it when the service starts, or let an administrator reset it",
    run=_run,
)
