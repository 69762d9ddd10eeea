"""WO305: a guard never holds."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.guards.choices import described
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.wording import listed


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    choices = lifecycle.choices
    if choices.contradict:
        yield CHECK.finding(
            lifecycle,
            "the constraints contradict each other, so that no guard can ever hold",
            remedy="remove a constraint, or correct it",
        )
        return
    under = " under the constraints" if lifecycle.constraints else ""
    for choice in choices:
        if all(option.guard is None for option in choice.options):
            continue
        guards = choices.guards(choice)
        found = [
            option
            for index, option in enumerate(choice.options)
            if guards.find(holding=[index]) is None
        ]
        if found:
            yield CHECK.finding(
                lifecycle,
                f"{choice.place} never leads {listed(map(described, found), 'or')}: "
                f"the guard never holds{under}",
                states=choice.states,
                events=choice.events,
                witness=choices.witness(choice),
                location=found[0].location,
            )


CHECK = Check(
    id="WO305",
    slug="contradictory-guard",
    severity=Severity.ERROR,
    summary="A guard that never holds, so that its transition is never taken.",
    remedy="correct the guard, or remove the transition",
    run=_run,
)
