"""WO602: a recorded step out of a final state."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.findings import steps
from wayout.analysis.conformance.replay.judging import Outcome
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    yield from steps(lifecycle, CHECK, Outcome.AFTER_FINAL)


CHECK = Check(
    id="WO602",
    slug="step-after-final",
    severity=Severity.ERROR,
    summary="A recorded step out of a final state.",
    remedy="find who writes to a resource that is gone, or whether its id is used again",
    run=_run,
)
