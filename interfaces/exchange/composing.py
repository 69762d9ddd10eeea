"""Systems as JSON values."""

from collections.abc import Mapping, Sequence

from wayout.analysis.systems.composing import LocalStep, Part
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.parting import parts_of
from wayout.analysis.systems.system import Member
from wayout.interfaces.exchange.acceptances import accepted_value
from wayout.interfaces.exchange.proofs import claim_value
from wayout.interfaces.exchange.sparse import JsonObject, said
from wayout.interfaces.exchange.versions import VERSION


def system_value(declared: DeclaredSystem) -> JsonObject:
    """Return a SYSTEM, which is read into a system that takes the same steps.

    Of steps of one event that the format could not keep apart, the later ones are numbered.
    """
    parts = declared.parts or parts_of(declared.system)
    members = [part.member for part in parts]
    value: JsonObject = {
        "version": VERSION,
        "name": declared.name,
        "members": [_member(part, members) for part in parts],
        "claims": [claim_value(claim) for claim in declared.claims],
    }
    title = "" if declared.title == declared.name else declared.title
    return value | said(
        {
            "title": title,
            "description": declared.description,
            "accepted": [accepted_value(each) for each in declared.accepted],
        }
    )


def _member(part: Part, members: Sequence[Member]) -> JsonObject:
    member, states = part.member, part.member.states
    initial = [states[index] for index in member.initial]
    value: JsonObject = {
        "name": member.name,
        "initial": initial[0] if len(initial) == 1 else initial,
        "states": list(states),
        "transitions": [_transition(step, states, members) for step in part.steps],
    }
    others = {name: those for name, those in member.names.items() if name not in states}
    return value | said(
        {
            "events": list(part.events),
            "names": _labels(others, states) or None,
            "roles": _labels(member.roles, states) or None,
        }
    )


def _transition(step: LocalStep, states: Sequence[str], members: Sequence[Member]) -> JsonObject:
    value: JsonObject = {
        "event": step.event,
        "from": states[step.from_state],
        "to": states[step.to_state],
    }
    when = {
        members[index].name: [members[index].states[state] for state in sorted(those)]
        for index, those in step.when.items()
    }
    return value | said({"when": when or None, "kind": step.kind, "actor": step.actor})


def _labels(labels: Mapping[str, frozenset[int]], states: Sequence[str]) -> JsonObject:
    return {name: [states[index] for index in sorted(those)] for name, those in labels.items()}
