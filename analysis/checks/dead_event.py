"""WO107: an event never does anything."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    borne: dict[str | None, list[Transition]] = {}
    for step in (*lifecycle.transitions, *lifecycle.shadowed):
        borne.setdefault(step.event, []).append(step)
    for event in dict.fromkeys(lifecycle.events):
        steps = borne.get(event, [])
        if event.endswith("*") or any(step.from_state in lifecycle.reached for step in steps):
            continue
        origins = {step.from_state for step in steps}
        states = tuple(state.id for state in lifecycle.states if state.id in origins)
        yield CHECK.finding(
            lifecycle,
            f"event {event!r} never does anything: "
            + (f"it leads from {quoted(states)} only, which no run reaches" if states else _NONE),
            states=states,
            events=(event,),
            location=steps[0].location if steps else None,
        )


_NONE = "no state that a run reaches takes it"

CHECK = Check(
    id="WO107",
    slug="dead-event",
    severity=Severity.WARNING,
    summary="An event that no transition bears, or only transitions from unreachable states.",
    remedy="give the event a transition from a state that is reached, or remove it",
    run=_run,
)
