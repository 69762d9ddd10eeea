"""WO105: a final state has a transition to a state that is not."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import run_to
from wayout.analysis.wording import quoted
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    for state in lifecycle.states:
        if state.role is not Role.FINAL or state.id not in lifecycle.reached:
            continue
        revivals = [
            step
            for step in lifecycle.leaving(state.id)
            if lifecycle.by_id[step.to_state].role is not Role.FINAL
        ]
        if not revivals:
            continue
        events = [step.event for step in revivals]
        verb = "leads" if len(set(events)) == 1 else "lead"
        yield CHECK.finding(
            lifecycle,
            f"{quoted(events)} {verb} from final state {state.id!r} "
            f"back to {quoted(step.to_state for step in revivals)}",
            states=(state.id,),
            events=tuple(dict.fromkeys(event for event in events if event is not None)),
            witness=run_to(lifecycle, state.id, revivals[0]),
            location=revivals[0].location,
        )


CHECK = Check(
    id="WO105",
    slug="final-state-left",
    severity=Severity.ERROR,
    summary="A final state with a transition to a state that is not final.",
    remedy="remove the transition, or give the state another role than final",
    run=_run,
)
