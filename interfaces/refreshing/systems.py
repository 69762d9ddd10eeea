"""What a document holds of a system: tables, runs as diagrams, a page."""

from collections.abc import Iterator, Mapping

from wayout.analysis.proof import Proof
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams import TooLarge, dot, lanes_of
from wayout.diagrams.escaping import prose
from wayout.diagrams.grids import grid
from wayout.diagrams.sequences import mermaid_sequence
from wayout.diagrams.tables import WRITERS, Table
from wayout.diagrams.tables.systems import TABLES
from wayout.interfaces.errors import UsageError
from wayout.interfaces.refreshing.asking import Request
from wayout.interfaces.refreshing.inline import heading, said, spoken
from wayout.interfaces.refreshing.marks import Markup
from wayout.interfaces.reporters.wording import run
from wayout.interfaces.tabling import with_columns
from wayout.interfaces.witnessing import runs


def inline_system(request: Request, declared: DeclaredSystem, markup: Markup) -> str:
    """Return the text of a block about a system.

    Raises:
        UsageError: for what means nothing to a system.
    """
    match request.kind:
        case "table":
            return WRITERS[markup](_table(request, declared))
        case "diagram":
            found = runs(request.options, declared)
            return "\n".join(_diagram(declared, proof, markup) for proof in found)
        case _:
            return "\n".join(_page(request.options, declared, markup))


def proof_shown(request: Request, declared: DeclaredSystem) -> Proof:
    """Return what came of the one claim whose run a picture shows.

    Raises:
        UsageError: if it is not said which, or there is no run.
    """
    options = {name: value for name, value in request.options.items() if name != "alt"}
    if "witness" not in options:
        message = f"witness is missing: a picture of {declared.name} is the run of one claim"
        raise UsageError(message)
    (proof,) = runs(options, declared)
    return proof


def _table(request: Request, declared: DeclaredSystem) -> Table:
    name, options = request.what, request.options
    if name not in TABLES:
        known = tuple(TABLES)
        listed = ", ".join(known)
        message = f"a system has no table of {name}, but of {listed}{did_you_mean(name, known)}"
        raise UsageError(message)
    if others := [option for option in options if option != "columns"]:
        raise UsageError(*(f"{one} means nothing to a table of a system" for one in others))
    return with_columns(TABLES[name](declared), options)


def _diagram(declared: DeclaredSystem, proof: Proof, markup: Markup) -> str:
    lanes = lanes_of(declared, proof)
    if markup == "rst":
        lines = "".join(f"   {each}".rstrip() + "\n" for each in dot(grid(lanes)).splitlines())
        return f".. graphviz::\n   :alt: {prose(lanes.title)}\n\n{lines}"
    try:
        return f"```mermaid\n{mermaid_sequence(lanes)}```\n"
    except TooLarge:
        return f"```text\n{run(proof.witness)}\n```\n" if proof.witness else ""


def _page(options: Mapping[str, str], declared: DeclaredSystem, markup: Markup) -> Iterator[str]:
    chosen = runs(options, declared) if options else declared.proofs
    for paragraph in (f"{declared.title}.", *filter(None, declared.description.split("\n\n"))):
        yield f"{spoken(paragraph, markup)}\n"
    for name, title in _SECTIONS:
        yield heading(title, markup)
        yield WRITERS[markup](TABLES[name](declared))
    for proof in chosen:
        if proof.witness is not None:
            yield heading(f"{proof.claim.name} {proof.verdict.value}", markup)
            yield from said(_reasons(declared, proof), markup)
            yield _diagram(declared, proof, markup)


def _reasons(declared: DeclaredSystem, proof: Proof) -> Iterator[str]:
    for one in declared.accepted:
        if proof.claim.name in one.claims:
            where = f" ({one.reference})" if one.reference else ""
            yield f"Accepted: {prose(one.reason)}{where}."


_SECTIONS = (
    ("members", "Members"),
    ("together", "What they do together"),
    ("claims", "Claims"),
)
