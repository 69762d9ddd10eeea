"""The page of the claims that the real systems fail: each with its run, and who knows of it."""

from collections.abc import Iterator, Sequence

from wayout.analysis.check import Subject
from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.proof import Proof, Verdict
from wayout.diagrams.tables import Cell, Span, Table, markdown
from wayout.diagrams.tables.markdown import cell
from wayout.diagrams.tables.table import Line, code, heads, plain, prose, references
from wayout.machines.vocabulary import Accepted

_SHOWN = 4


def page_of_failed_claims(subjects: Sequence[Subject]) -> str:
    """Return docs/reference/failed-claims.md."""
    failed = [
        (subject, proof)
        for subject in subjects
        for proof in subject.proofs
        if proof.verdict is not Verdict.HOLDS
    ]
    reported = sum(_is_reported(subject, proof) for subject, proof in failed)
    claimed = sum(len(subject.proofs) for subject in subjects)
    table = Table(
        "Failed claims",
        heads("of", "what is claimed", "what happens", "run", "known"),
        tuple(tuple(_row(subject, proof)) for subject, proof in failed),
    )
    return "\n".join(
        (
            "# Failed claims",
            "",
            f"Of {claimed:,} claims on the lifecycles and systems that ship, {len(failed):,} fail.",
            "Each has a shortest run, here its last steps: `wayout check NAME --no-accept -f full`",
            "shows all of it, `wayout draw NAME --witness CLAIM -o run.svg` draws it.",
            "",
            f"For {reported:,} of them the table links to reports of operators. For the others the",
            "source shows that they can happen, and no report is known here.",
            "This page is generated.",
            "",
            markdown(table),
        )
    )


def reason(subject: Subject, proof: Proof) -> str:
    """Return what an operator sees of a claim that fails; empty where nothing is accepted."""
    return "; ".join(each.reason for each in _accepted(subject, proof))


def known(subject: Subject, proof: Proof) -> str:
    """Return where it is known, in Markdown on one line."""
    return "; ".join(cell((line,)) for line in _known(subject, proof))


def _row(subject: Subject, proof: Proof) -> Iterator[Cell]:
    folder = "lifecycles" if isinstance(subject, Lifecycle) else "systems"
    yield (
        (Span(subject.name, link=f"{folder}/{subject.name}.md"),),
        (Span(proof.claim.name, code=True),),
    )
    yield (prose(proof.claim.meaning.partition(" (")[0]),)
    yield (prose(reason(subject, proof)),)
    yield _run(subject, proof.witness) if proof.witness else plain("none")
    yield _known(subject, proof)


def _accepted(subject: Subject, proof: Proof) -> list[Accepted]:
    return [each for each in subject.accepted if proof.claim.name in each.claims]


def _known(subject: Subject, proof: Proof) -> Cell:
    lines = [line for each in _accepted(subject, proof) for line in references(each.reference)]
    return tuple(lines)


def _is_reported(subject: Subject, proof: Proof) -> bool:
    return any("https://" in each.reference for each in _accepted(subject, proof))


def _run(subject: Subject, witness: Witness) -> Cell:
    """Return the last events of a run, and where they lead."""
    steps = (*witness.stem[1:], *witness.cycle)
    last = steps[-_SHOWN:]
    more = len(steps) - len(last)
    before: Line = (Span(f"{more} steps, "),) if more > 1 else (Span("1 step, "),) if more else ()
    events: list[Span] = []
    for step in last:
        events += [Span(" → "), Span(step.event or "(no event)", code=True)]
    again = (Span(", the last again and again"),) if witness.cycle else ()
    return ((*before, *events[1:], *again), *code(*_end(subject, witness)))


def _end(subject: Subject, witness: Witness) -> Iterator[str]:
    """Yield where a run ends; of a system, the members that it has moved."""
    first, last = witness.stem[0], (*witness.stem, *witness.cycle)[-1]
    if isinstance(subject, Lifecycle):
        yield subject.by_id[last.state].value
        return
    yield from (
        after
        for before, after in zip(_members(first), _members(last), strict=True)
        if before != after
    )


def _members(step: Step) -> list[str]:
    return step.state.split(" ")
