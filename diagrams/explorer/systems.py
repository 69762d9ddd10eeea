"""The page of a system, and the table of systems: claims, their runs, members, shared events."""

from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from wayout.analysis.finding import Report
from wayout.analysis.proof import Proof, Verdict
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.telling import Told, shared
from wayout.diagrams.escaping import prose, visible
from wayout.diagrams.explorer.findings import finding_list, findings_of
from wayout.diagrams.explorer.framing import (
    Frame,
    filled,
    framed,
    home_link,
    paragraphs,
    spans,
)
from wayout.diagrams.explorer.markup import Piece, code, joined, table, tag, written
from wayout.diagrams.explorer.picture import inline
from wayout.diagrams.grids import grid
from wayout.diagrams.lanes import Lanes, Row, lanes_of


def system_page(declared: DeclaredSystem, report: Report, *, home: str | None = None) -> str:
    """Return the page of a system, with what a report says of it; it has no script.

    `home` is the address of the index. Without Graphviz the runs are lists alone.
    """
    runs = (_run(n, declared, one) for n, one in enumerate(declared.proofs) if one.witness)
    frame = Frame(
        heading=declared.name,
        title=f"{declared.name} - system",
        nav=home_link(home),
        head=(
            tag("p", *spans(declared.title), class_="lead"),
            _facts(declared, report),
            *_about(declared.description),
        ),
    )
    parts = {
        "claims": written(_claims(declared.proofs)),
        "runs": "".join(runs),
        "findings": written(*finding_list(findings_of(report, declared.name))),
        "members": written(_members(declared)),
        "shared": written(_shared(shared(declared.system))),
    }
    return framed(frame, filled("system.html", parts))


def _about(description: str) -> Iterator[ET.Element]:
    if said := list(paragraphs(description)):
        yield tag("details", tag("summary", "What it models"), *said, class_="about")


def systems_table(pages: Sequence[tuple[DeclaredSystem, str]], report: Report) -> ET.Element:
    """Return a row for each system, with a link to its page."""
    head = ("System", "Members", "States", "Claims that hold", "Findings", "Accepted")
    rows = (_row(declared, address, report) for declared, address in pages)
    box = table("The systems, and how they fare", head, rows)
    box.set("class", "scroll index systems")
    return box


def _row(declared: DeclaredSystem, address: str, report: Report) -> ET.Element:
    name = tag("a", visible(declared.name), href=address)
    holding = sum(proof.verdict is Verdict.HOLDS for proof in declared.proofs)
    open_, accepted = _counts(declared, report)
    good = "bad" if open_ else "good"
    return tag(
        "tr",
        tag("th", name, tag("br"), *spans(declared.title), scope="row"),
        tag("td", f"{len(declared.system.members):,}", class_="number"),
        tag("td", _states(declared), class_="number"),
        tag("td", f"{holding} of {len(declared.proofs)}", class_="number"),
        tag("td", f"{open_:,}", class_=f"number {good}"),
        tag("td", f"{accepted:,}", class_="number"),
    )


def _counts(declared: DeclaredSystem, report: Report) -> tuple[int, int]:
    open_ = sum(each.lifecycle == declared.name for each in report.open)
    return open_, sum(each.lifecycle == declared.name for each in report.accepted)


def _states(declared: DeclaredSystem) -> str:
    states = declared.outcome.states
    return "undetermined" if states is None else f"{states:,}"


def _facts(declared: DeclaredSystem, report: Report) -> ET.Element:
    verdicts = Counter(proof.verdict for proof in declared.proofs)
    open_, accepted = _counts(declared, report)
    items = [
        (f"{len(declared.system.members):,}", "members"),
        (_states(declared), "states"),
        *((f"{verdicts[one]}", f"claims: {one.value}") for one in Verdict if verdicts[one]),
        (f"{open_:,}", "finding" if open_ == 1 else "findings"),
        (f"{accepted:,}", "accepted"),
    ]
    return tag("ul", *(tag("li", tag("b", n), f" {what}") for n, what in items), class_="facts")


