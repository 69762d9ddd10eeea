"""A system as a page of the docs, in Markdown, and the table of all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wayout.analysis.proof import Proof, Verdict
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.telling import shared
from wayout.diagrams import TooLarge, lanes_of
from wayout.diagrams.sequences import mermaid_sequence
from wayout.diagrams.tables import Cell, Span, Table, markdown
from wayout.diagrams.tables.markdown import code, escaped, line, prose
from wayout.diagrams.tables.table import code as coded
from wayout.diagrams.tables.table import heads, plain
from wayout.diagrams.tables.table import prose as spans
from wayout.interfaces.documenting.failed import known, reason
from wayout.interfaces.documenting.links import linked
from wayout.interfaces.reporters.wording import counted, run


@dataclass(frozen=True, slots=True)
class Group:
    """A system; `kinds` are the built-in lifecycles of its members, where they are such.

    `sources` say of its events where the real system makes them.
    """

    declared: DeclaredSystem
    kinds: dict[str, str]
    sources: dict[str, str]


def page_of_system(group: Group) -> str:
    """Return the page: purpose, members, what they do together, claims with their runs."""
    declared = group.declared
    lines = (
        *_head(declared),
        *_section("Members", _members(group)),
        *_section("What they do together", _shared(group)),
        *_section("Claims", _claims(declared.proofs)),
        *(text for proof in declared.proofs for text in _run(declared, proof)),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def page_of_systems(groups: Sequence[Group]) -> str:
    """Return docs/reference/systems.md."""
    columns = ("members", "states", "claims", "fail")
    table = Table(
        "Systems",
        heads("system", "what it models", *columns),
        tuple(tuple(_row(each.declared)) for each in groups),
        right=frozenset(columns),
    )
    return "\n".join(
        (
            "# The systems",
            "",
            "What lifecycles do together: a page for each, with the runs that show its claims.",
            "[Compose lifecycles](../how-to/compose-lifecycles.md) tells how to declare one, and",
            "[failed claims](failed-claims.md) lists what the real systems do not hold to.",
            "This page is generated.",
            "",
            markdown(table),
        )
    )


def _row(declared: DeclaredSystem) -> Iterator[Cell]:
    failed = sum(proof.verdict is Verdict.FAILS for proof in declared.proofs)
    yield ((Span(declared.name, link=f"systems/{declared.name}.md"),),)
    yield (spans(declared.title),)
    yield plain(f"{len(declared.system.members):,}")
    yield plain(f"{declared.outcome.states or 0:,}")
    yield plain(f"{len(declared.proofs):,}")
    yield plain(f"{failed:,}")


def _head(declared: DeclaredSystem) -> Iterator[str]:
    yield f"# {line(declared.name)}"
    yield ""
    yield f"{prose(declared.title)}."
    yield ""
    if declared.description:
        yield prose(declared.description)
        yield ""
    place = declared.location
    where = f", declared in {linked(place.path)}" if place else ""
    yield f"{counted(declared.outcome.states or 0, 'state')} are reached{where}."
    yield "This page is generated from the code."
    yield ""


def _section(title: str, table: Table) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield markdown(table.filled())


def _members(group: Group) -> Table:
    def lifecycle(name: str) -> Cell:
        kind = group.kinds.get(name)
        return ((Span(kind, link=f"../lifecycles/{kind}.md"),),) if kind else ()

    rows = tuple(
        (
            coded(member.name),
            lifecycle(member.name),
            plain(f"{len(member.states):,}"),
            coded(*(member.states[state] for state in member.initial)),
        )
        for member in group.declared.system.members
    )
    columns = heads("member", "lifecycle", "states", "begins in")
    return Table("Members", columns, rows, right=frozenset({"states"}))


def _shared(group: Group) -> Table:
    rows = tuple(
        (
            coded(one.event),
            plain(one.kind or ""),
            plain(one.actor or ""),
            plain(", ".join(one.moves)),
            plain(*one.asks),
            coded(group.sources[one.event]) if one.event in group.sources else (),
        )
        for one in shared(group.declared.system)
    )
    columns = heads("event", "kind", "actor", "moves", "while", "source")
    return Table("What they do together", columns, rows)


def _claims(proofs: Sequence[Proof]) -> Table:
    rows = tuple(
        (
            coded(proof.claim.name),
            plain(proof.verdict.value),
            (spans(proof.claim.meaning),),
            coded(proof.claim.formula),
        )
        for proof in proofs
    )
    return Table("Claims", heads("claim", "verdict", "what is claimed", "formula"), rows)


def _run(declared: DeclaredSystem, proof: Proof) -> Iterator[str]:
    """Yield the section on the run of a proof, if it has one."""
    if proof.witness is None:
        return
    name = proof.claim.name
    yield f"## {escaped(name)} {proof.verdict.value}"
    yield ""
    if told := reason(declared, proof):
        yield f"{prose(told[:1].upper() + told[1:])}."
        yield f"Known: {known(declared, proof)}."
        yield ""
    yield f"`wayout draw {declared.name} --witness {name} -o run.svg` draws the run as a file."
    yield ""
    try:
        yield f"```mermaid\n{mermaid_sequence(lanes_of(declared, proof))}```"
    except TooLarge:
        yield code(run(proof.witness))
    yield ""
