"""The runs that may be shown: what names one, of a lifecycle or of a system."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wayout.analysis.check import Subject
    from wayout.analysis.finding import Finding, Witness
    from wayout.analysis.proof import Proof
    from wayout.analysis.systems.declared import DeclaredSystem

_LISTED = 5


def witness_named(text: str, subject: "Subject") -> "Witness":
    """Return the run that `CHECK[:WHICH]` or the name of a claim names.

    Raises:
        UsageError: if there is none.
    """
    is_claim = any(claim.name == text for claim in subject.claims)
    shown = _proof_named(text, subject) if is_claim else finding_named(text, subject)
    assert shown.witness is not None  # noqa: S101 - as both say
    return shown.witness


def finding_named(text: str, subject: "Subject") -> "Finding":
    """Return the finding with a witness that `CHECK[:WHICH]` names, accepted ones included.

    Raises:
        UsageError: if there is none.
    """
    from wayout.interfaces.codes import named, unknown
    from wayout.interfaces.errors import UsageError

    code, _, which = text.partition(":")
    ids = named(code)
    if len(ids) != 1:
        is_code = code.casefold().startswith("wo") or not subject.claims
        what = f"{code} names several checks" if ids else unknown(code)
        message = f"witness: {what if ids or is_code else _no_such_claim(text, subject)}"
        raise UsageError(message)
    found = [one for one in findings_on(subject, ids) if one.witness is not None]
    if not found:
        message = f"witness: {subject.name} has no finding of {code} with a witness"
        raise UsageError(message)
    for number, finding in enumerate(found, start=1):
        if which in {"", str(number), *finding.states, *finding.claims, *_values(finding, subject)}:
            return finding
    raise UsageError(_no_such_finding(which, code, subject, found))


def findings_on(subject: "Subject", ids: tuple[str, ...]) -> "tuple[Finding, ...]":
    """Return what the checks with these ids find, on a day on which no acceptance is expired."""
    from datetime import date

    from wayout.analysis.checks.catalogue import checks
    from wayout.analysis.systems.declared import DeclaredSystem
    from wayout.analysis.verification import verify

    if isinstance(subject, DeclaredSystem):
        return verify((), checks(ids), systems=(subject,), today=date.min).findings
    return verify([subject], checks(ids), today=date.min).findings


def runs(given: Mapping[str, str], declared: "DeclaredSystem") -> "tuple[Proof, ...]":
    """Return what came of the claim that `witness` names, or of all that have a run to show.

    Raises:
        UsageError: if there is none, and for what is given besides.
    """
    from wayout.interfaces.errors import UsageError

    name = declared.name
    if others := [option for option in given if option != "witness"]:
        of = f"{name} is a system, of which runs are drawn; only --witness goes with that"
        raise UsageError(*(f"{option}: {of}" for option in others))
    if "witness" not in given:
        found = tuple(proof for proof in declared.proofs if proof.witness is not None)
        if not found:
            message = (
                f"{name}: no claim of it has a run to be drawn; `wayout prove {declared.target} "
                "FORMULA --draw FILE` draws that of any formula"
            )
            raise UsageError(message)
        return found
    text = given["witness"]
    if not any(claim.name == text for claim in declared.claims):
        (text,) = finding_named(text, declared).claims
    return (_proof_named(text, declared),)


def _proof_named(name: str, subject: "Subject") -> "Proof":
    """Return what came of a claim, by a run.

    Raises:
        UsageError: if there is none.
    """
    from wayout.interfaces.errors import UsageError

    proof = next(proof for proof in subject.proofs if proof.claim.name == name)
    if proof.witness is None:
        why = f": {proof.problem or proof.remark}" if proof.problem or proof.remark else ""
        message = (
            f"witness: {subject.name}: {name} {_VERDICTS[proof.verdict.value]}, and no run shows "
            f"that{why}"
        )
        raise UsageError(message)
    return proof


_VERDICTS = {
    "holds": "holds",
    "fails": "fails",
    "vacuous": "is vacuous",
    "undetermined": "is undetermined",
}


def _values(finding: "Finding", subject: "Subject") -> "Iterable[str]":
    from wayout.analysis.lifecycle import Lifecycle

    known = subject.by_id if isinstance(subject, Lifecycle) else {}
    return {known[state].value for state in finding.states if state in known}


def _no_such_claim(text: str, subject: "Subject") -> str:
    from wayout.analysis.suggesting import did_you_mean

    names = tuple(claim.name for claim in subject.claims)
    hint = did_you_mean(text, names) or f"; it has {', '.join(names)}"
    return f"{subject.name} has no claim {text!r}{hint}"


def _no_such_finding(which: str, code: str, subject: "Subject", found: "list[Finding]") -> str:
    from wayout.analysis.suggesting import did_you_mean
    from wayout.interfaces.reporters.wording import counted

    places = [name for one in found for name in (*_values(one, subject), *one.claims)]
    names = tuple(dict.fromkeys(places))
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    hint = did_you_mean(which, names) or f"; they are on {', '.join(names[:_LISTED])}{more}"
    return (
        f"witness: {subject.name} has {counted(len(found), 'finding')} of {code} with a "
        f"witness, none on {which!r}{hint if names else ''}; say a state, a claim, or a number "
        f"from 1 to {len(found)}"
    )
