"""WO302: a transition is never selected, since others always come first."""

from collections.abc import Iterator
from typing import NamedTuple

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.guards.choices import (
    Choice,
    Declaration,
    declaration,
    described,
    is_guarded,
)
from wayout.analysis.guards.deciding import Guards
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.runs import run_to
from wayout.analysis.wording import listed, quoted


class _Loss(NamedTuple):
    """A transition that is never selected, and why."""

    loser: Transition
    why: str


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    losses: dict[str, dict[str | None, list[_Loss]]] = {}
    for loss in (*_left_nothing(lifecycle), *_behind_unguarded(lifecycle)):
        of_state = losses.setdefault(loss.loser.from_state, {})
        of_state.setdefault(loss.loser.event, []).append(loss)
    for state in lifecycle.states:
        for found in losses.get(state.id, {}).values():
            yield _finding(lifecycle, found)


def _finding(lifecycle: Lifecycle, losses: list[_Loss]) -> Finding:
    first = losses[0].loser
    state, event = first.from_state, first.event
    return CHECK.finding(
        lifecycle,
        f"{quoted([event])} from {state!r} never leads "
        f"{listed((described(loss.loser) for loss in losses), 'or')}: {losses[0].why}",
        states=(state,),
        events=() if event is None else (event,),
        witness=run_to(lifecycle, state) if state in lifecycle.reached else None,
        location=first.location,
    )


def _behind_unguarded(lifecycle: Lifecycle) -> Iterator[_Loss]:
    """Yield what reading has set apart, less what only repeats a transition (WO108)."""
    if not lifecycle.shadowed:
        return
    kept: dict[tuple[str, str | None], list[Transition]] = {}
    for step in lifecycle.transitions:
        kept.setdefault((step.from_state, step.event), []).append(step)
    seen = set(map(declaration, lifecycle.transitions))
    for loser in lifecycle.shadowed:
        winners = kept.get((loser.from_state, loser.event), [])
        winner = next((step for step in winners if not is_guarded(step)), None)
        if declaration(loser) not in seen:
            why = f"it leads {described(winner)} before" if winner else "another comes before"
            yield _Loss(loser, why)
        seen.add(declaration(loser))


def _left_nothing(lifecycle: Lifecycle) -> Iterator[_Loss]:
    """Yield the transitions to which those before them leave nothing, in all their states.

    Two without guards are left to other checks.
    """
    choices = lifecycle.choices
    verdicts: dict[Declaration, _Loss | None] = {}
    for choice in choices:
        guarded = tuple(map(is_guarded, choice.options))
        guards = choices.guards(choice) if any(guarded) and len(guarded) > 1 else None
        first: dict[Declaration, int] = {}
        for index, option in enumerate(choice.options):
            first.setdefault(declaration(option), index)
        for key, index in first.items():
            known = verdicts.get(key, _UNKNOWN)
            if known is None:
                continue
            before = [each for each in range(index) if guarded[each] or guarded[index]]
            why = _why_lost(choice, guards, index, before) if guards and before else None
            if why is None:
                verdicts[key] = None
            elif known is _UNKNOWN:
                verdicts[key] = _Loss(choice.options[index], why)
    yield from (loss for loss in verdicts.values() if loss is not None)


def _why_lost(choice: Choice, guards: Guards, index: int, before: list[int]) -> str | None:
    """Say why those before an option leave it nothing; None where it is selected."""
    example = guards.find(holding=[index])
    if example is None or guards.find(holding=[index], failing=before) is not None:
        return None
    for earlier in before:
        if guards.find(holding=[index], failing=[earlier]) is None:
            with_example = f"with {example} " if example else ""
            return f"{with_example}it leads {described(choice.options[earlier])} before"
    winners = listed(described(choice.options[earlier]) for earlier in before)
    return f"it always leads {winners} before"


_UNKNOWN = _Loss(Transition(None, "", ""), "")

CHECK = Check(
    id="WO302",
    slug="shadowed-transition",
    severity=Severity.WARNING,
    summary="A transition that is never selected, since another always comes first.",
    remedy="declare it before the others, narrow their guards, or remove it",
    run=_run,
)
