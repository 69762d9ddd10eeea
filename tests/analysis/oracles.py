"""Answers about lifecycles by brute force, to hold the checks against.

Distances are those of Floyd and Warshall, on all pairs; nothing here uses what it tests.
"""

from collections.abc import Callable, Iterable
from itertools import product
from math import inf

from wayout.analysis.finding import Finding, Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines.vocabulary import Actor, Kind, Role

Allowed = Callable[[Transition], bool]


def distances(
    lifecycle: Lifecycle, allowed: Allowed = lambda _: True, *, odd: int = 0
) -> dict[tuple[str, str], float]:
    """Map each pair of states to the number of steps from one to the other; inf: no way.

    `odd` is what a step out of the ordinary costs beyond 1.
    """
    ids = [state.id for state in lifecycle.states]
    far = {pair: 0 if pair[0] == pair[1] else inf for pair in product(ids, ids)}
    for step in lifecycle.transitions:
        if allowed(step) and step.from_state != step.to_state:
            pair = step.from_state, step.to_state
            far[pair] = min(far[pair], 1 + odd * is_odd(lifecycle, step))
    for via, origin, target in product(ids, ids, ids):
        far[origin, target] = min(far[origin, target], far[origin, via] + far[via, target])
    return far


def depths(lifecycle: Lifecycle, *, odd: int = 0) -> dict[str, float]:
    """Map each state to its distance from the nearest initial state."""
    far = distances(lifecycle, odd=odd)
    return {
        state.id: min((far[origin, state.id] for origin in lifecycle.initial), default=inf)
        for state in lifecycle.states
    }


def reachable(lifecycle: Lifecycle) -> set[str]:
    return {state for state, depth in depths(lifecycle).items() if depth < inf}


def with_role(lifecycle: Lifecycle, *roles: Role) -> set[str]:
    return {state.id for state in lifecycle.states if state.role in roles}


def leads_to(
    lifecycle: Lifecycle, targets: Iterable[str], allowed: Allowed = lambda _: True
) -> set[str]:
    """Return the states from which an allowed run leads to one of the targets."""
    far = distances(lifecycle, allowed)
    wanted = set(targets)
    return {s.id for s in lifecycle.states if any(far[s.id, t] < inf for t in wanted)}


def leaves_with_all_guards_failing(lifecycle: Lifecycle, step: Transition) -> bool:
    """Whether the step leads out, and its event still does so when no guard holds."""

    def leads_out(other: Transition) -> bool:
        return other.to_state != other.from_state or other.kind is Kind.STARTUP

    return leads_out(step) and any(
        other.guard is None and leads_out(other)
        for other in lifecycle.transitions
        if (other.from_state, other.event) == (step.from_state, step.event)
    )


def verdicts(findings: Iterable[Finding]) -> set[tuple[object, ...]]:
    """Return what findings say, less their wording and order."""
    return {
        (finding.check, finding.severity, *map(frozenset, _places(finding))) for finding in findings
    }


def _places(finding: Finding) -> tuple[tuple[str, ...], ...]:
    return finding.states, finding.events, finding.statuses


def sets(findings: Iterable[Finding]) -> set[frozenset[str]]:
    return {frozenset(finding.states) for finding in findings}


def singles(findings: Iterable[Finding]) -> set[str]:
    """Return the states of findings that are about one state each."""
    found = [finding.states for finding in findings]
    assert all(len(states) == 1 for states in found)
    assert len(found) == len(set(found))
    return {state for (state,) in found}


def end_of(witness: Witness | None) -> str:
    assert witness is not None
    return witness.stem[-1].state


def assert_runs(lifecycle: Lifecycle, witness: Witness) -> None:
    """Follow a witness step by step; a cycle must come back to where it began."""
    first, *rest = witness.stem
    assert first.event is None
    assert first.state in lifecycle.initial
    here = first.state
    known = {(step.from_state, step.event, step.to_state) for step in lifecycle.transitions}
    for step in (*rest, *witness.cycle):
        assert (here, step.event, step.state) in known
        here = step.state
    if witness.cycle:
        assert here == end_of(witness)


def assert_shortest(lifecycle: Lifecycle, finding: Finding, *, further: int = 0) -> None:
    """Hold the length of a stem against the distance to the nearest of the finding's states.

    `further` is the number of steps beyond.
    """
    assert finding.witness is not None
    assert_runs(lifecycle, finding.witness)
    depth = min(depths(lifecycle)[state] for state in finding.states)
    assert len(finding.witness.stem) - 1 == depth + further
    assert finding.witness.stem[-1 - further].state in finding.states


def is_odd(lifecycle: Lifecycle, step: Transition) -> bool:
    """Whether a step is an administrator's, no plain work or call, refusable or inferred."""
    refusable = all(
        other.guard is not None
        for other in lifecycle.transitions
        if (other.from_state, other.event) == (step.from_state, step.event)
    )
    return (
        refusable
        or step.actor is Actor.ADMIN
        or step.kind in (Kind.FAILURE, Kind.REVERT, Kind.STARTUP)
        or step.unsure
    )


def assert_ordinary(lifecycle: Lifecycle, finding: Finding) -> None:
    """Hold a stem against all runs to the finding's states: fewest odd steps, then steps."""
    assert finding.witness is not None
    assert_runs(lifecycle, finding.witness)
    assert end_of(finding.witness) in finding.states
    odd = 1000
    cost = depths(lifecycle, odd=odd)
    least = min(cost[state] for state in finding.states)
    states = [step.state for step in finding.witness.stem]
    events = [step.event for step in finding.witness.stem[1:]]
    walked = sum(
        1
        + min(
            odd * is_odd(lifecycle, step)
            for step in lifecycle.transitions
            if (step.from_state, step.event, step.to_state) == (here, event, there)
        )
        for here, event, there in zip(states, events, states[1:], strict=False)
    )
    assert walked == least


def assert_shortest_cycle(
    lifecycle: Lifecycle, finding: Finding, allowed: Allowed = lambda _: True
) -> None:
    """Hold the length of a cycle against all ways back to its state inside the finding's."""
    assert finding.witness is not None
    entry = end_of(finding.witness)
    inside = set(finding.states)
    assert {step.state for step in finding.witness.cycle} <= inside

    def stays(step: Transition) -> bool:
        return allowed(step) and {step.from_state, step.to_state} <= inside

    far = distances(lifecycle, stays)
    back = min(
        far[entry, step.from_state] + 1
        for step in lifecycle.transitions
        if stays(step) and step.to_state == entry
    )
    assert len(finding.witness.cycle) == back
