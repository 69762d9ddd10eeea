"""WO103: from a state no final state can be reached any more."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.components import Component, traps
from wayout.analysis.exits import exits
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import run_to
from wayout.analysis.search import states_reaching
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    finals = [state.id for state in lifecycle.states if state.role is Role.FINAL]
    if not finals:
        return
    saved = states_reaching(lifecycle.entering, finals)
    lost = [state for state in lifecycle.reached if state not in saved]
    nearness = {state: index for index, state in enumerate(lost)}
    found = []
    for trap in traps(lifecycle, lost):
        states = tuple(state for state in trap.doomed if exits(lifecycle, state))
        if states:
            found.append((states, trap.component))
    place = {state.id: index for index, state in enumerate(lifecycle.states)}
    for states, component in sorted(found, key=lambda case: place[case[0][0]]):
        first = min(states, key=nearness.__getitem__)
        yield CHECK.finding(
            lifecycle,
            f"no final state can be reached from {quoted(states)}: {_why(component, states)}",
            states=states,
            witness=run_to(lifecycle, first),
        )


def _why(component: Component, states: tuple[str, ...]) -> str:
    if component.members[0] not in states:
        return f"the nearest trap is the dead end {component.members[0]!r}"
    if component.members == states:
        return "nothing leads out" if len(states) == 1 else "nothing leads out of them"
    return f"the nearest trap is {quoted(component.members)}, which nothing leads out of"


CHECK = Check(
    id="WO103",
    slug="no-path-to-final",
    severity=Severity.ERROR,
    summary="A reachable state from which no final state can be reached.",
    remedy="add a transition from the trap towards a final state",
    run=_run,
)
