"""Pages of a site, each one file that asks for nothing: the explorer of a lifecycle, the index."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Template
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Report
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams.appearance import DARK, LIGHT
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.escaping import prose, visible
from wayout.diagrams.explorer.data import document, explorer_value
from wayout.diagrams.explorer.findings import finding_list, findings_of
from wayout.diagrams.explorer.health import facts, health, health_table, unread
from wayout.diagrams.explorer.markup import Piece, tag, written
from wayout.diagrams.explorer.picture import Overview, overview
from wayout.diagrams.explorer.tables import (
    event_table,
    state_table,
    status_table,
    waiting_sets,
)
from wayout.diagrams.stylesheet import stylesheet
from wayout.diagrams.wording import counted

_FOOT = "Made by wayout. This page asks for nothing over the network."
_NO_PICTURE = "There is no picture: no Graphviz was found where this page was made."


def explorer(lifecycle: Lifecycle, report: Report, *, home: str | None = None) -> str:
    """Return the page of a lifecycle, with what a report says of it.

    `home` is the address of the index. The text is the same for the same arguments and the same
    Graphviz; without any, the page has no picture. Linear in the lifecycle, but for the layout
    and the words for sets of states.
    """
    findings = findings_of(report, lifecycle.name)
    drawn = overview(lifecycle)
    back = tag("a", "All lifecycles", href=home) if home else tag("span", "wayout")
    head = (tag("p", prose(lifecycle.title), class_="lead"), facts(health(lifecycle, report)))
    return _page(
        "page.html",
        {
            "name": _text(visible(lifecycle.name)),
            "home": written(back),
            "head": written(*head, *_described(lifecycle)),
            "picture": _picture(drawn),
            "statuses": written(*_waiting(lifecycle)),
            "findings": written(*finding_list(findings)),
            "states": written(state_table(lifecycle)),
            "events": written(event_table(lifecycle)),
            "data": document(explorer_value(lifecycle, findings, drawn.drawing)),
        },
        script=_file("model.js") + _file("explorer.js"),
    )


def index(pages: Iterable[tuple[Lifecycle, str]], report: Report) -> str:
    """Return the page that lists lifecycles with their health, each with its page's address."""
    listed = tuple(pages)
    states = sum(len(lifecycle.states) for lifecycle, _ in listed)
    transitions = sum(len(lifecycle.transitions) for lifecycle, _ in listed)
    total = tag(
        "p",
        f"{counted(len(listed), 'lifecycle')}, {counted(states, 'state')}, "
        f"{counted(transitions, 'transition')}: {counted(len(report.open), 'finding')}, "
        f"{len(report.accepted):,} accepted.",
        class_="lead",
    )
    body = written(health_table(listed, report), *unread(report))
    return _page("index.html", {"head": written(total), "health": body})


def _page(template: str, parts: Mapping[str, str], script: str = "") -> str:
    style = _style()
    return Template(_file(template)).substitute(
        parts, style=style, script=script, policy=_policy(style, script), foot=_FOOT
    )


def _policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy: this style and this script, and nothing else."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}"]
    if script:
        rules.append(f"script-src {_hash(script)}")
    return "; ".join((*rules, "base-uri 'none'", "form-action 'none'"))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _file(name: str) -> str:
    return files("wayout.diagrams.explorer").joinpath(name).read_text(encoding="utf-8")


def _style() -> str:
    """Return the style sheet: that of the pictures, the colours for the page, its own."""
    colours = [
        _colours("@media print", "body.wayout.wayout", LIGHT),
        _colours("@media screen and (prefers-color-scheme:dark)", "body.wayout", DARK),
    ]
    return "\n".join((stylesheet(), *colours, _file("page.css")))


def _colours(query: str, selector: str, colours: Mapping[str, str]) -> str:
    said = ";".join(f"--{name}:{value}" for name, value in colours.items())
    return f"{query}{{{selector}{{{said}}}}}"


def _text(text: str) -> str:
    return written(tag("span", text)).removeprefix("<span>").removesuffix("</span>")


def _described(lifecycle: Lifecycle) -> Iterator[ET.Element]:
    said = list(_paragraphs(lifecycle.description))
    if lifecycle.assumptions:
        items = (tag("li", prose(each)) for each in lifecycle.assumptions)
        said += [tag("p", "It is assumed that:"), tag("ul", *items)]
    if said:
        yield tag("details", tag("summary", "What it models"), *said, class_="about")


def _paragraphs(text: str) -> Iterator[ET.Element]:
    for paragraph in filter(None, map(str.strip, text.split("\n\n"))):
        first, *items = re.split(r"^- ", paragraph, flags=re.MULTILINE)
        if first.strip():
            yield tag("p", *_spans(first))
        if items:
            yield tag("ul", *(tag("li", *_spans(item)) for item in items))


def _spans(text: str) -> Iterator[Piece]:
    """Yield a docstring's text with its code spans as elements."""
    for index, part in enumerate(re.split(r"`([^`\n]+)`", " ".join(text.split()))):
        if part:
            yield tag("code", visible(part)) if index % 2 else visible(part)


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
        said = tag("p", _NO_PICTURE)
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
