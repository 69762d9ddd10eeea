"""A picture with lanes as a Mermaid or PlantUML sequence diagram.

Both draw messages with a sender, and a joint event has none: it is a note across the lanes that
take part. https://mermaid.js.org/syntax/sequenceDiagram.html, https://plantuml.com/sequence-diagram
"""

import json
from collections.abc import Callable, Iterator

from wayout.diagrams.errors import TooLarge
from wayout.diagrams.lanes import Lanes, Row
from wayout.diagrams.mermaid import CHARACTER_LIMIT
from wayout.diagrams.mermaid import escaped as for_mermaid
from wayout.diagrams.plantuml import escaped as for_plantuml
from wayout.diagrams.wording import counted

_Text = Callable[[str], str]


def mermaid_sequence(lanes: Lanes) -> str:
    """Return the run in Mermaid's language: the same bytes for the same run.

    Raises:
        TooLarge: it is beyond the limit at which Mermaid shows an error instead.
    """
    lines = (
        "---",
        f"title: {json.dumps(lanes.title, ensure_ascii=False)}",
        "---",
        "sequenceDiagram",
        f"    accTitle: {for_mermaid(lanes.title)}",
        f"    accDescr: {for_mermaid(' '.join(lanes.summary))}",
        *(f"    participant m{n} as {for_mermaid(name)}" for n, name in enumerate(lanes.lanes)),
        *(f"    {line}" for line in _body(lanes, "Note", for_mermaid)),
    )
    text = "\n".join(lines) + "\n"
    if len(text) > CHARACTER_LIMIT:
        found = counted(len(text), "character")
        raise TooLarge(lanes.name, found, f"{CHARACTER_LIMIT:,} by Mermaid")
    return text


def plantuml_sequence(lanes: Lanes) -> str:
    """Return the run in PlantUML's language: the same bytes for the same run."""
    lines = (
        "@startuml",
        f"title {for_plantuml(lanes.title)}",
        "hide footbox",
        *(f'participant "{for_plantuml(name)}" as m{n}' for n, name in enumerate(lanes.lanes)),
        *_body(lanes, "hnote", for_plantuml),
        "legend left",
        *(f"  {for_plantuml(line)}" for line in lanes.summary),
        "end legend",
        "@enduml",
    )
    return "\n".join(lines) + "\n"


def _body(lanes: Lanes, note: str, text: _Text) -> Iterator[str]:
    for n, cell in enumerate(lanes.begins):
        yield f"{note} over m{n}: {text(cell.state)}"
    inset = ""
    for index, row in enumerate(lanes.rows):
        if lanes.again is not None and row.number > lanes.again and not inset:
            yield f"loop {text(lanes.repeated)}"
            inset = "  "
        if index == lanes.gap:
            yield f"{_across(note)} over m0: …"
        yield from (f"{inset}{line}" for line in _step(lanes, row, note, text))
    if inset:
        yield "end"


def _step(lanes: Lanes, row: Row, note: str, text: _Text) -> Iterator[str]:
    part = [n for n, cell in enumerate(row.cells) if cell.takes_part]
    traits = f" ({row.traits})" if row.traits else ""
    asked = [f"{lanes.lanes[n]}.{row.cells[n].state}" for n in part if row.cells[n].is_asked]
    said = text(f"{row.number} {row.event}{traits}{_while(asked)}")
    if len(part) > 1:
        yield f"{_across(note)} over m{part[0]},m{part[-1]}: {said}"
    else:
        alone = f"m{part[0] if part else 0}"
        yield f"{alone}->>{alone}: {said}"
    for n in part:
        if row.cells[n].is_new:
            yield f"{note} over m{n}: {text(row.cells[n].state)}"


def _while(asked: list[str]) -> str:
    return f" while {', '.join(asked)}" if asked else ""


def _across(note: str) -> str:
    """Return what a step is in: PlantUML has another form of note for states, `hnote`."""
    return note.removeprefix("h")
