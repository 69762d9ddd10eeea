"""The numbers of a report as JSON, and what of it is undone or fixed."""

from collections.abc import Iterable

from wayout.analysis.finding import Known, Report, Severity, Unfinished
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.exchange.sparse import JsonObject, said


def summary_value(report: Report) -> JsonObject:
    """Return the numbers of a report; accepted findings count on their own."""
    return {
        "lifecycles": len(report.lifecycles),
        "states": sum(len(lifecycle.states) for lifecycle in report.lifecycles),
        "transitions": sum(len(lifecycle.transitions) for lifecycle in report.lifecycles),
        "findings": len(report.open),
        **{
            f"{severity.value}s": sum(finding.severity is severity for finding in report.open)
            for severity in Severity
        },
        "accepted": len(report.accepted),
        **({"systems": len(report.systems)} if report.systems else {}),
        **({"claims": _claims(report)} if report.proofs else {}),
        **said({"unfinished": [unfinished_value(one) for one in report.unfinished]}),
        **({} if report.fixed is None else _compared(report, report.fixed)),
    }


def counted_value(declared: DeclaredSystem) -> JsonObject:
    """Return how large a system is: its states as a text, as they can be many; null if unknown."""
    states = declared.outcome.states
    return {
        "name": declared.name,
        "members": len(declared.system.members),
        "states": None if states is None else str(states),
    }


def _claims(report: Report) -> JsonObject:
    verdicts = [proof.verdict for proof in report.proofs]
    return {each.value: verdicts.count(each) for each in Verdict}


def unfinished_value(unfinished: Unfinished) -> JsonObject:
    """Return what a limit left undone; no checks where the lifecycle was not read."""
    return {
        "lifecycle": unfinished.lifecycle,
        "checks": list(unfinished.checks),
        "reason": unfinished.reason,
    }


def known_value(known: Known) -> JsonObject:
    """Return findings that a baseline holds, the fingerprint with what it stands for."""
    value: JsonObject = {
        "fingerprint": known.fingerprint,
        "check": known.check,
        "lifecycle": known.lifecycle,
        "states": list(known.states),
        "events": list(known.events),
    }
    more: JsonObject = {"statuses": list(known.statuses), "claims": list(known.claims)}
    return value | said(more) | ({"count": known.count} if known.count > 1 else {})


def _compared(report: Report, fixed: Iterable[Known]) -> JsonObject:
    return {
        "unchanged": len(report.unchanged),
        "fixed": [known_value(known) for known in fixed],
    }
