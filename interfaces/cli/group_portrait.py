"""A system on a page: its members, what they do together, what is claimed."""

from collections.abc import Iterator

from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.telling import shared
from wayout.interfaces.layout import Line, Page, Span, Table, Tone


def group_portrait(declared: DeclaredSystem) -> Page:
    """Return the page."""
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
    alone: dict[int, dict[str, None]] = {}
    for step in declared.system.steps:
        if len(step.moves) == 1:
            event = step.action.event or "(no event)"
            alone.setdefault(step.moves[0].member, {})[event] = None
    rows = tuple(
        (
            member.name,
            f"{len(member.states):,}",
            ", ".join(member.states[state] for state in member.initial),
            _few(list(alone.get(number, ()))),
        )
        for number, member in enumerate(declared.system.members)
    )
    return Table(("MEMBER", "STATES", "BEGINS IN", "ALONE"), rows, right=frozenset({1}), indent=2)


def _few(events: list[str]) -> str:
    more = f" and {len(events) - _SHOWN} more" if len(events) > _SHOWN else ""
    return f"{', '.join(events[:_SHOWN])}{more}"


def _steps(declared: DeclaredSystem) -> Table:
    rows = tuple(
        (one.event, ", ".join(one.moves), "; ".join(one.asks)) for one in shared(declared.system)
    )
    return Table(("EVENT", "MOVES", "WHILE"), rows, indent=2)


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


_SHOWN = 3
