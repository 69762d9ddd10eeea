"""WO604: a step in a complete log that is several declared ones."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.findings import steps
from wayout.analysis.conformance.replay.judging import Outcome
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    yield from steps(lifecycle, CHECK, Outcome.SKIPPED, Outcome.GAP)


CHECK = Check(
    id="WO604",
    slug="skipped-step",
    severity=Severity.WARNING,
    summary="A step in a complete log that is several declared steps.",
    remedy="declare the short cut, or leave out --complete: the log lacks observations",
    run=_run,
)
