"""WO101: no run from the initial state leads to a state."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, State
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    if not lifecycle.initial:
        return
    shadowed: dict[str, list[str | None]] = {}
    for step in lifecycle.shadowed:
        shadowed.setdefault(step.to_state, []).append(step.event)
    reached = {leaf for state in lifecycle.reached for leaf in _leaves(lifecycle.by_id[state])}
    for state in lifecycle.states:
        if reached.issuperset(_leaves(state)):
            continue
        yield CHECK.finding(
            lifecycle,
            f"state {state.id!r} cannot be reached: "
            f"{_why(_origins(lifecycle, state, reached), shadowed.get(state.id, []))}",
            states=(state.id,),
        )


def _leaves(state: State) -> tuple[str, ...]:
    return state.leaves or (state.id,)


def _origins(lifecycle: Lifecycle, state: State, reached: set[str]) -> list[str]:
    """Return the unreachable states before it, less those that only remember being in it."""
    before = [step.from_state for step in lifecycle.entering(state.id)]
    return [
        other
        for other in before
        if other != state.id and not reached.issuperset(_leaves(lifecycle.by_id[other]))
    ]


def _why(origins: list[str], shadowed: list[str | None]) -> str:
    if origins:
        return f"the only ways in start from {quoted(origins)}, unreachable as well"
    if shadowed:
        return f"the only way in, {quoted(shadowed)}, is never taken: an earlier one always wins"
    return "nothing leads to it"


CHECK = Check(
    id="WO101",
    slug="unreachable-state",
    severity=Severity.ERROR,
    summary="A state that no run from the initial state reaches.",
    remedy="add the transition that leads to it, or remove the state",
    run=_run,
)
