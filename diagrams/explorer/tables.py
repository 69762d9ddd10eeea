"""The content of a page without any script: states, events, public statuses, as tables."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.statuses import Phase, Status, statuses
from wayout.analysis.wording import role_in_words
from wayout.diagrams.drawing import Detail
from wayout.diagrams.escaping import prose, visible
from wayout.diagrams.explorer.data import EventKey, event_of
from wayout.diagrams.explorer.markup import Piece, code, joined, source, table, tag
from wayout.diagrams.places import places
from wayout.diagrams.selections import Selections
from wayout.diagrams.wording import EVENTLESS, INFERRED, counted
from wayout.machines.vocabulary import Actor

_ANYBODY = "anybody"
_MANY = 8
"""An event that begins in more states than these is in the table of events only."""

_NEXT_STEP = {
    Phase.IN_PROGRESS: "poll on",
    Phase.SETTLED: "stop, and compare",
    Phase.FAILED: "stop: it has failed",
    Phase.NEVER_SHOWN: "",
}


def state_table(lifecycle: Lifecycle) -> ET.Element:
    """Return a row for each state: what it is, and the events in it, by actor.

    An event that begins in many states is counted here; the table of events says where.
    """
    begins: dict[str | None, set[str]] = {}
    for step in lifecycle.transitions:
        begins.setdefault(step.event, set()).add(step.from_state)
    many = {event for event, states in begins.items() if len(states) > _MANY}
    rows = (
        tag(
            "tr",
            tag("th", visible(state.value)),
            tag("td", role_in_words(state, lifecycle)),
            tag("td", prose(state.meaning)),
            tag("td", *_leaving(lifecycle.leaving(state.id), many)),
        )
        for state in lifecycle.states
    )
    return table("The states", ("State", "Role", "Meaning", "Events in it, by actor"), rows)


def _leaving(steps: Iterable[Transition], many: Collection[str | None]) -> Iterator[Piece]:
    by_actor: dict[str, dict[str, None]] = {}
    widespread: dict[str | None, None] = {}
    for step in steps:
        if step.event in many:
            widespread[step.event] = None
        else:
            by_actor.setdefault(_actor(step.actor), {})[_event(step.event)] = None
    lines = [f"{actor}: {', '.join(events)}" for actor, events in by_actor.items()]
    if widespread:
        lines.append(f"{counted(len(widespread), 'event')} of many states")
    yield from _lines(lines)


def _lines(lines: Iterable[Piece]) -> Iterator[Piece]:
    for index, line in enumerate(lines):
        if index:
            yield tag("br")
        yield line


def event_table(lifecycle: Lifecycle) -> ET.Element:
    """Return a row for each event: who, of what kind, from where to where, and its source.

    Sets of states are put in the fewest words that say them exactly.
    """
    words = _Words(lifecycle)
    grouped: dict[EventKey, list[Transition]] = {}
    for step in lifecycle.transitions:
        grouped.setdefault(event_of(step), []).append(step)
    rows = (_event_row(steps, words) for steps in grouped.values())
    head = ("Event", "Kind", "Actor", "From and to", "Source and note")
    return table("The events", head, rows)


class _Words:
    """Sets of states in few words, each state by its value."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        found = places(lifecycle, Detail.FULL)
        self._values = {state.id: visible(state.value) for state in lifecycle.states}
        nodes = tuple(replace(node, label=self._values[node.states[0]]) for node in found.nodes)
        self._selections = Selections(replace(found, nodes=nodes))
        self._node_of = {state: node.id for state, node in found.of.items()}

    def of(self, states: Collection[str], *, every: str = "every") -> str:
        if len(states) == 1:
            return self._values[next(iter(states))]
        return self._selections.in_words([self._node_of[state] for state in states], every=every)


def _event_row(steps: list[Transition], words: _Words) -> ET.Element:
    first = steps[0]
    inferred = f"inferred {INFERRED}" if first.unsure else ""
    said = [each for each in (source(first.source), prose(first.note), inferred) if each != ""]
    return tag(
        "tr",
        tag("th", _event(first.event)),
        tag("td", first.kind.value if first.kind else ""),
        tag("td", _actor(first.actor)),
        tag("td", *_lines(_moves(steps, words))),
        tag("td", *joined(said, "; ")),
    )


def _moves(steps: Iterable[Transition], words: _Words) -> Iterator[str]:
    """Yield a line for each set of origins that lead to the same states under one guard."""
    origins: dict[tuple[str, str | None], dict[str, None]] = {}
    staying: dict[str | None, dict[str, None]] = {}
    for step in steps:
        if step.to_state == step.from_state:
            staying.setdefault(step.guard, {})[step.from_state] = None
        else:
            origins.setdefault((step.to_state, step.guard), {})[step.from_state] = None
    targets: dict[tuple[frozenset[str], str | None], dict[str, None]] = {}
    for (target, guard), found in origins.items():
        targets.setdefault((frozenset(found), guard), {})[target] = None
    for (sources, guard), found in targets.items():
        yield f"{words.of(sources)} → {words.of(found, every='any')}{_guarded(guard)}"
    for guard, found in staying.items():
        yield f"{words.of(found)}: stays as it is{_guarded(guard)}"


def _guarded(guard: str | None) -> str:
    return "" if guard is None else f" if {visible(guard)}"


def status_table(lifecycle: Lifecycle) -> ET.Element:
    """Return a row for each public status: what a client that waits does about it."""
    found = statuses(lifecycle)
    rows = (
        tag(
            "tr",
            tag("th", visible(status.name)),
            tag("td", status.phase.value),
            tag("td", _NEXT_STEP[status.phase]),
            tag("td", _values(status.resting)),
            tag("td", _values(status.working)),
        )
        for status in found
    )
    head = ("Status", "Phase", "A client that waits", "At rest in", "At work in")
    return table("The public statuses", head, rows)


def waiting_sets(lifecycle: Lifecycle) -> ET.Element:
    """Return the sets that a client waits on: go on, stop, stop with an error."""
    found = statuses(lifecycle)
    items = [
        part
        for phase in (Phase.IN_PROGRESS, Phase.SETTLED, Phase.FAILED)
        for part in _waiting_set(phase, [each for each in found if each.phase is phase])
    ]
    return tag("dl", *items, class_="sets")


def _waiting_set(phase: Phase, found: list[Status]) -> Iterator[ET.Element]:
    yield tag("dt", tag("b", phase.value), f", {len(found)}: {_NEXT_STEP[phase]}")
    names = joined((code(status.name) for status in found), " ")
    yield tag("dd", *names) if found else tag("dd", "none")


def _values(states: Iterable[State]) -> str:
    return ", ".join(visible(state.value) for state in states)


def _actor(actor: Actor | None) -> str:
    return _ANYBODY if actor is None else actor.value


def _event(event: str | None) -> str:
    return EVENTLESS if event is None else visible(event)
