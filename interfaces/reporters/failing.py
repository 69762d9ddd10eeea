"""The part of a lifecycle that some findings are about, as a lifecycle to be drawn."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from wayout.analysis.finding import Finding, Step
from wayout.analysis.lifecycle import Lifecycle


def failing_part(lifecycle: Lifecycle, found: Iterable[Finding]) -> Lifecycle:
    """Return the states and transitions of the findings' witnesses, and nothing around them.

    A state that a finding names and no run reaches is there, without a transition. Linear in
    the lifecycle and the witnesses.
    """
    states: set[str] = set()
    steps: set[tuple[str, str | None, str]] = set()
    for finding in found:
        states.update(finding.states)
        if finding.witness is None:
            continue
        run = (*finding.witness.stem, *finding.witness.cycle)
        states.update(step.state for step in run)
        steps.update(_taken(run))
    return replace(
        lifecycle,
        states=tuple(replace(s, parent=None) for s in lifecycle.states if s.id in states),
        initial=tuple(initial for initial in lifecycle.initial if initial in states),
        transitions=tuple(
            transition
            for transition in lifecycle.transitions
            if (transition.from_state, transition.event, transition.to_state) in steps
        ),
        compounds=(),
        shadowed=(),
    )


def _taken(run: tuple[Step, ...]) -> Iterable[tuple[str, str | None, str]]:
    return ((before.state, after.event, after.state) for before, after in pairwise(run))
