"""What directives show of a system: tables, and the runs of its claims."""

from collections.abc import Iterator, Mapping

from docutils import nodes

from wayout.analysis.proof import Proof
from wayout.analysis.suggesting import did_you_mean
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.diagrams.escaping import prose
from wayout.diagrams.tables import Table
from wayout.diagrams.tables.systems import TABLES
from wayout.interfaces.errors import UsageError
from wayout.interfaces.sphinx_extension.witnesses import numbered
from wayout.interfaces.tabling import with_columns
from wayout.interfaces.witnessing import runs

SECTIONS = (
    ("members", "Members"),
    ("together", "What they do together"),
    ("claims", "Claims"),
)
"""The tables of a page about a system, with their headings."""

_NOT_OF_RUNS = frozenset({"alt", "caption", "name", "no-table"})


def claimed(given: Mapping[str, str], declared: DeclaredSystem) -> Proof:
    """Return what came of the claim that `witness` names, by a run.

    Raises:
        UsageError: if it names none, and for views that systems do not have.
    """
    options = {name: value for name, value in given.items() if name not in _NOT_OF_RUNS}
    if "witness" not in options:
        message = f"witness is missing; name the claim of {declared.name} whose run is to be shown"
        raise UsageError(message)
    (proof,) = runs(options, declared)
    return proof


def table_of(given: Mapping[str, str], declared: DeclaredSystem) -> Table:
    """Return the table that is asked for: of the claims where nothing is said.

    Raises:
        UsageError: if there is none of this name, or it has no such column.
    """
    name = given.get("table", "claims")
    if name not in TABLES:
        known = tuple(TABLES)
        listed = ", ".join(known)
        message = f"a system has no table of {name!r}, but of {listed}{did_you_mean(name, known)}"
        raise UsageError(message)
    if others := [option for option in given if option not in {"table", "columns"}]:
        raise UsageError(*(f"{one} means nothing to a table of a system" for one in others))
    return with_columns(TABLES[name](declared), given)


def explained(declared: DeclaredSystem, proof: Proof) -> Iterator[nodes.Node]:
    """Yield what is claimed and what came of it; why it is accepted, if it is."""
    claim = proof.claim
    said = nodes.Text(f" {proof.verdict.value}: {prose(claim.meaning)}")
    yield nodes.paragraph("", "", nodes.strong("", claim.name), said)
    for one in declared.accepted:
        if claim.name in one.claims:
            where = f" ({prose(one.reference)})" if one.reference else ""
            yield nodes.paragraph("", f"Accepted: {prose(one.reason)}{where}.")


def stepped(proof: Proof) -> Iterator[nodes.Node]:
    """Yield the run as a numbered list."""
    if proof.witness is not None:
        yield numbered(proof.witness, proof.lifecycle)
