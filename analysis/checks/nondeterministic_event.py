"""WO301: one event leads from one state to several, and nothing decides between them."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.guards.choices import is_guarded
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    choices = lifecycle.choices
    for choice in choices:
        free = [option for option in choice.options if not is_guarded(option)]
        targets = tuple(dict.fromkeys(option.to_state for option in free))
        if len(targets) > 1:
            yield CHECK.finding(
                lifecycle,
                f"{choice.place} leads to {quoted(targets)}, and nothing decides between them",
                states=choice.states,
                events=choice.events,
                witness=choices.witness(choice),
                location=free[1].location,
            )


CHECK = Check(
    id="WO301",
    slug="nondeterministic-event",
    severity=Severity.ERROR,
    summary="An event that leads from one state to several, with no guards between them.",
    remedy="give the transitions guards that exclude each other, or events of their own",
    run=_run,
)
