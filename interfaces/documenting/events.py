"""The section of a page on the operations of a lifecycle."""

from collections.abc import Iterable, Iterator

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.interfaces.documenting.courses import Course, End, courses
from wayout.interfaces.documenting.effects import effects
from wayout.interfaces.documenting.links import linked, references
from wayout.interfaces.documenting.operations import Operation, operations
from wayout.interfaces.documenting.subject import Subject
from wayout.interfaces.markdown import code, escaped, line, prose, table
from wayout.interfaces.reporters.wording import run

_INFERRED = "**?** inferred, not read"


def section_of_operations(subject: Subject) -> Iterator[str]:
    """Yield the lines on the operations: for each its events, and the runs of its requests."""
    lifecycle = subject.lifecycle
    yield "## Operations"
    yield ""
    yield f"`wayout show {lifecycle.name} --matrix` says what each event does in each state."
    found = [(each, tuple(courses(lifecycle, each))) for each in operations(lifecycle)]
    if any(runs for _, runs in found):
        yield "Of each request that sets services to work, a shortest run is shown to where it"
        yield "succeeds and to where it fails, if there is one. Other requests are done at once."
    yield ""
    for operation, runs in found:
        yield f"### {escaped(operation.name[:1].upper() + operation.name[1:])}"
        yield ""
        yield from _explained(subject, operation)
        yield from table(
            ("event", "kind", "actor", "from → to", "where, and what to know"),
            (_event(lifecycle, event, steps) for event, steps in operation.events),
        )
        yield from _courses(runs)


def _explained(subject: Subject, operation: Operation) -> Iterator[str]:
    if operation.path is None:
        return
    if docstring := subject.explained.get(operation.path):
        yield prose(docstring)
        yield ""
    yield f"Declared in {linked(operation.path)}."
    yield ""


def _event(lifecycle: Lifecycle, event: str, steps: tuple[Transition, ...]) -> Iterator[str]:
    yield code(event)
    yield _each(step.kind.value if step.kind else "" for step in steps)
    yield _each(step.actor.value if step.actor else "" for step in steps)
    yield "<br>".join(effects(lifecycle, steps))
    sources = dict.fromkeys(step.source for step in steps if step.source)
    notes = dict.fromkeys(step.note for step in steps if step.note)
    yield "<br>".join(
        (
            *(references(source) for source in sources),
            *map(line, notes),
            *([_INFERRED] if any(step.unsure for step in steps) else []),
        )
    )


def _each(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _courses(found: tuple[Course, ...]) -> Iterator[str]:
    if not found:
        return
    yield "Shortest runs:"
    yield ""
    for course in found:
        yield f"- {code(course.event)}"
        if course.success:
            yield f"  - succeeds: {_ended(course.success)}"
        if course.failure:
            yield f"  - fails: {_ended(course.failure)}"
    yield ""


def _ended(end: End) -> str:
    also = f", the last step also by {', '.join(map(code, end.also))}" if end.also else ""
    return f"{code(run(end.run))}{also}"
