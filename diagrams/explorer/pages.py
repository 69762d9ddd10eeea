"""Pages of a site, each one file that asks for nothing: the explorer of a lifecycle, the index."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Report
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.escaping import prose
from wayout.diagrams.explorer.data import document, explorer_value
from wayout.diagrams.explorer.findings import finding_list, findings_of
from wayout.diagrams.explorer.framing import (
    NO_PICTURE,
    Frame,
    file,
    filled,
    framed,
    home_link,
    paragraphs,
)
from wayout.diagrams.explorer.health import facts, health, health_table, unread
from wayout.diagrams.explorer.markup import tag, written
from wayout.diagrams.explorer.picture import Overview, overview
from wayout.diagrams.explorer.systems import systems_table
from wayout.diagrams.explorer.tables import (
    event_table,
    state_table,
    status_table,
    waiting_sets,
)
from wayout.diagrams.wording import counted


def explorer(lifecycle: Lifecycle, report: Report, *, home: str | None = None) -> str:
    """Return the page of a lifecycle, with what a report says of it.

    `home` is the address of the index. The text is the same for the same arguments and the same
    Graphviz; without any, the page has no picture. Linear in the lifecycle, but for the layout
    and the words for sets of states.
    """
    findings = findings_of(report, lifecycle.name)
    drawn = overview(lifecycle)
    frame = Frame(
        heading=lifecycle.name,
        title=f"{lifecycle.name} - lifecycle",
        nav=home_link(home),
        head=(
            tag("p", prose(lifecycle.title), class_="lead"),
            facts(health(lifecycle, report)),
            *_described(lifecycle),
        ),
        script=file("model.js") + file("explorer.js"),
        data=document(explorer_value(lifecycle, findings, drawn.drawing)),
    )
    parts = {
        "picture": _picture(drawn),
        "statuses": written(*_waiting(lifecycle)),
        "findings": written(*finding_list(findings)),
        "states": written(state_table(lifecycle)),
        "events": written(event_table(lifecycle)),
    }
    return framed(frame, filled("page.html", parts))


def index(
    pages: Iterable[tuple[Lifecycle, str]],
    report: Report,
    systems: Iterable[tuple[DeclaredSystem, str]] = (),
) -> str:
    """Return the page that lists lifecycles with their health, each with its page's address.

    Systems come below, if there are any.
    """
    listed, composed = tuple(pages), tuple(systems)
    states = sum(len(lifecycle.states) for lifecycle, _ in listed)
    transitions = sum(len(lifecycle.transitions) for lifecycle, _ in listed)
    total = tag(
        "p",
        f"{counted(len(listed), 'lifecycle')}, {counted(states, 'state')}, "
        f"{counted(transitions, 'transition')}{_systems(len(composed))}: "
        f"{counted(len(report.open), 'finding')}, "
        f"{len(report.accepted):,} accepted.",
        class_="lead",
    )
    tables = [
        *([health_table(listed, report)] if listed else []),
        *([systems_table(composed, report)] if composed else []),
    ]
    return framed(Frame("Lifecycles", head=(total,)), written(*tables, *unread(report)))


def _systems(number: int) -> str:
    return f", {counted(number, 'system')}" if number else ""


def _described(lifecycle: Lifecycle) -> Iterator[ET.Element]:
    said = list(paragraphs(lifecycle.description))
    if lifecycle.assumptions:
        items = (tag("li", prose(each)) for each in lifecycle.assumptions)
        said += [tag("p", "It is assumed that:"), tag("ul", *items)]
    if said:
        yield tag("details", tag("summary", "What it models"), *said, class_="about")


def _waiting(lifecycle: Lifecycle) -> Iterator[ET.Element]:
    projection = lifecycle.projection
    field = "values of the states" if projection is None else f"values of {projection.name}"
    where = f", by {projection.source}" if projection and projection.source else ""
    yield tag("p", prose(f"Users see the {field}{where}."))
    yield waiting_sets(lifecycle)
    yield tag("details", tag("summary", "Status by status"), status_table(lifecycle))


def _picture(drawn: Overview) -> str:
    drawing = drawn.drawing
    if not drawn.svg:
        said = tag("p", NO_PICTURE)
        return f'<section id="picture">{written(said)}</section>'
    size = tag(
        "button", "Full size", id="size", type="button", aria_pressed="false",
        data_script="", hidden="",
    )  # fmt: skip
    heading = tag("h2", "Overview", id="overview")
    said = tag("p", " ".join((*drawing.summary, *drawing.signs)), class_="quiet")
    box = '<div class="scroll" tabindex="0" role="region" aria-label="Picture">'
    return (
        f'<section id="picture" aria-labelledby="overview">{written(heading, said, size)}'
        f"{box}{drawn.svg}</div>{written(*_rules(drawing))}</section>"
    )


def _rules(drawing: Drawing) -> Iterator[ET.Element]:
    """Yield what is listed instead of drawn."""
    if not drawing.rules:
        return
    number = sum(len(rule.transitions) for rule in drawing.rules)
    items = []
    for rule in drawing.rules:
        kind = f" ({rule.kind.value})" if rule.kind else ""
        where = f"from {rule.origins} to {rule.targets}" if rule.targets else f"in {rule.origins}"
        items.append(tag("li", f"{', '.join(rule.events)}{kind} {where}"))
    title = f"Not drawn, but listed: {counted(number, 'transition')}"
    yield tag("details", tag("summary", title), tag("ul", *items))
