"""A system on a page: its members, what they do together, what is claimed."""

from collections.abc import Iterator

from wayout.analysis.systems.composing import LocalStep
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.layout import Line, Page, Span, Table, Tone


def group_portrait(declared: DeclaredSystem) -> Page:
    """Return the page. Steps that a member takes alone and unguarded are only counted."""
    return (
        Line((Span(declared.name, Tone.STRONG), Span(f": {declared.title}"))),
        *_lines(declared.description.splitlines()),
        *_section("Members", _members(declared)),
        *_section("Joint or guarded", _steps(declared)),
        *_section("Claims", _claims(declared)),
        *_accepted(declared),
    )


def _lines(texts: list[str]) -> Iterator[Line]:
    if texts:
        yield Line()
    for text in texts:
        yield Line((Span(text),))


def _section(title: str, table: Table) -> Iterator[Line | Table]:
    if table.rows:
        yield Line()
        yield Line((Span(title, Tone.STRONG),))
        yield table


def _members(declared: DeclaredSystem) -> Table:
    rows = tuple(
        (
            part.member.name,
            f"{len(part.member.states):,}",
            f"{len(part.steps):,}",
            ", ".join(part.member.states[state] for state in part.member.initial),
        )
        for part in declared.parts
    )
    head = ("MEMBER", "STATES", "TRANSITIONS", "BEGINS IN")
    return Table(head, rows, right=frozenset({1, 2}), indent=2)


def _steps(declared: DeclaredSystem) -> Table:
    taking: dict[str, list[str]] = {}
    for part in declared.parts:
        for event in part.alphabet:
            taking.setdefault(event, []).append(part.member.name)
    rows = []
    for event, members in taking.items():
        steps = [s for part in declared.parts for s in part.steps if s.event == event]
        if len(members) > 1 or any(step.when for step in steps):
            guards = dict.fromkeys(_guard(declared, step) for step in steps if step.when)
            rows.append((event, ", ".join(members), "; or ".join(guards)))
    return Table(("EVENT", "TAKEN BY", "WHILE"), tuple(rows), indent=2)


def _guard(declared: DeclaredSystem, step: LocalStep) -> str:
    said = []
    for index, allowed in sorted(step.when.items()):
        member = declared.parts[index].member
        names = [member.states[state] for state in sorted(allowed)]
        more = f" or {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        said.append(f"{member.name} is {' or '.join(names[:_SHOWN])}{more}")
    return " and ".join(said)


def _claims(declared: DeclaredSystem) -> Table:
    rows = tuple((claim.name, claim.formula, claim.meaning) for claim in declared.claims)
    return Table(("CLAIM", "FORMULA", "MEANING"), rows, indent=2)


def _accepted(declared: DeclaredSystem) -> Iterator[Line]:
    if declared.accepted:
        yield Line()
        yield Line((Span("Accepted findings", Tone.STRONG),))
    for one in declared.accepted:
        text = f"{one.check} {', '.join(one.claims)}: {one.reason} ({one.reference})."
        yield Line((Span(text),), indent=2, hanging=2)


_SHOWN = 4
