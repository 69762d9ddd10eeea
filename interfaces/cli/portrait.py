"""A lifecycle on a page: everything that it declares."""

from collections.abc import Iterable, Iterator

from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.projection import Projection
from wayout.analysis.wording import role_in_words
from wayout.interfaces.layout import Line, Page, Span, Table, Tone
from wayout.interfaces.reporters.wording import counted
from wayout.machines.vocabulary import Accepted

_NO_EVENT = "(no event)"


def portrait(lifecycle: Lifecycle) -> Page:
    """Return the page: states, transitions by event, what is assumed, what is accepted."""
    return (
        *_head(lifecycle),
        *_projected(lifecycle.projection),
        *_section("States", _states(lifecycle)),
        *_section("Transitions", _transitions(lifecycle.transitions, lifecycle)),
        *_section("Never selected", _transitions(lifecycle.shadowed, lifecycle)),
        *_paragraphs("Sources", _sources(lifecycle)),
        *_paragraphs("Assumptions", lifecycle.assumptions),
        *_paragraphs("Accepted findings", map(_accepted, lifecycle.accepted)),
    )


def _head(lifecycle: Lifecycle) -> Iterator[Line]:
    place = lifecycle.location
    title = f": {lifecycle.title}" if lifecycle.title != lifecycle.name else ""
    yield Line((Span(lifecycle.name, Tone.STRONG), Span(title)))
    size = (
        f"{counted(len(lifecycle.states), 'state')}, "
        f"{counted(len(lifecycle.transitions), 'transition')}"
    )
    where = f", declared in {place.path}:{place.line}" if place else ""
    yield Line((Span(f"{size}{where}", Tone.FAINT),))
    if lifecycle.description:
        yield Line()
        yield from (Line((Span(text),)) for text in lifecycle.description.splitlines())


def _projected(projection: Projection | None) -> Iterator[Line]:
    if projection is not None:
        source = f", by {projection.source}" if projection.source else ""
        yield Line((Span(f"users see its {projection.name}{source}", Tone.FAINT),))


def _section(title: str, table: Table) -> Iterator[Line | Table]:
    if table.rows:
        yield Line()
        yield Line((Span(title, Tone.STRONG),))
        yield table


def _paragraphs(title: str, texts: Iterable[str]) -> Iterator[Line]:
    lines = [Line((Span(text),), indent=2, hanging=2) for text in texts]
    if lines:
        yield Line()
        yield Line((Span(title, Tone.STRONG),))
        yield from lines


def _states(lifecycle: Lifecycle) -> Table:
    rows = tuple(
        (
            *(state.id, state.value, _status(state, lifecycle.projection)),
            *(role_in_words(state, lifecycle), state.parent or "", state.meaning),
        )
        for state in lifecycle.states
    )
    head = ("STATE", "VALUE", "SHOWN AS", "ROLE", "INSIDE", "MEANING")
    return _without_empty_columns(head, rows)


def _status(state: State, projection: Projection | None) -> str:
    if projection is None:
        return ""
    hidden = "(hidden)" if state.id in projection.hidden else ""
    return projection.status_of.get(state.id, hidden)


def _transitions(transitions: Iterable[Transition], lifecycle: Lifecycle) -> Table:
    order = {event: index for index, event in enumerate(lifecycle.events)}
    by_event = sorted(transitions, key=lambda step: order.get(step.event or "", len(order)))
    rows = []
    event: str | None = None
    for step in by_event:
        shown = step.event or _NO_EVENT
        rows.append(("" if shown == event else shown, *_cells(step)))
        event = shown
    head = ("EVENT", "FROM", "TO", "KIND", "ACTOR", "GUARD")
    return _without_empty_columns(head, tuple(rows))


def _cells(step: Transition) -> tuple[str, ...]:
    return (
        step.from_state,
        step.to_state,
        step.kind.value if step.kind else "",
        step.actor.value if step.actor else "",
        step.guard or "",
    )


def _sources(lifecycle: Lifecycle) -> Iterable[str]:
    said: dict[str, None] = {}
    for step in (*lifecycle.transitions, *lifecycle.shadowed):
        note = f"{step.note}{' (inferred, not read)' if step.unsure else ''}".strip()
        text = ". ".join(part for part in (step.source, note) if part)
        if text:
            said[f"{step.event or _NO_EVENT}: {text}"] = None
    return said


def _accepted(accepted: Accepted) -> str:
    events = f" by {', '.join(accepted.events)}" if accepted.events else ""
    statuses = accepted.statuses if not accepted.states else ()
    named = ", ".join((*accepted.claims, *accepted.states, *statuses))
    until = f" Until {accepted.until}." if accepted.until else ""
    where = f" ({accepted.reference})" if accepted.reference else ""
    return f"{accepted.check} {named}{events}: {accepted.reason}{where}.{until}"


def _without_empty_columns(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    kept = [column for column in range(len(head)) if any(row[column] for row in rows)]
    return Table(
        head=tuple(head[column] for column in kept),
        rows=tuple(tuple(row[column] for column in kept) for row in rows),
        indent=2,
    )
