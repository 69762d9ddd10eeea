"""A page of what logs say of lifecycles: complete as tables, without any script."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Report
from wayout.diagrams.escaping import visible
from wayout.diagrams.explorer.findings import finding_list, findings_of
from wayout.diagrams.explorer.framing import NO_PICTURE, Frame, file, framed, home_link
from wayout.diagrams.explorer.markup import tag, written
from wayout.diagrams.explorer.picture import Overview, recorded_overview
from wayout.diagrams.explorer.recorded_tables import (
    candidate_table,
    never_seen,
    outcome_table,
    seen_table,
    stay_tables,
    step_table,
    taken_table,
)
from wayout.diagrams.wording import counted

if TYPE_CHECKING:
    from wayout.analysis.conformance.replay.replaying import Replayed


def recording(found: Sequence["Replayed"], report: Report) -> str:
    """Return a page of what logs say of lifecycles, and of what the report finds wrong there.

    The text is the same for the same arguments and the same Graphviz; without any, the page has
    no pictures. Linear in the pairs and the lifecycles, but for the layout.
    """
    parts = [part for number, each in enumerate(found) for part in _parts(number, each, report)]
    names = ", ".join(visible(each.lifecycle.name) for each in found)
    frame = Frame(f"What logs say of {names}", nav=home_link(None), style=file("recording.css"))
    return framed(frame, "".join(parts))


def _parts(number: int, found: "Replayed", report: Report) -> Iterator[str]:
    name = visible(found.lifecycle.name)

    def part(title: str, *inside: ET.Element) -> str:
        return written(tag("h2", f"{name}: {title}"), *inside)

    findings = findings_of(report, found.lifecycle.name)
    yield part("what was recorded", _facts(found), *_left_out(found), outcome_table(found))
    yield part("findings", *finding_list(findings, f"finding-{number}"))
    yield part("picture")
    yield from _picture(recorded_overview(found, findings, f"picture-{number}"), name)
    yield part("what is not declared", *candidate_table(found))
    yield part("states", seen_table(found), *never_seen(found))
    if found.dwelling is not None:
        yield part("stays", *stay_tables(found.dwelling))
    yield part("steps", step_table(found))
    yield part("events", tag("details", tag("summary", "Each event"), taken_table(found)))


def _picture(drawn: Overview, name: str) -> Iterator[str]:
    if not drawn.svg:
        yield written(tag("p", NO_PICTURE))
        return
    said = " ".join((*drawn.drawing.summary, *drawn.drawing.signs))
    yield written(tag("p", said, class_="quiet"))
    box = tag(
        "div", class_="scroll drawn", tabindex="0", role="region", aria_label=f"Picture: {name}"
    )
    yield f"{written(box).removesuffix('</div>')}{drawn.svg}</div>"


def _facts(found: "Replayed") -> ET.Element:
    tally = found.tally
    times = [moment for pair in tally.pairs for moment in (pair.first, pair.last)]
    items = [
        (f"{tally.rows:,}", "row" if tally.rows == 1 else "rows"),
        (f"{tally.resources:,}", "resource" if tally.resources == 1 else "resources"),
        (f"{len(found.seen):,} of {len(found.entered):,}", "states seen"),
        (f"{_taken(found):,} of {len(found.taken):,}", "transitions taken"),
    ]
    if times:
        items.append((str(min(times)), f"to {max(times)}"))
    return tag("ul", *(tag("li", tag("b", n), f" {what}") for n, what in items), class_="facts")


def _taken(found: "Replayed") -> int:
    return sum(count > 0 for count in found.taken.values())


def _left_out(found: "Replayed") -> Iterator[ET.Element]:
    """Yield what of the rows is no step."""
    said = [
        f"{counted(count, 'row')} without a {what}"
        for what, count in found.tally.dropped.counts
        if count
    ]
    if found.tally.duplicates:
        said.append(f"{counted(found.tally.duplicates, 'observation')} repeated or delivered again")
    if said:
        yield tag("p", f"Left out: {', '.join(said)}.")
    if found.complete:
        yield tag("p", "The log is said to hold every change, so that none may be skipped.")
