"""What is wrong with the declaration of a system: all of it, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.paths import shown_path
from wayout.analysis.suggesting import did_you_mean
from wayout.machines.vocabulary import Accepted, Claim, Place, Role
from wayout.machines.vocabulary.systems import Named, System

_MOST = 20
"""So many problems are named, and the rest counted."""


class DeclarationError(ValueError):
    """A declaration that is no system, or names what is not there. `problems` are all."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def check(declared: type[System]) -> None:
    """Make sure that a declaration can be read.

    Raises:
        DeclarationError: with all that is wrong with it, its machines aside.
    """
    problems = Problems(declared)
    for what in (*_of_members(declared), *_of_claims(declared), *_of_accepted(declared)):
        problems.add("", what)
    for event, step in declared.steps.items():
        for clause in step.clauses:
            if clause.member not in declared.members:
                of = f"a member of {clause.member.machine.__name__}"
                what = f"names {of} that is no attribute of {declared.__name__}"
                problems.add(event, f"{what}; write name = Member(...) in the class")
    problems.close()


def shown_place(place: Place) -> Place:
    """Return a place as reports name it."""
    return Place("", shown_path(place.path, place.module), place.line, place.column)


class Problems:
    """Grows while a declaration is read."""

    def __init__(self, declared: type[System]) -> None:
        self._declared = declared
        self._found: dict[str, None] = {}

    def add(self, event: str, what: str) -> None:
        """Add what is wrong with a step, or without `event` with the whole."""
        step = self._declared.steps.get(event)
        place = shown_place(step.place if step else self._declared.declared_at)
        name = f"{self._declared.__name__}.{event}" if event else self._declared.__name__
        self._found[f"{place.path}:{place.line}: {name}: {what}"] = None

    def no_event(self, event: str, lifecycle: Lifecycle, name: str) -> None:
        """Add an event that a machine does not have."""
        self.add(event, f"{_no(lifecycle, 'event', repr(name))}{_hint(name, lifecycle.events)}")

    def no_state(self, event: str, lifecycle: Lifecycle, named: Named) -> None:
        """Add a state or role that a machine does not have."""
        if isinstance(named, Role):
            self.add(event, _no(lifecycle, "state", f"of role {named.value}"))
            return
        known = dict.fromkeys(name for s in lifecycle.states for name in (s.id, s.value))
        self.add(event, f"{_no(lifecycle, 'state', repr(named))}{_hint(named, tuple(known))}")

    def nowhere(self, event: str, lifecycle: Lifecycle, names: Sequence[str]) -> None:
        """Add events that cannot be taken from, or to, the states that the step names."""
        ways = dict.fromkeys(
            f"{step.from_state} to {step.to_state}"
            for step in lifecycle.transitions
            if step.event in names
        )
        listed = ", ".join(list(ways)[:_WAYS]) + (" and so on" if len(ways) > _WAYS else "")
        what = f"{lifecycle.name} does not take {' or '.join(names)} between these states"
        self.add(event, f"{what}; it leads from {listed}" if ways else f"{what}, nor elsewhere")

    def close(self) -> None:
        """End the reading.

        Raises:
            DeclarationError: if anything was wrong.
        """
        found = tuple(self._found)
        more = len(found) - _MOST
        if found:
            raise DeclarationError(
                *found[:_MOST], *((f"and {more:,} more problems",) if more > 0 else ())
            )


def _of_members(declared: type[System]) -> Iterator[str]:
    if not declared.members:
        yield "declares no members; write name = Member(SomeMachine)"
    names = [copy for member in declared.members for copy in member.names]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"two members are called {name!r}; copies are numbered, so call one otherwise"
    if declared.members and not declared.steps and not any(m.alone for m in declared.members):
        yield 'nothing happens in it; write Together(...), or Member(..., alone=("event",))'


def _of_claims(declared: type[System]) -> Iterator[str]:
    claims = declared.claims
    if not (isinstance(claims, tuple | list) and all(isinstance(each, Claim) for each in claims)):
        yield "claims is no tuple of Claim; write claims = (Claim(...),), with the comma"
        return
    names = [claim.name for claim in claims]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"claims has two called {name!r}; give each a name of its own"


def _of_accepted(declared: type[System]) -> Iterator[str]:
    accepted = declared.accepted
    if not (
        isinstance(accepted, tuple | list) and all(isinstance(each, Accepted) for each in accepted)
    ):
        yield "accepted is no tuple of Accepted; write accepted = (Accepted(...),), with the comma"


def _no(lifecycle: Lifecycle, noun: str, name: str) -> str:
    return f"{lifecycle.name} has no {noun} {name}"


def _hint(name: str, known: Sequence[str]) -> str:
    if hint := did_you_mean(name, tuple(known)):
        return hint
    listed = ", ".join(known[:_WAYS]) + (" and so on" if len(known) > _WAYS else "")
    return f"; it has {listed}" if known else ""


_WAYS = 6
