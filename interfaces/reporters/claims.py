"""What is said of claims: a verdict with its run, and a line on all of them."""

from collections.abc import Iterator

from wayout.analysis.proof import Proof, Verdict
from wayout.interfaces.layout import Line, Span, Tone
from wayout.interfaces.reporters.wording import run

TONES = {
    Verdict.HOLDS: Tone.GOOD,
    Verdict.FAILS: Tone.ERROR,
    Verdict.VACUOUS: Tone.WARNING,
    Verdict.UNDETERMINED: Tone.WARNING,
}


def in_short(proof: Proof) -> str:
    """Return a verdict in one line.

    The lifecycle, the verdict, the formula, then what shows it.
    """
    details = "; ".join(text for _, text in details_of(proof))
    head = f"{proof.lifecycle}: {proof.verdict.value}: {proof.claim.formula}"
    return f"{head}: {details}" if details else head


def in_full(proof: Proof) -> Iterator[Line]:
    """Yield the lines of a verdict: what is claimed, what came of it, what shows it."""
    claim = proof.claim
    yield Line((Span(proof.lifecycle, Tone.STRONG), Span(f"  {claim.formula}")), hanging=4)
    yield Line((Span(proof.verdict.value, TONES[proof.verdict]),), indent=2)
    for label, text in (*(("fair", each) for each in claim.fair), *details_of(proof)):
        yield Line((Span(f"{label:<7}", Tone.FAINT), Span(text)), indent=4, hanging=7)


def details_of(proof: Proof) -> Iterator[tuple[str, str]]:
    """Yield what shows a verdict, each with a word for it."""
    if proof.means:
        yield "means", proof.means
    if proof.witness is not None:
        yield "run", run(proof.witness)
    if proof.idle:
        yield "idle", f"{proof.idle} does not matter: it holds whatever stands in its place"
    if proof.remark:
        yield "so", proof.remark
    if proof.problem:
        yield "where", proof.problem
