"""How each lifecycle of a report fares: what passed, what was found, what is accepted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Report
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.escaping import prose, visible
from wayout.diagrams.explorer.markup import Piece, table, tag
from wayout.diagrams.wording import counted
from wayout.machines.vocabulary import Role

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Health:
    """What the checks say of a lifecycle. `passed` of `checks` found nothing that is open.

    A check that a limit cut short has not passed; `unfinished` counts these.
    """

    states: int
    transitions: int
    checks: int
    passed: int
    findings: int
    accepted: int
    unfinished: int


def health(lifecycle: Lifecycle, report: Report) -> Health:
    """Count what a report says of one of its lifecycles."""
    failed = {each.check for each in report.open if each.lifecycle == lifecycle.name}
    undone = {
        check
        for each in report.unfinished
        if each.lifecycle == lifecycle.name
        for check in each.checks
    }
    return Health(
        states=len(lifecycle.states),
        transitions=len(lifecycle.transitions),
        checks=len(report.checks),
        passed=len(set(report.checks) - failed - undone),
        findings=sum(each.lifecycle == lifecycle.name for each in report.open),
        accepted=sum(each.lifecycle == lifecycle.name for each in report.accepted),
        unfinished=len(undone),
    )


def facts(found: Health) -> ET.Element:
    """Return the numbers as a list."""
    items = [
        (f"{found.states:,}", "states"),
        (f"{found.transitions:,}", "transitions"),
        (f"{found.passed} of {found.checks}", "checks passed"),
        (f"{found.findings:,}", "finding" if found.findings == 1 else "findings"),
        (f"{found.accepted:,}", "accepted"),
    ]
    if found.unfinished:
        items.append((f"{found.unfinished}", "checks not finished"))
    return tag("ul", *(tag("li", tag("b", n), f" {what}") for n, what in items), class_="facts")


def health_table(pages: tuple[tuple[Lifecycle, str], ...], report: Report) -> ET.Element:
    """Return a row for each lifecycle, with a link to its page."""
    head = ("Lifecycle", "Roles", "States", "Transitions", "Checks passed", "Findings", "Accepted")
    rows = (_row(lifecycle, address, health(lifecycle, report)) for lifecycle, address in pages)
    grid = table("The lifecycles, and how they fare", head, rows)
    grid.set("class", "scroll index")
    return grid


def _row(lifecycle: Lifecycle, address: str, found: Health) -> ET.Element:
    is_good = found.passed == found.checks
    name = tag("a", visible(lifecycle.name), href=address)
    return tag(
        "tr",
        tag("th", name, tag("br"), prose(lifecycle.title), scope="row"),
        tag("td", *_roles(lifecycle)),
        _number(f"{found.states:,}"),
        _number(f"{found.transitions:,}"),
        tag("td", *_passed(found), class_=f"number {'good' if is_good else 'bad'}"),
        _number(f"{found.findings:,}"),
        _number(f"{found.accepted:,}"),
    )


def _passed(found: Health) -> Iterator[Piece]:
    yield f"{found.passed} of {found.checks}"
    if found.unfinished:
        yield tag("br")
        yield f"{found.unfinished} not finished"


def _number(text: str) -> ET.Element:
    return tag("td", text, class_="number")


def _roles(lifecycle: Lifecycle) -> Iterator[Piece]:
    """Yield how many states are of each role, in words and as a bar."""
    counts = Counter(state.role for state in lifecycle.states)
    present = [role for role in Role if counts[role]]
    yield ", ".join(f"{counts[role]} {role.value}" for role in present)
    parts, left = [], 0.0
    for role in present:
        width = _WIDTH * counts[role] / len(lifecycle.states)
        shown = {"x": f"{left:.1f}", "width": f"{max(width - 1, 0.5):.1f}", "height": "8"}
        parts.append(tag("rect", class_=role.value, **shown))
        left += width
    view = {"viewBox": f"0 0 {_WIDTH} 8", "preserveAspectRatio": "none"}
    yield tag("svg", *parts, class_="bar", aria_hidden="true", **view)


def unread(report: Report) -> Iterator[ET.Element]:
    """Yield what could not be read at all."""
    items = [each for each in report.unfinished if not each.checks]
    if items:
        yield tag("h2", f"Not read: {counted(len(items), 'TARGET')}")
        yield tag("ul", *(tag("li", f"{visible(e.lifecycle)}: {visible(e.reason)}") for e in items))
