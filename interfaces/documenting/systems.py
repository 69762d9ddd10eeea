"""A system as a page of the docs, in Markdown, and the table of all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wayout.analysis.proof import Proof
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams import TooLarge, lanes_of
from wayout.diagrams.sequences import mermaid_sequence
from wayout.diagrams.tables import Table, markdown
from wayout.diagrams.tables.markdown import code, escaped, line, prose
from wayout.diagrams.tables.systems import claims, members, systems, together
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
        *_section("Members", members(declared, _pages(group))),
        *_section("What they do together", together(declared, group.sources)),
        *_section("Claims", claims(declared)),
        *(text for proof in declared.proofs for text in _run(declared, proof)),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def page_of_systems(groups: Sequence[Group]) -> str:
    """Return docs/reference/systems.md."""
    table = systems([each.declared for each in groups], "systems/{name}.md")
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


def _pages(group: Group) -> dict[str, tuple[str, str]]:
    return {name: (kind, f"../lifecycles/{kind}.md") for name, kind in group.kinds.items() if kind}


def _section(title: str, table: Table) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield markdown(table)


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
