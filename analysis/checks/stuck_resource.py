"""WO605: resources stay in a state for longer than they may."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.conformance.replay.findings import stuck
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    yield from stuck(lifecycle, CHECK)


CHECK = Check(
    id="WO605",
    slug="stuck-resource",
    severity=Severity.WARNING,
    summary="Resources that stay in a state longer than they may.",
    remedy="see with `wayout show` who can get them out of it, and how",
    run=_run,
)
