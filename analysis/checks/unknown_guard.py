"""WO306: a guard means nothing to python-statemachine."""

import re
from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition, UnknownGuard
from wayout.analysis.wording import listed, quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    if not lifecycle.unknown_guards:
        return
    order = {state.id: index for index, state in enumerate(lifecycle.states)}
    words = _by_word(lifecycle)
    cases: dict[tuple[tuple[int, ...], tuple[str, ...]], list[UnknownGuard]] = {}
    bearing: dict[tuple[tuple[int, ...], tuple[str, ...]], list[Transition]] = {}
    for unknown in lifecycle.unknown_guards:
        bearers = _bearers(unknown.name, words)
        places = {order[step.from_state] for step in bearers if step.from_state in order}
        events = dict.fromkeys(step.event for step in bearers if step.event is not None)
        key = tuple(sorted(places)), tuple(events)
        cases.setdefault(key, []).append(unknown)
        bearing.setdefault(key, bearers)
    for key in sorted(cases):
        states = tuple(lifecycle.states[index].id for index in key[0])
        yield _finding(lifecycle, states, bearing[key], cases[key])


def _finding(
    lifecycle: Lifecycle,
    states: tuple[str, ...],
    bearers: list[Transition],
    found: list[UnknownGuard],
) -> Finding:
    events = tuple(dict.fromkeys(step.event for step in bearers))
    of_events = f" of {quoted(events)}" if events else ""
    reasons = listed(f"{unknown.name!r} {unknown.reason}" for unknown in found)
    return CHECK.finding(
        lifecycle,
        f"in the guards{of_events}, {reasons}: making an instance raises",
        states=states,
        events=tuple(event for event in events if event is not None),
        location=bearers[0].location if bearers else None,
    )


def _by_word(lifecycle: Lifecycle) -> dict[str, list[Transition]]:
    found: dict[str, list[Transition]] = {}
    for step in (*lifecycle.transitions, *lifecycle.shadowed):
        for word in dict.fromkeys(_WORDS.findall(step.guard or "")):
            found.setdefault(word, []).append(step)
    return found


def _bearers(name: str, by_word: dict[str, list[Transition]]) -> list[Transition]:
    words = _WORDS.findall(name)
    return [
        step for step in by_word.get(words[0] if words else "", []) if name in (step.guard or "")
    ]


_WORDS = re.compile(r"\w+")

CHECK = Check(
    id="WO306",
    slug="unknown-guard",
    severity=Severity.WARNING,
    summary="A guard that python-statemachine cannot resolve, so that no instance is made.",
    remedy="define the name, or annotate it in the class if a model or listener provides it",
    run=_run,
)
