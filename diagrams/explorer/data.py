"""What the explorer in a page computes on, as a JSON value that is small for thousands of steps.

States, events and guards are numbered, and refer to each other by number. The transitions come
by the state that they leave, in the order of declaration, and are written column by column: each
number in base 36, all of a column with equally many digits.
"""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from wayout.analysis.finding import Finding, Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.reliance import Reliance, Steps
from wayout.analysis.statuses import statuses
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.escaping import visible
from wayout.diagrams.explorer.picture import PREFIX

Value = Mapping[str, object]
EventKey = tuple[str | None, str | None, str | None, str | None, str, bool]

_ALONE, _BEGINS, _SERVICES, _ADMIN = 1, 2, 4, 8
"""The bits of a transition: whether a user's way goes on with it, or begins; others' ways."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def document(value: Value) -> str:
    """Return JSON that holds no `<`: it cannot end the script element that it stands in."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def explorer_value(
    lifecycle: Lifecycle, findings: Sequence[Finding], drawing: Drawing | None
) -> Value:
    """Return what the page's script computes on. Linear in the lifecycle and the runs.

    Of equally short ways the page finds the same as `analysis.search`: `out` says how many
    transitions leave each state, and their order is that of the declaration. What is only shown,
    the meanings of states and what events are called, the script takes from the tables of the
    page, whose rows are in the order of these numbers.
    """
    number = {state.id: index for index, state in enumerate(lifecycle.states)}
    steps = tuple(step for state in lifecycle.states for step in lifecycle.leaving(state.id))
    events = _numbers(map(event_of, lifecycle.transitions))
    guards = _numbers(step.guard for step in steps)
    return {
        "states": [
            [visible(state.id), visible(state.value), state.role.value]
            for state in lifecycle.states
        ],
        "initial": [number[state] for state in lifecycle.initial],
        "statuses": [
            [visible(status.name), status.phase.value, [number[s.id] for s in status.states]]
            for status in statuses(lifecycle)
        ],
        "guards": [None if guard is None else visible(str(guard)) for guard in guards],
        "out": [len(lifecycle.leaving(state.id)) for state in lifecycle.states],
        "event": _column([events[event_of(step)] for step in steps]),
        "guard": _column([guards[step.guard] for step in steps]),
        "to": _column([number[step.to_state] for step in steps]),
        "may": "".join(_may(lifecycle, steps)),
        "findings": list(_findings(steps, findings, number)),
        "nodes": {} if drawing is None else dict(_nodes(drawing, number)),
        "lines": {} if drawing is None else dict(_lines(drawing, steps)),
    }


def event_of(step: Transition) -> EventKey:
    """Return what many transitions have in common: event, kind, actor, source, note, unsure."""
    kind = step.kind.value if step.kind else None
    actor = step.actor.value if step.actor else None
    return step.event, kind, actor, step.source, step.note, step.unsure


def _numbers(values: Iterable[Hashable]) -> Mapping[Hashable, int]:
    """Number the values in the order of their first appearance."""
    return {value: index for index, value in enumerate(dict.fromkeys(values))}


def _column(numbers: Sequence[int]) -> str:
    width = len(_base36(max(numbers, default=0)))
    return "".join(_base36(number).rjust(width, "0") for number in numbers)


def _base36(number: int) -> str:
    digits = _DIGITS[number % 36]
    while number := number // 36:
        digits = _DIGITS[number % 36] + digits
    return digits


def _may(lifecycle: Lifecycle, transitions: Iterable[Transition]) -> Iterator[str]:
    """Yield a hexadecimal digit for each transition: who may rely on it."""
    steps = Steps(lifecycle)
    for step in transitions:
        bits = _ALONE * steps.goes_on(step, Reliance.USER)
        bits |= _BEGINS * steps.begins(step, Reliance.USER)
        bits |= _SERVICES * steps.goes_on(step, Reliance.SERVICES)
        bits |= _ADMIN * steps.goes_on(step, Reliance.ADMIN)
        yield f"{bits:x}"


def _findings(
    steps: Iterable[Transition], findings: Iterable[Finding], number: Mapping[str, int]
) -> Iterator[list[object]]:
    """Yield for each finding its check, its states, and the run that shows it."""
    index: dict[tuple[str | None, str, str], int] = {}
    for place, step in enumerate(steps):
        index.setdefault((step.event, step.from_state, step.to_state), place)
    for finding in findings:
        states = [number[state] for state in finding.states if state in number]
        run = None if finding.witness is None else _run(finding.witness, index, number)
        yield [finding.check, finding.slug, int(finding.suppressed is not None), states, run]


def _run(
    witness: Witness,
    index: Mapping[tuple[str | None, str, str], int],
    number: Mapping[str, int],
) -> list[object] | None:
    """Return the first state, the transitions, and how many of them are the cycle at the end."""
    first, *further = (*witness.stem, *witness.cycle)
    taken: list[int] = []
    here = first.state
    for step in further:
        place = index.get((step.event, here, step.state))
        if place is None:
            return None
        taken.append(place)
        here = step.state
    return [number[first.state], taken, len(witness.cycle)]


def _nodes(drawing: Drawing, number: Mapping[str, int]) -> Iterator[tuple[str, list[int]]]:
    for node in drawing.nodes:
        if node.states:
            yield f"{PREFIX}-{node.id}", [number[state] for state in node.states]


def _lines(drawing: Drawing, steps: Sequence[Transition]) -> Iterator[tuple[str, list[int]]]:
    """Yield the drawn lines with the numbers of their transitions."""
    number = {step: place for place, step in reversed(list(enumerate(steps)))}
    for edge in drawing.edges:
        if edge.there:
            yield f"{PREFIX}-{edge.id}", [number[step] for step in (*edge.there, *edge.back)]
