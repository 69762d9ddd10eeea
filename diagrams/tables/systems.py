"""The tables of a system: its members, what they do together, what is claimed of it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from wayout.analysis.proof import Proof
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.telling import shared
from wayout.diagrams.tables.table import Cell, Span, Table, code, heads, plain, prose


def members(declared: DeclaredSystem, pages: Mapping[str, tuple[str, str]] | None = None) -> Table:
    """Return a row for each member; `pages` are the lifecycles of some, by name and address."""

    def lifecycle(name: str) -> Cell:
        kind, page = (pages or {}).get(name, ("", ""))
        return ((Span(kind, link=page),),) if kind else ()

    rows = tuple(
        (
            code(member.name),
            lifecycle(member.name),
            plain(f"{len(member.states):,}"),
            code(*(member.states[state] for state in member.initial)),
        )
        for member in declared.system.members
    )
    columns = heads("member", "lifecycle", "states", "begins in")
    return Table(f"Members of {declared.name}", columns, rows, frozenset({"states"})).filled()


def together(declared: DeclaredSystem, sources: Mapping[str, str] | None = None) -> Table:
    """Return a row for each event of several members, or of one while others are somewhere.

    `sources` say where the real system makes an event.
    """
    made = sources or {}
    rows = tuple(
        (
            code(one.event) if one.event else plain("(no event)"),
            plain(one.kind or ""),
            plain(one.actor or ""),
            plain(", ".join(one.moves)),
            plain(*one.asks),
            code(made[one.event]) if one.event in made else (),
        )
        for one in shared(declared.system)
    )
    columns = heads("event", "kind", "actor", "moves", "while", "source")
    title = f"What the members of {declared.name} do together"
    return Table(title, columns, rows).filled(("event", "moves", "while"))


def claims(declared: DeclaredSystem) -> Table:
    """Return a row for each claim, with its verdict."""
    rows = tuple(
        (
            code(proof.claim.name),
            plain(proof.verdict.value),
            (prose(proof.claim.meaning),),
            code(proof.claim.formula),
        )
        for proof in declared.proofs
    )
    columns = heads("claim", "verdict", "what is claimed", "formula")
    return Table(f"Claims on {declared.name}", columns, rows)


def systems(every: Sequence[DeclaredSystem], pages: str = "") -> Table:
    """Return a row for each system: its size, its claims, and how many of these fail.

    `pages` is the address of its page, in which `{name}` stands for its name.
    """
    numbers = ("members", "states", "claims", "fail")
    rows = tuple(
        (
            ((Span(one.name, code=not pages, link=pages.replace("{name}", one.name) or None),),),
            (prose(one.title),) if one.title else (),
            plain(f"{len(one.system.members):,}"),
            plain(_states(one)),
            plain(f"{len(one.proofs):,}"),
            plain(f"{_failed(one.proofs):,}"),
        )
        for one in every
    )
    columns = heads("system", "what it models", *numbers)
    return Table("Systems", columns, rows, frozenset(numbers))


def _states(declared: DeclaredSystem) -> str:
    states = declared.outcome.states
    return "undetermined" if states is None else f"{states:,}"


def _failed(proofs: Sequence[Proof]) -> int:
    return sum(proof.verdict.value == "fails" for proof in proofs)


TABLES: Mapping[str, Callable[[DeclaredSystem], Table]] = MappingProxyType(
    {"members": members, "together": together, "claims": claims}
)
"""Every table that there is of one system."""