def _claims(proofs: Sequence[Proof]) -> ET.Element:
    rows = (
        tag(
            "tr",
            tag("th", *_linked(number, proof)),
            tag("td", proof.verdict.value, class_=_GOOD.get(proof.verdict, "")),
            tag("td", prose(proof.claim.meaning)),
            tag("td", code(proof.claim.formula), *_why(proof)),
        )
        for number, proof in enumerate(proofs)
    )
    return table("The claims", ("Claim", "Verdict", "Meaning", "Formula"), rows)


_GOOD = {Verdict.HOLDS: "good", Verdict.FAILS: "bad"}


def _linked(number: int, proof: Proof) -> Iterator[Piece]:
    name = visible(proof.claim.name)
    yield tag("a", name, href=f"#run-{number}") if proof.witness else name


def _why(proof: Proof) -> Iterator[Piece]:
    for text in filter(None, (proof.remark, proof.problem)):
        yield tag("br")
        yield prose(text)


def _run(number: int, declared: DeclaredSystem, proof: Proof) -> str:
    """Return the section on the run of a proof: why it is accepted, the steps, a picture."""
    lanes = lanes_of(declared, proof)
    name = f"run-{number}"
    title = f"{proof.claim.name} {proof.verdict.value}: the run"
    accepted = [each for each in declared.accepted if proof.claim.name in each.claims]
    heading = tag("h2", visible(title), id=name)
    reasons = (tag("p", f"Accepted: {prose(f'{e.reason} ({e.reference})')}.") for e in accepted)
    drawing = grid(lanes)
    svg = inline(drawing, name)
    said = tag("p", " ".join((*drawing.summary, *drawing.signs)), class_="quiet")
    label = (
        f'<div class="scroll lanes" tabindex="0" role="region" aria-label="Picture of the {name}">'
    )
    picture = f"{label}{svg}</div>" if svg else ""
    steps = tag("details", tag("summary", "Step by step"), _steps(lanes))
    body = written(heading, *reasons, said)
    return f'<section aria-labelledby="{name}">{body}{picture}{written(steps)}</section>'


def _steps(lanes: Lanes) -> ET.Element:
    begins = (code(f"{m}.{cell.state}") for m, cell in zip(lanes.lanes, lanes.begins, strict=True))
    items = [tag("li", "It begins in ", *joined(begins))]
    items += (tag("li", *_step(lanes, row), value=str(row.number)) for row in lanes.rows)
    return tag("ol", *items, class_="steps", start="0")


def _step(lanes: Lanes, row: Row) -> Iterator[Piece]:
    traits = f" ({row.traits})" if row.traits else ""
    again = ", again and again" if lanes.again is not None and row.number > lanes.again else ""
    yield tag("b", row.event)
    yield f"{traits}{again}: "
    cells = list(zip(lanes.lanes, row.cells, strict=True))
    yield from joined(code(f"{name}.{cell.state}") for name, cell in cells if cell.is_new)
    asked = [code(f"{name}.{cell.state}") for name, cell in cells if cell.is_asked]
    if asked:
        yield " while "
        yield from joined(asked)


def _members(declared: DeclaredSystem) -> ET.Element:
    rows = (
        tag(
            "tr",
            tag("th", visible(member.name)),
            tag("td", f"{len(member.states):,}", class_="number"),
            tag("td", *joined(code(member.states[state]) for state in member.initial)),
        )
        for member in declared.system.members
    )
    return table("The members", ("Member", "States", "Begins in"), rows)


def _shared(told: Sequence[Told]) -> ET.Element:
    rows = (
        tag(
            "tr",
            tag("th", visible(one.event) if one.event else "(no event)"),
            tag("td", one.kind or ""),
            tag("td", one.actor or "anybody"),
            tag("td", visible(", ".join(one.moves)) if one.moves else ""),
            tag("td", *joined(map(visible, one.asks), "; ")),
        )
        for one in told
    )
    head = ("Event", "Kind", "Actor", "Moves", "While")
    return table("The events that several members take part in, or are asked about", head, rows)
