"""WO403: users are promised a status that they never see."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    projection = lifecycle.projection
    if projection is None:
        return
    showing: dict[str, list[str]] = {status: [] for status in projection.statuses}
    for state, status in projection.shown:
        showing.setdefault(status, []).append(state)
    for status, states in showing.items():
        if not any(state in lifecycle.reached for state in states):
            why = f"only {quoted(states)} would, which no run reaches" if states else _NONE
            yield CHECK.finding(
                lifecycle,
                f"no reachable state shows the {projection.name} {status!r}: {why}",
                statuses=(status,),
            )


_NONE = "nothing maps to it"

CHECK = Check(
    id="WO403",
    slug="unused-status",
    severity=Severity.WARNING,
    summary="A declared public status that no reachable state shows.",
    remedy="remove the status, or the defect that keeps its states from being reached",
    run=_run,
)
