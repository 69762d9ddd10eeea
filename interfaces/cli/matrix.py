"""`wayout show --matrix`: what every state answers to every event, in several formats."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from io import StringIO
from types import MappingProxyType

from wayout.analysis.completeness import Completeness, completeness, events_of
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.suggesting import did_you_mean
from wayout.diagrams.tables import Table
from wayout.diagrams.tables.documents import documents
from wayout.diagrams.tables.matrix import LEGEND, WIDTH, matrix
from wayout.interfaces.errors import UsageError
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.layout import Line, Page, Screen, Span, Tone, paint
from wayout.interfaces.layout import Table as LayoutTable
from wayout.interfaces.layout.tabular import laid_out

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
    """Return the answers in a format of `FORMS`."""
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
    width = screen.width if screen else WIDTH
    return "\n".join(paint(_page(one, width), screen) for one in selected)


def _page(one: Selected, width: int) -> Page:
    lifecycle, _ = one
    lines: list[Line | LayoutTable] = [
        Line((Span(lifecycle.name, Tone.STRONG), Span(f": {LEGEND}")))
    ]
    for table in _tables(one, width):
        lines += [Line(), laid_out(table)]
    return tuple(lines)


def _tables(one: Selected, width: int) -> tuple[Table, ...]:
    """Name states by their ids, which are what `--state` takes."""
    lifecycle, answers = one
    ids = {state: state for state in answers.states} | {each: each for each in lifecycle.by_id}
    return matrix(f"{lifecycle.name}: {LEGEND}", answers, ids, width)


def _document(selected: tuple[Selected, ...], form: str) -> str:
    return documents(form, (table for one in selected for table in _tables(one, WIDTH)))


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


FORMS: Mapping[str, Callable[[tuple[Selected, ...], Screen | None], str]] = MappingProxyType(
    {
        "text": _text,
        "markdown": lambda selected, _: _document(selected, "markdown"),
        "rst": lambda selected, _: _document(selected, "rst"),
        "csv": _csv,
        "json": _json,
    }
)
