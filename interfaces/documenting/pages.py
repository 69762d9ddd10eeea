"""A lifecycle as a page of the docs, in Markdown."""

from collections.abc import Iterator

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.lifecycle import Lifecycle, State
from wayout.diagrams import Detail, TooLarge, mermaid, plan
from wayout.interfaces.documenting.events import section_of_operations
from wayout.interfaces.documenting.links import ROOT, linked, references
from wayout.interfaces.documenting.missing import MissingName, rows
from wayout.interfaces.documenting.subject import Subject
from wayout.interfaces.markdown import code, escaped, line, prose, table
from wayout.interfaces.reporters.wording import counted
from wayout.machines.vocabulary import Accepted


def page(subject: Subject) -> str:
    """Return the page: purpose, diagram, states, operations, known defects, missing names."""
    lifecycle = subject.lifecycle
    lines = (
        *_head(lifecycle),
        *_diagram(lifecycle),
        *_states(lifecycle),
        *section_of_operations(subject),
        *_defects(lifecycle),
        *_missing(subject.missing),
        *_assumptions(lifecycle),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(lifecycle: Lifecycle) -> Iterator[str]:
    yield f"# {line(lifecycle.name)}"
    yield ""
    yield f"{prose(lifecycle.title)}."
    yield ""
    if lifecycle.description:
        yield prose(lifecycle.description)
        yield ""
    size = (
        f"{counted(len(lifecycle.states), 'state')}, "
        f"{counted(len(lifecycle.transitions), 'transition')}"
    )
    place = lifecycle.location
    declared = f", declared in {linked(place.path)}" if place else ""
    yield f"{size}{declared}. [Concepts](../../concepts.md) explains the words."
    yield "This page is generated from the code."
    yield ""


def _diagram(lifecycle: Lifecycle) -> Iterator[str]:
    yield "## Diagram"
    yield ""
    drawing = plan(lifecycle)
    how = f"`wayout draw {lifecycle.name} -o {lifecycle.name}.svg`"
    try:
        picture = mermaid(drawing)
    except TooLarge:
        yield f"It has too many lines for a picture in a page: {how} draws it."
        yield ""
        return
    if drawing.detail is Detail.GROUPS:
        yield "An overview, with a box for each group of states. With `--detail full`"
        yield f"{how} draws every state."
    else:
        yield f"{how} draws it as a file."
    yield ""
    yield "```mermaid"
    yield from picture.rstrip("\n").split("\n")
    yield "```"
    yield ""


def _states(lifecycle: Lifecycle) -> Iterator[str]:
    yield "## States"
    yield ""
    projection = lifecycle.projection
    head = ["value", "id", "role", "meaning"]
    if projection:
        head.insert(1, "users see")
        by = f", by {code(projection.source)}" if projection.source else ""
        yield f"Users see its {escaped(projection.name)}{by}."
        yield ""
    rows = []
    for state in lifecycle.states:
        cells = [code(state.value), code(state.id), _role(state, lifecycle), line(state.meaning)]
        if projection:
            hidden = "hidden" if state.id in projection.hidden else ""
            status = projection.status_of.get(state.id)
            cells.insert(1, code(status) if status is not None else hidden)
        rows.append(cells)
    yield from table(head, rows)


def _role(state: State, lifecycle: Lifecycle) -> str:
    inferred = " (inferred)" if state.inferred else ""
    return f"{state.role.value}{inferred}{', initial' if state.id in lifecycle.initial else ''}"


def _defects(lifecycle: Lifecycle) -> Iterator[str]:
    if not lifecycle.accepted:
        return
    yield "## Known defects"
    yield ""
    yield "Findings on the real system that are accepted as facts."
    yield f"`wayout check {lifecycle.name} --no-accept` shows each, with a run if one leads there."
    yield ""
    yield from table(
        ("check", "where", "what an operator sees", "reference"),
        (_defect(lifecycle, accepted) for accepted in lifecycle.accepted),
    )


def _defect(lifecycle: Lifecycle, accepted: Accepted) -> Iterator[str]:
    slug = SLUGS.get(accepted.check, "")
    page = f"{ROOT}/analysis/checks/{slug.replace('-', '_')}.md"
    yield f"[{accepted.check}]({page}) {slug}" if slug else escaped(accepted.check)
    states = ", ".join(code(lifecycle.by_id[state].value) for state in accepted.states)
    events = ", ".join(map(code, accepted.events))
    statuses = ", ".join(map(code, accepted.statuses))
    yield "<br>".join(
        (
            *([states] if states else []),
            *([f"by {events}"] if events else []),
            *([f"shown as {statuses}"] if statuses else []),
        )
    )
    until = f" Until {accepted.until}." if accepted.until else ""
    yield f"{line(accepted.reason)}{until}"
    yield references(accepted.reference)


def _missing(missing: tuple[MissingName, ...]) -> Iterator[str]:
    if not missing:
        return
    yield "## Names that do not exist"
    yield ""
    yield "Guides and scripts [use these names](../names-that-do-not-exist.md), and nothing writes"
    yield "them."
    yield ""
    yield from table(("field", "name", "what is there instead"), rows(missing))


def _assumptions(lifecycle: Lifecycle) -> Iterator[str]:
    if lifecycle.assumptions:
        yield "## Assumptions"
        yield ""
        yield from (f"- {escaped(text)}" for text in lifecycle.assumptions)
