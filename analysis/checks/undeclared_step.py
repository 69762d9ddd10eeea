"""WO601: a recorded step that no run of the lifecycle is."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.findings import steps
from wayout.analysis.conformance.replay.judging import Outcome
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    yield from steps(lifecycle, CHECK, Outcome.UNREACHABLE)


CHECK = Check(
    id="WO601",
    slug="undeclared-step",
    severity=Severity.ERROR,
    summary="A recorded step between states from one of which no run leads to the other.",
    remedy="declare the transition with its source, or find who wrote the state",
    run=_run,
)
