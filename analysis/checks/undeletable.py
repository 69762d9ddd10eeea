"""WO205: from a state no final one is reached by its user and the services alone."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import traps
from wayout.analysis.exits import exits
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reliance import Steps
from wayout.analysis.runs import ordinary_runs
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Actor, Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    finals = [state.id for state in lifecycle.states if state.role is Role.FINAL]
    is_open = Steps(lifecycle).is_open
    ending = states_reaching(lifecycle.entering, finals)
    deletable = states_reaching(lifecycle.entering, finals, is_open)
    kept = [state for state in lifecycle.reached if state not in deletable]
    place = {state.id: index for index, state in enumerate(lifecycle.states)}
    cases = [
        tuple(state for state in trap.doomed if state in ending)
        for trap in traps(lifecycle, kept, is_open)
    ]
    run_to = ordinary_runs(lifecycle)
    for states in sorted(filter(None, cases), key=lambda states: place[states[0]]):
        hindered = [
            step
            for state in states
            for step in exits(lifecycle, state)
            if step.to_state in ending and not is_open(step)
        ]
        yield CHECK.finding(
            lifecycle,
            f"a resource in {quoted(states, 'or')} cannot be deleted by its user: "
            f"{_hindrance(hindered)}",
            states=states,
            witness=run_to(states),
        )


def _hindrance(hindered: list[Transition]) -> str:
    by_admin = [step.event for step in hindered if step.actor is Actor.ADMIN]
    guarded = [step.event for step in hindered if step.actor is not Actor.ADMIN]
    parts = []
    if by_admin:
        verb = "needs" if len(set(by_admin)) == 1 else "need"
        parts.append(f"{quoted(by_admin)} {verb} an administrator")
    if guarded:
        parts.append(f"{quoted(guarded)} may be refused by a guard")
    return ", ".join(parts) or "all ways to a final state lead through such states"


CHECK = Check(
    id="WO205",
    slug="undeletable",
    severity=Severity.ERROR,
    summary="A state from which its user and the services alone reach no final state.",
    remedy="let a user's call or the service's own work lead on to a final state",
    run=_run,
)
