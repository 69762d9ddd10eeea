"""The table of what every state answers to every event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wayout.analysis.completeness import Answer, Completeness
from wayout.analysis.completeness import Cell as AnswerCell
from wayout.diagrams.escaping import visible
from wayout.diagrams.tables.measuring import width_of
from wayout.diagrams.tables.table import Cell, Span, Table, code, coded, plain

LEGEND = "where each event leads; - where it is refused, ? where a guard decides"
WIDTH = 100
"""Columns of a screen that a table may fill, where nothing else is known."""

_MOST_NAMES = 3
_GAP = 2

_Column = tuple[str, ...]


def matrix(
    title: str, answers: Completeness, names: Mapping[str, str], width: int = WIDTH
) -> tuple[Table, ...]:
    """Return a table for as many events as fit in the width, and so on for the others.

    `names` says what states are called. In each table states with the same answers share a row.
    Linear in states times events.
    """
    columns = [
        (event, *(_short(row[index], names) for row in answers.rows))
        for index, event in enumerate(answers.events)
    ]
    called = tuple(names[state] for state in answers.states)
    return tuple(
        _table(title, called, block) for block in _blocks(columns, width - _widest_label(called))
    )


def _blocks(columns: Iterable[_Column], width: int) -> Iterator[list[_Column]]:
    block: list[_Column] = []
    room = width
    for column in columns:
        needed = max(width_of(visible(text)) for text in column) + _GAP
        if block and needed > room:
            yield block
            block, room = [], width
        block.append(column)
        room -= needed
    if block:
        yield block


def _table(title: str, states: tuple[str, ...], columns: list[_Column]) -> Table:
    groups: dict[tuple[str, ...], list[str]] = {}
    head, *rows = zip(*columns, strict=True)
    for state, row in zip(states, rows, strict=True):
        groups.setdefault(row, []).append(state)
    return Table(
        title,
        (Span("state"), *(Span(event, code=True) for event in head)),
        tuple((_states(members), *map(plain, row)) for row, members in groups.items()),
    )


def _states(members: list[str]) -> Cell:
    more = len(members) - _MOST_NAMES
    if more <= 0:
        return code(*members)
    return ((*coded(members[:_MOST_NAMES]), Span(f" +{more}")),)


def _short(cell: AnswerCell, names: Mapping[str, str]) -> str:
    may = "" if cell.sure else "?"
    match cell.answer:
        case Answer.REFUSED:
            return "-"
        case Answer.HANDLED:
            return _listed([names[state] for state in cell.to]) + may
        case _:
            return f"{cell.answer.value}{may}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    shown = "|".join(names[:_MOST_NAMES])
    return f"{shown} +{more}" if more > 0 else shown


def _widest_label(states: Iterable[str]) -> int:
    longest = sorted((width_of(visible(state)) for state in states), reverse=True)[:_MOST_NAMES]
    return sum(longest) + _GAP * _MOST_NAMES
