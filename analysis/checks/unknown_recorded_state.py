"""WO603: a recorded state that the lifecycle does not declare."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.findings import unknown
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    yield from unknown(lifecycle, CHECK)


CHECK = Check(
    id="WO603",
    slug="unknown-recorded-state",
    severity=Severity.ERROR,
    summary="A recorded state that the lifecycle does not declare.",
    remedy="declare the state, or say of what it is a synonym: --alias RECORDED=STATE",
    run=_run,
)
