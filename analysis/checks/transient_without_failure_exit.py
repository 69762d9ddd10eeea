"""WO201: nothing says what becomes of a transient state when its work fails."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.exits import has_kinds, sure_exits
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.runs import ordinary_runs
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Kind, Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    if not has_kinds(lifecycle):
        return
    is_sure = sure_exits(lifecycle)
    run_to = ordinary_runs(lifecycle)
    for state in lifecycle.states:
        if state.role is not Role.TRANSIENT or state.id not in lifecycle.reached:
            continue
        failures = [step for step in lifecycle.leaving(state.id) if _is_failure(step)]
        if any(is_sure(step) for step in failures):
            continue
        yield CHECK.finding(
            lifecycle,
            f"when the work in {state.id!r} fails, {_what_happens(state, failures)}",
            states=(state.id,),
            witness=run_to([state.id]),
        )


def _is_failure(step: Transition) -> bool:
    return step.kind in (None, Kind.FAILURE, Kind.REVERT)


def _what_happens(state: State, failures: list[Transition]) -> str:
    staying = [step.event for step in failures if step.to_state == state.id]
    guarded = [step.event for step in failures if step.to_state != state.id]
    if guarded:
        return f"only a guard lets it out: {quoted(guarded)} may leave the state as it is"
    if staying:
        return f"it stays in that state: {quoted(staying)} leads back to it"
    return "nothing leads out: no failure or revert transition leaves it"


CHECK = Check(
    id="WO201",
    slug="transient-without-failure-exit",
    severity=Severity.WARNING,
    summary="A transient state without a failure or revert transition to another state.",
    remedy="add a failure transition to an error state, or a revert back to where it was",
    run=_run,
)
