"""WO404: a settled public status is left and comes back while the work still goes on."""

from collections.abc import Iterator
from itertools import groupby

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity, Step, Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.operations import Operations
from wayout.analysis.projection import Projection
from wayout.analysis.runs import ordinary_runs


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    projection = lifecycle.projection
    if projection is None:
        return
    operations = Operations(lifecycle, projection)
    flickering = operations.flickering()
    showing: dict[str, list[str]] = {}
    for state, status in flickering.items():
        showing.setdefault(status, []).append(state)
    shortest: dict[str, tuple[Transition, ...]] = {}
    for status, states in showing.items():
        shortest.update(operations.shortest(status, states))
    run_to = ordinary_runs(lifecycle)
    for state, status in flickering.items():
        steps = shortest[state]
        before = run_to([steps[0].from_state])
        yield CHECK.finding(
            lifecycle,
            f"after {steps[0].event!r} the {projection.name} reads "
            f"{_then(projection, steps)} again, while the work still goes on in {state!r}",
            states=(state,),
            witness=Witness((*before.stem, *(Step(step.event, step.to_state) for step in steps))),
            statuses=(status,),
        )


def _then(projection: Projection, steps: tuple[Transition, ...]) -> str:
    """Name the statuses that an operation shows in turn."""
    states = (steps[0].from_state, *(step.to_state for step in steps))
    read = (projection.status_of[state] for state in states)
    *others, last = (repr(status) for status, _ in groupby(read))
    return f"{', '.join(others)} and then {last}"


CHECK = Check(
    id="WO404",
    slug="status-flicker",
    severity=Severity.ERROR,
    summary="An operation that shows a settled status again before its work is done.",
    remedy="show the rest of the work with a status that only transient states show",
    run=_run,
)
