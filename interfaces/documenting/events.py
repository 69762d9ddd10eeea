"""The section of a page on the operations of a lifecycle."""

from collections.abc import Iterator

from wayout.analysis.grouping import Operation, operations
from wayout.diagrams.tables.events import events_table
from wayout.diagrams.tables.markdown import code, escaped, markdown, prose
from wayout.interfaces.documenting.courses import Course, End, courses
from wayout.interfaces.documenting.links import linked
from wayout.interfaces.documenting.subject import Subject
from wayout.interfaces.reporters.wording import run


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
        yield markdown(events_table(lifecycle, operation.events))
        yield from _courses(runs)


def _explained(subject: Subject, operation: Operation) -> Iterator[str]:
    if operation.path is None:
        return
    if docstring := subject.explained.get(operation.path):
        yield prose(docstring)
        yield ""
    yield f"Declared in {linked(operation.path)}."
    yield ""


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
