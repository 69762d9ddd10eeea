"""JSON values as systems of lifecycles: every problem is named by its path."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.members import part_of
from wayout.analysis.systems.system import Member
from wayout.interfaces.errors import WayoutError
from wayout.interfaces.exchange.acceptances import accepted_of
from wayout.interfaces.exchange.claims import system_claim_of
from wayout.interfaces.exchange.fields import Fields
from wayout.interfaces.exchange.problems import Problems
from wayout.interfaces.exchange.versions import check_version
from wayout.machines.vocabulary import Actor, Kind, Role

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle

Resolve = Callable[[str], "Lifecycle"]
"""Returns the lifecycle of a TARGET. Raises a WayoutError where it holds anything else."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A member as it is written: its states by number, its transitions by name, and their place."""

    fields: Fields
    part: Part
    transitions: "tuple[_Transition, ...]" = ()
    number: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Transition:
    fields: Fields
    event: str | None
    from_state: str
    to_state: str
    kind: Kind | None
    actor: Actor | None
    when: Mapping[str, tuple[str, ...]]


def is_system(value: object) -> bool:
    """Whether a value can be meant as a SYSTEM."""
    return isinstance(value, Mapping) and "members" in value and "states" not in value


def read_system(value: object, shown: str, problems: Problems, resolve: Resolve) -> DeclaredSystem:
    """Return the system that a SYSTEM describes; what is wrong with it is reported.

    `shown` is its TARGET. The members of a wrong one may be anything.

    Raises:
        LimitReachedError: if its guards make too many steps.
    """
    fields = Fields(value, "", problems)
    if "version" in fields:
        check_version(fields)
    name = fields.label("name")
    written = fields.items("members", lambda each: _member(each, resolve))
    if fields.get("members") == []:
        fields.wrong("members", "is empty; a system has at least one member")
    _unique(fields, "members", [one.part.member.name for one in written])
    claims = fields.items("claims", system_claim_of)
    _unique(fields, "claims", [claim.name for claim in claims])
    parts = [_with_steps(one, written) for one in written]
    accepted = fields.items("accepted", accepted_of)
    title, description = fields.text("title", name), fields.text("description", "")
    fields.close()
    return DeclaredSystem(
        name=name,
        title=title,
        target=shown,
        system=compose(name, () if problems.count else parts),
        parts=tuple(parts),
        claims=claims,
        accepted=accepted,
        description=description,
        limits=problems.limits,
    )


def _member(fields: Fields, resolve: Resolve) -> _Written:
    name = fields.label("name")
    if "." in name:
        fields.wrong("name", f"{name!r} has a dot in it; formulas write member.state")
    if "lifecycle" in fields:
        return _Written(fields, _resolved(fields, name, resolve))
    fields.require("initial", "states", "transitions")
    states = fields.texts("states")
    if fields.get("states") == []:
        fields.wrong("states", "is empty; a member has at least one state")
    number = {state: index for index, state in enumerate(dict.fromkeys(states))}
    _unique(fields, "states", states, "")
    wanted = fields.texts("initial") if _is_list(fields, "initial") else (fields.text("initial"),)
    member = Member(
        name,
        tuple(number),
        _numbers(fields, "initial", wanted, number),
        {state: frozenset({index}) for state, index in number.items()}
        | (fields.inner("names", lambda names: _labels(names, names.names(), number)) or {}),
        fields.inner("roles", lambda roles: _labels(roles, _ROLES, number)) or {},
    )
    transitions = fields.items("transitions", _transition)
    return _Written(fields, Part(member, (), fields.texts("events")), transitions, number)


def _resolved(fields: Fields, name: str, resolve: Resolve) -> Part:
    called = fields.inner("called", _called) or {}
    target = fields.text("lifecycle")
    try:
        lifecycle = resolve(target)
    except WayoutError as error:
        fields.wrong("lifecycle", "; ".join(error.problems))
        return Part(Member(name, (), (), {}), ())
    for event in called:
        if event not in lifecycle.events:
            hint = fields.problems.hint(event, lifecycle.events)
            fields.wrong("called", f"{target!r} has no event {event!r}{hint}")
    return part_of(lifecycle, name, called)


def _called(fields: Fields) -> Mapping[str, str]:
    return {event: fields.label(event) for event in fields.names()}


_ROLES = tuple(role.value for role in Role)


def _labels(
    fields: Fields, known: Iterable[str], number: Mapping[str, int]
) -> dict[str, frozenset[int]]:
    return {
        name: frozenset(_numbers(fields, name, fields.texts(name), number))
        for name in known
        if name in fields
    }


def _transition(fields: Fields) -> _Transition:
    fields.require("event")
    return _Transition(
        fields,
        fields.label("event") if fields.get("event") is not None else None,
        fields.text("from"),
        fields.text("to"),
        fields.choice("kind", Kind),
        fields.choice("actor", Actor),
        fields.inner("when", _when) or {},
    )


def _when(fields: Fields) -> Mapping[str, tuple[str, ...]]:
    return {name: fields.texts(name) for name in fields.names()}


def _with_steps(one: _Written, all_members: Sequence[_Written]) -> Part:
    if not one.transitions:
        return one.part
    others = {each.part.member.name: index for index, each in enumerate(all_members)}
    steps: list[LocalStep] = []
    for each in one.transitions:
        before = _numbers(each.fields, "from", (each.from_state,), one.number)
        after = _numbers(each.fields, "to", (each.to_state,), one.number)
        when = {
            others[name]: frozenset(_numbers(each.fields, f"when.{name}", states, known))
            for name, states in each.when.items()
            if (known := _states_of(each.fields, name, one, all_members)) is not None
        }
        kind, actor = each.kind, each.actor
        steps.extend(
            LocalStep(each.event, origin, to, kind and kind.value, actor and actor.value, when)
            for origin in before
            for to in after
        )
    return Part(one.part.member, tuple(steps), one.part.events)


def _states_of(
    fields: Fields, name: str, one: _Written, all_members: Sequence[_Written]
) -> Mapping[str, int] | None:
    for each in all_members:
        if each.part.member.name == name:
            return {state: index for index, state in enumerate(each.part.member.states)}
    names = tuple(each.part.member.name for each in all_members if each is not one)
    hint = fields.problems.hint(name, names) or f"; there are {', '.join(names) or 'no others'}"
    fields.wrong(f"when.{name}", f"no member is called {name!r}{hint}")
    return None


def _numbers(
    fields: Fields, key: str, states: Sequence[str], number: Mapping[str, int]
) -> tuple[int, ...]:
    for state in states:
        if state not in number and number:
            hint = fields.problems.hint(state, tuple(number))
            fields.wrong(key, f"no state is called {state!r}{hint}")
    return tuple(number[state] for state in dict.fromkeys(states) if state in number)


def _unique(fields: Fields, key: str, names: Sequence[str], attribute: str = ".name") -> None:
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        earlier = first.setdefault(name, index)
        if earlier != index and name:
            what = f"{name!r} is {key}[{earlier}]{attribute} as well"
            fields.wrong(f"{key}[{index}]{attribute}", what)


def _is_list(fields: Fields, key: str) -> bool:
    return isinstance(fields.get(key), list)
