"""WO304: an event has guarded transitions only, and none of their guards need hold."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.guards.formulas import most
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    choices = lifecycle.choices
    refused = "dropped without a word" if lifecycle.drops_events else "refused"
    for choice in choices:
        count = len(choice.options)
        if choice.event is None or count < 2:  # noqa: PLR2004 - its guard is its precondition
            continue
        example = choices.guards(choice, most).find(holding=[count], failing=range(count))
        if example is None:
            continue
        texts = quoted(option.guard for option in choice.options)
        yield CHECK.finding(
            lifecycle,
            f"with {example}, {choice.place} is {refused}: none of {texts} holds"
            if example
            else f"{choice.place} is always {refused}: none of {texts} ever holds",
            states=choice.states,
            events=choice.events,
            witness=choices.witness(choice),
            location=choice.options[0].location,
        )


CHECK = Check(
    id="WO304",
    slug="guard-gap",
    severity=Severity.WARNING,
    summary="An event with several guarded transitions, none of which need be allowed.",
    remedy="add a transition without a guard behind the others, or a guard for the rest",
    run=_run,
)
