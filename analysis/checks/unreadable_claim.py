"""WO703: a claim is no formula, or names what is not in its lifecycle."""

from collections.abc import Iterator

from wayout.analysis.check import Check, Subject
from wayout.analysis.finding import Finding, Severity


def _run(subject: Subject) -> Iterator[Finding]:
    for proof in subject.proofs:
        if proof.problem:
            yield CHECK.finding(
                subject,
                f"the claim {proof.claim.name!r} cannot be read: {proof.claim.formula!r}, "
                f"{proof.problem}",
                claims=(proof.claim.name,),
                location=proof.location,
            )


CHECK = Check(
    id="WO703",
    slug="unreadable-claim",
    severity=Severity.ERROR,
    summary="A claim that is no formula, or names what is not there.",
    remedy="write the formula as `wayout prove` takes it, with names of the lifecycle",
    run=_run,
    on_systems=_run,
)
