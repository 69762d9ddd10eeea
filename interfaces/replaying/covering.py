"""What of a lifecycle logs show, and what they show beyond it, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wayout.analysis.conformance.replay.candidates import Candidate
from wayout.analysis.conformance.replay.replaying import Replayed
from wayout.interfaces.layout import Line, Span, Table, Tone
from wayout.interfaces.reporters.wording import counted

_SHOWN_EVENTS = 3


def coverage(replayed: Replayed) -> Iterator[Line | Table]:
    """Yield which states and transitions a log shows, how often, and which it never does."""
    entered = replayed.entered
    seen = {value: count for value, count in entered.items() if count}
    yield Line((Span(f"{replayed.lifecycle.name}, covered", Tone.STRONG),))
    states = tuple((value, f"{count:,}") for value, count in seen.items())
    yield Table(("State", "Entered"), states, right=frozenset({1}), indent=2)
    never = [value for value in entered if value not in seen]
    if never:
        yield Line((Span(f"never: {', '.join(never)}"),), indent=2, hanging=2)
    yield Table(
        ("From", "To", "By", "Taken"), tuple(_taken(replayed)), right=frozenset({3}), indent=2
    )
    rows = tuple(_never(replayed))
    if rows:
        yield Table(("Event", "Never taken", "Of"), rows, right=frozenset({1, 2}), indent=2)


def _taken(replayed: Replayed) -> Iterator[tuple[str, ...]]:
    """Yield the steps that were taken: a log does not tell which of their transitions it was."""
    value = {state.id: state.value for state in replayed.lifecycle.states}
    found: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}
    for step, count in replayed.taken.items():
        if count:
            ends = value[step.from_state], value[step.to_state]
            _, events = found.setdefault(ends, (count, {}))
            events[step.event or "(no event)"] = None
    for (tail, head), (count, events) in sorted(found.items(), key=lambda item: -item[1][0]):
        more = f" +{len(events) - _SHOWN_EVENTS}" if len(events) > _SHOWN_EVENTS else ""
        yield tail, head, ", ".join(list(events)[:_SHOWN_EVENTS]) + more, f"{count:,}"


def _never(replayed: Replayed) -> Iterator[tuple[str, ...]]:
    counts: dict[str, list[int]] = {}
    for step, count in replayed.taken.items():
        counts.setdefault(step.event or "(no event)", []).append(count)
    for event, taken in counts.items():
        if 0 in taken:
            yield event, f"{taken.count(0):,}", f"{len(taken):,}"


def undeclared(name: str, found: Sequence[Candidate]) -> Iterator[Line]:
    """Yield the rows that would declare what a log records, each after what it rests on."""
    yield Line((Span(f"{name}, not declared", Tone.STRONG),))
    if not found:
        yield Line((Span("nothing that is recorded so often", Tone.FAINT),), indent=2)
    for each in found:
        yield Line((Span(f"# {said(each)}", Tone.FAINT),), indent=2, hanging=2)
        yield Line((Span(each.row),), indent=2, hanging=4)


def said(found: Candidate) -> str:
    """Say what a candidate rests on."""
    what = found.current if found.previous is None else f"{found.previous} -> {found.current}"
    when = f"first {found.first}, last {found.last}"
    return f"{what}: {counted(found.count, 'time')}, {when}, such as of {found.example}"
