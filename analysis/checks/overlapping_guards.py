"""WO303: two guards can hold together, and the first declared transition wins."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.guards.choices import Choice, Choices, described, is_guarded
from wayout.analysis.guards.deciding import Guards
from wayout.analysis.guards.formulas import least
from wayout.analysis.lifecycle import Lifecycle

_Overlap = tuple[int, int, str]
"""Two options, by their index, and an assignment under which both guards hold."""


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    choices = lifecycle.choices
    known: dict[tuple[Guards, tuple[str, ...]], list[_Overlap]] = {}
    for choice in choices:
        if sum(map(is_guarded, choice.options)) < 2:  # noqa: PLR2004 - nothing to overlap
            continue
        guards = choices.guards(choice)
        alike = guards, tuple(option.to_state for option in choice.options)
        if alike not in known:
            known[alike] = list(_overlaps(choice, guards, choices.guards(choice, least)))
        if known[alike]:
            yield _finding(lifecycle, choices, choice, known[alike])


def _finding(
    lifecycle: Lifecycle, choices: Choices, choice: Choice, found: list[_Overlap]
) -> Finding:
    first, second, example = found[0]
    one, other = choice.options[first], choice.options[second]
    more = f"; {len(found) - 1} more of its transitions overlap" if len(found) > 1 else ""
    both = f"with {example} both hold" if example else "both always hold"
    return CHECK.finding(
        lifecycle,
        f"{choice.place} leads {described(one)} and {described(other)}: {both}, and the first "
        f"wins{more}",
        states=choice.states,
        events=choice.events,
        witness=choices.witness(choice),
        location=other.location,
    )


def _overlaps(choice: Choice, guards: Guards, surely: Guards) -> Iterator[_Overlap]:
    """Yield, for each option that overlaps one before it, the first such and an assignment.

    What is never selected is left to WO302. Quadratic in the options of one choice.
    """
    selected: list[int] = []
    for second, later in enumerate(choice.options):
        before = range(second)
        if not is_guarded(later) or guards.find(holding=[second], failing=before) is None:
            continue
        for first in selected:
            if choice.options[first].to_state == later.to_state:
                continue
            example = surely.find(holding=[first, second])
            if example is not None:
                yield first, second, example
                break
        selected.append(second)


CHECK = Check(
    id="WO303",
    slug="overlapping-guards",
    severity=Severity.INFO,
    summary="Guards of one event that can hold together, for transitions to different states.",
    remedy="let the guards exclude each other, or declare in `constraints` that their names do",
    run=_run,
)
