"""WO105: a final state has a transition to a state that is not."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.runs import run_to
from wayout.analysis.wording import quoted, refusal
from wayout.machines.vocabulary import Role


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    role = {state.id: state.role for state in lifecycle.states}
    for state in (each for each, its in role.items() if its is Role.FINAL):
        leaving = lifecycle.leaving(state)
        revivals = [step for step in leaving if role[step.to_state] is not Role.FINAL]
        if state in lifecycle.refused:
            if leaving:
                yield _finding(lifecycle, state, revivals or list(leaving))
        elif revivals and state in lifecycle.reached:
            yield _finding(lifecycle, state, revivals)


def _finding(lifecycle: Lifecycle, state: str, steps: list[Transition]) -> Finding:
    events = [step.event for step in steps]
    verb = "leads" if len(set(events)) == 1 else "lead"
    back = "" if lifecycle.by_id[steps[0].to_state].role is Role.FINAL else "back "
    return CHECK.finding(
        lifecycle,
        f"{quoted(events)} {verb} from final state {state!r} "
        f"{back}to {quoted(step.to_state for step in steps)}{refusal(lifecycle, state)}",
        states=(state,),
        events=tuple(dict.fromkeys(event for event in events if event is not None)),
        witness=run_to(lifecycle, state, steps[0]) if state in lifecycle.reached else None,
        location=steps[0].location,
    )


CHECK = Check(
    id="WO105",
    slug="final-state-left",
    severity=Severity.ERROR,
    summary="A final state with a transition to a state that is not final.",
    remedy="remove the transition, or give the state another role than final",
    run=_run,
)
