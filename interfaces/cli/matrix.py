"""`wayout show --matrix`: what every state answers to every event, in several formats."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from io import StringIO
from types import MappingProxyType

from wayout.analysis.completeness import Answer, Cell, Completeness, completeness, events_of
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.errors import UsageError, did_you_mean
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.layout import Line, Page, Screen, Span, Table, Tone, paint, visible
from wayout.interfaces.markdown import escaped, table

_PLAIN_WIDTH = 100
_MOST_NAMES = 3
_GAP = 2

Selected = tuple[Lifecycle, Completeness]


def chosen(
    lifecycles: Iterable[Lifecycle], states: tuple[str, ...], events: tuple[str, ...]
) -> tuple[Selected, ...]:
    """Return the answers of the states to the events that the patterns name, by lifecycle.

    No pattern names all. A pattern has `*`, `?` and `[...]`, and must name something.

    Raises:
        UsageError: for patterns that name nothing in any of the lifecycles.
    """
    lifecycles = tuple(lifecycles)
    all_states = [state.id for lifecycle in lifecycles for state in lifecycle.states]
    all_events = [event for lifecycle in lifecycles for event in events_of(lifecycle)]
    problems = (
        *_nothing_named("--state", "state", states, all_states),
        *_nothing_named("--event", "event", events, all_events),
    )
    if problems:
        raise UsageError(*problems)
    return tuple(
        (
            lifecycle,
            completeness(
                lifecycle,
                states=_named(states, all_states),
                events=_named(events, all_events),
            ),
        )
        for lifecycle in lifecycles
    )


def written(selected: tuple[Selected, ...], form: str, screen: Screen | None) -> str:
    """Return the answers as text, Markdown, CSV or JSON."""
    return FORMS[form](selected, screen)


def _nothing_named(
    option: str, what: str, patterns: Iterable[str], names: list[str]
) -> Iterator[str]:
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            hint = did_you_mean(pattern, tuple(dict.fromkeys(names)))
            yield f"{option}: no {what} is called {pattern!r}{hint}"


def _named(patterns: tuple[str, ...], names: Iterable[str]) -> frozenset[str] | None:
    if not patterns:
        return None
    return frozenset(name for name in names if any(fnmatchcase(name, each) for each in patterns))


def _text(selected: tuple[Selected, ...], screen: Screen | None) -> str:
    width = screen.width if screen else _PLAIN_WIDTH
    return "\n".join(paint(_page(one, width), screen) for one in selected)


def _markdown(selected: tuple[Selected, ...], _screen: Screen | None) -> str:
    parts: list[str] = []
    for one in selected:
        for block in _page(one, _PLAIN_WIDTH):
            if isinstance(block, Table):
                rows = (map(escaped, row) for row in block.rows)
                parts.append("\n".join(table(map(escaped, block.head), rows)).rstrip("\n"))
            elif block.spans:
                parts.append("".join(escaped(span.text) for span in block.spans))
    return "\n\n".join(parts) + "\n"


def _page(one: Selected, width: int) -> Page:
    """Return a table for as many events as fit in the width, and so on for the others.

    In each, states with the same answers share a row.
    """
    lifecycle, answers = one
    columns = [
        (event, *(_short(row[index]) for row in answers.rows))
        for index, event in enumerate(answers.events)
    ]
    lines: list[Line | Table] = [
        Line((Span(lifecycle.name, Tone.STRONG), Span(f": {_LEGEND}"))),
    ]
    for block in _blocks(columns, width - _widest_label(answers.states)):
        lines += [Line(), _table(answers.states, block)]
    return tuple(lines)


_Column = tuple[str, ...]


def _blocks(columns: Iterable[_Column], width: int) -> Iterator[list[_Column]]:
    block: list[_Column] = []
    room = width
    for column in columns:
        needed = max(len(visible(text)) for text in column) + _GAP
        if block and needed > room:
            yield block
            block, room = [], width
        block.append(column)
        room -= needed
    if block:
        yield block


def _table(states: tuple[str, ...], columns: list[_Column]) -> Table:
    groups: dict[tuple[str, ...], list[str]] = {}
    head, *rows = zip(*columns, strict=True)
    for state, row in zip(states, rows, strict=True):
        groups.setdefault(row, []).append(state)
    return Table(
        head=("STATE", *head),
        rows=tuple((_listed(members, ", "), *row) for row, members in groups.items()),
    )


def _short(cell: Cell) -> str:
    may = "" if cell.sure else "?"
    match cell.answer:
        case Answer.REFUSED:
            return "-"
        case Answer.HANDLED:
            return _listed(cell.to, "|") + may
        case _:
            return f"{cell.answer.value}{may}"


def _listed(names: Sequence[str], joint: str) -> str:
    more = len(names) - _MOST_NAMES
    shown = joint.join(names[:_MOST_NAMES])
    return f"{shown} +{more}" if more > 0 else shown


def _widest_label(states: Iterable[str]) -> int:
    longest = sorted((len(visible(state)) for state in states), reverse=True)[:_MOST_NAMES]
    return sum(longest) + _GAP * _MOST_NAMES


def _csv(selected: tuple[Selected, ...], _screen: Screen | None) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("lifecycle", "state", "event", "answer", "to", "sure"))
    for lifecycle, answers in selected:
        for state, row in zip(answers.states, answers.rows, strict=True):
            for event, cell in zip(answers.events, row, strict=True):
                sure = "yes" if cell.sure else "no"
                to = " ".join(cell.to)
                writer.writerow((lifecycle.name, state, event, cell.answer.value, to, sure))
    return out.getvalue()


def _json(selected: tuple[Selected, ...], _screen: Screen | None) -> str:
    values = [
        {
            "lifecycle": lifecycle.name,
            "states": list(answers.states),
            "events": list(answers.events),
            "answers": [
                {
                    "state": state,
                    "event": event,
                    "answer": cell.answer.value,
                    "to": list(cell.to),
                    "sure": cell.sure,
                }
                for state, row in zip(answers.states, answers.rows, strict=True)
                for event, cell in zip(answers.events, row, strict=True)
            ],
        }
        for lifecycle, answers in selected
    ]
    return encode({"version": 1, "matrices": values})


_LEGEND = "where each event leads; - where it is refused, ? where a guard decides"

FORMS: Mapping[str, Callable[[tuple[Selected, ...], Screen | None], str]] = MappingProxyType(
    {"text": _text, "json": _json, "csv": _csv, "markdown": _markdown}
)
