"""WO106: a lifecycle has no initial state, or several."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity, Step, Witness
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.wording import quoted, refusal


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    if len(lifecycle.initial) == 1:
        return
    if not lifecycle.initial:
        yield CHECK.finding(
            lifecycle,
            "no state is initial, so that no run begins; exactly one must be",
            remedy="declare initial the state in which the lifecycle begins",
        )
        return
    yield CHECK.finding(
        lifecycle,
        f"{quoted(lifecycle.initial)} are initial; exactly one state must be"
        f"{refusal(lifecycle, *lifecycle.initial)}",
        states=lifecycle.initial,
        witness=Witness(stem=(Step(None, lifecycle.initial[1]),)),
    )


CHECK = Check(
    id="WO106",
    slug="initial-state",
    severity=Severity.ERROR,
    summary="A lifecycle with no initial state, or with several.",
    remedy="leave one state initial and lead from it to the others",
    run=_run,
)
