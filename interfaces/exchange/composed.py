"""Declared systems as JSON values that keep their steps as they are, by number.

A SYSTEM file is for people, and spells steps out; this form is what the process that imports
TARGETs answers with. Whoever reads it trusts none of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from wayout.analysis.lifecycle import Location
from wayout.analysis.logic.structure import Action
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.system import Member, Move, Step, System
from wayout.interfaces.exchange.acceptances import accepted_of, accepted_value
from wayout.interfaces.exchange.claims import claim_of
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.locations import location_of, location_value
from wayout.interfaces.exchange.proofs import claim_value
from wayout.interfaces.exchange.sparse import JsonObject
from wayout.machines.vocabulary import Actor, Kind, Role


def composed_value(declared: DeclaredSystem) -> JsonObject:
    """Return a value that `composed_of` reads into the same system."""
    system = declared.system
    return {
        "name": declared.name,
        "title": declared.title,
        "target": declared.target,
        "description": declared.description,
        "location": location_value(declared.location),
        "machines": list(declared.machines),
        "members": [_member_value(member) for member in system.members],
        "events": list(system.events),
        "steps": [_step_value(step) for step in system.steps],
        "claims": [claim_value(claim) for claim in declared.claims],
        "accepted": [accepted_value(each) for each in declared.accepted],
    }


def composed_of(fields: Fields) -> DeclaredSystem:
    """Return the system; what is wrong with it is reported, and it may then be anything."""
    name = fields.label("name")
    members = fields.items("members", _member)
    return DeclaredSystem(
        name=name,
        title=fields.text("title"),
        target=fields.text("target"),
        system=System(
            name,
            members,
            fields.items("steps", lambda step: _step(step, members)),
            fields.texts("events"),
        ),
        claims=fields.items("claims", claim_of),
        accepted=fields.items("accepted", accepted_of),
        description=fields.text("description"),
        location=fields.inner("location", location_of) or Location(name),
        machines=fields.texts("machines"),
        limits=fields.problems.limits,
    )


def _member_value(member: Member) -> JsonObject:
    return {
        "name": member.name,
        "states": list(member.states),
        "initial": list(member.initial),
        "names": {name: sorted(those) for name, those in member.names.items()},
        "roles": {role: sorted(those) for role, those in member.roles.items()},
    }


def _step_value(step: Step) -> JsonObject:
    action = step.action
    moves = [[m.member, [list(pair) for pair in m.pairs], m.takes_part] for m in step.moves]
    return {"event": action.event, "kind": action.kind, "actor": action.actor, "moves": moves}


def _member(fields: Fields) -> Member:
    states = fields.texts("states")
    return Member(
        fields.label("name"),
        states,
        tuple(_numbers(fields, "initial", fields.get("initial"), len(states))),
        fields.inner("names", lambda names: _labels(names, names.names(), len(states))) or {},
        fields.inner("roles", lambda roles: _labels(roles, _ROLES, len(states))) or {},
    )


def _labels(fields: Fields, known: Sequence[str], most: int) -> Mapping[str, frozenset[int]]:
    return {
        name: frozenset(_numbers(fields, name, fields.get(name), most))
        for name in known
        if name in fields
    }


def _step(fields: Fields, members: Sequence[Member]) -> Step:
    kind, actor = fields.choice("kind", Kind), fields.choice("actor", Actor)
    action = Action(fields.optional_text("event"), kind and kind.value, actor and actor.value)
    moves = fields.get("moves")
    if not isinstance(moves, list):
        fields.wrong("moves", "expected a list")
        return Step(action, ())
    return Step(action, tuple(_moves(fields, moves, members)))


def _moves(fields: Fields, moves: list[object], members: Sequence[Member]) -> Iterator[Move]:
    last = -1
    for move in moves:
        match move:
            case [member, list(pairs), bool(takes_part)] if (
                _is_number(member, len(members)) and member > last and pairs
            ):
                last = member
                most = len(members[member].states)
                yield Move(member, tuple(_pairs(fields, pairs, most)), takes_part)
            case _:
                fields.wrong(
                    "moves", "expected members in order, each with pairs and whether it moves"
                )


def _pairs(fields: Fields, pairs: list[object], most: int) -> Iterator[tuple[int, int]]:
    for pair in pairs:
        match pair:
            case [before, after] if _is_number(before, most) and _is_number(after, most):
                yield before, after
            case _:
                fields.wrong("moves", "expected pairs of states")


def _numbers(fields: Fields, key: str, value: object, most: int) -> Iterator[int]:
    for number in value if isinstance(value, list) else [None]:
        if _is_number(number, most):
            yield number
        else:
            fields.wrong(key, f"expected numbers of states, found {fields.shown(number)}")


def _is_number(value: object, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most


_ROLES = tuple(role.value for role in Role)
