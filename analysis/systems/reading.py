"""From the declaration of a system to its members and steps.

The lifecycles of the members are read from their machines: whatever these can do, guarded or
not, in the states in which they can. What a step asks of each member is a relation on its states,
so that a step that speaks of the copy at hand, or of any one of several, is one step for each.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, product

from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.analysis.limits import LimitReachedError, Limits
from wayout.analysis.logic.structure import Action
from wayout.analysis.places import files_of
from wayout.analysis.systems.composing import MOST_STEPS
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.declaring import Problems, check, shown_place
from wayout.analysis.systems.members import part_of
from wayout.analysis.systems.system import Move, Pair, Step
from wayout.analysis.systems.system import System as Composed
from wayout.machines.vocabulary import Claim
from wayout.machines.vocabulary.systems import Clause, Member, Named, System, Together

LifecycleOf = Callable[[type], Lifecycle]


def read_system(
    declared: type[System], *, name: str, target: str, limits: Limits, lifecycle_of: LifecycleOf
) -> DeclaredSystem:
    """Read a declared system; `limits` bound the proofs of its claims.

    `lifecycle_of` reads a machine, so that whoever has read it before need not do it again.

    Linear in the steps, times the copies that they speak of.

    Raises:
        DeclarationError: if it says what is no system, or names an event or a state that a machine
            does not have.
        LimitReachedError: if it has more than `MOST_STEPS` steps.
    """
    check(declared)
    return _Reading(declared, lifecycle_of).system(name, target, limits)


def _read(member: Member, lifecycle_of: LifecycleOf) -> Lifecycle:
    try:
        return lifecycle_of(member.machine)
    except LimitReachedError as error:
        message = f"its member {member.name!r} is read as a machine first: {error}"
        raise LimitReachedError(message) from None


class _Reading:
    def __init__(self, declared: type[System], lifecycle_of: LifecycleOf) -> None:
        self._declared = declared
        self._problems = Problems(declared)
        self._lifecycles: dict[str, Lifecycle] = {
            member.name: replace(_read(member, lifecycle_of), name=member.name)
            for member in declared.members
        }
        names = [copy for member in declared.members for copy in member.names]
        self._place = {copy: index for index, copy in enumerate(names)}

    def system(self, name: str, target: str, limits: Limits) -> DeclaredSystem:
        steps: list[Step] = []
        for step in chain(self._alone(), self._together()):
            if len(steps) == MOST_STEPS:
                message = f"the system {name!r} has more than {MOST_STEPS} steps"
                raise LimitReachedError(message)
            steps.append(step)
        self._problems.close()
        members = tuple(
            part_of(self._lifecycles[member.name], copy, {}).member
            for member in self._declared.members
            for copy in member.names
        )
        events = tuple(dict.fromkeys(step.action.event or "" for step in steps))
        text = inspect.cleandoc(self._declared.__doc__ or name)
        title, _, description = text.partition("\n")
        place = shown_place(self._declared.declared_at)
        return DeclaredSystem(
            name=name,
            title=title.rstrip("."),
            target=target,
            system=Composed(name, members, tuple(steps), events),
            claims=tuple(_located(claim) for claim in self._declared.claims),
            accepted=self._declared.accepted,
            description=description.strip(),
            location=Location(place.path, place.line, place.column),
            machines=tuple(path for each in self._lifecycles.values() for path in files_of(each)),
            limits=limits,
        )

    def _alone(self) -> Iterator[Step]:
        for member in self._declared.members:
            for event in member.alone:
                together = Together(member.does(event), source="")
                yield from self._each(f"{member.name}.{event}", together)

    def _together(self) -> Iterator[Step]:
        for event, together in self._declared.steps.items():
            yield from self._each(event, together)

    def _each(self, event: str, together: Together) -> Iterator[Step]:
        """Yield the step for each choice of the copies at hand, and of those meant by `some`."""
        members = dict.fromkeys(c.member for c in together.clauses)
        at_hand = [
            [(member.name, copy) for copy in member.names]
            for member in members
            if any(_needs_one(clause) for clause in together.clauses if clause.member is member)
        ]
        action = self._action(event, together)
        seen: dict[tuple[Move, ...], None] = {}
        for chosen in product(*at_hand):
            for moves in self._moves(event, together.clauses, dict(chosen)):
                seen.setdefault(moves)
        for moves in seen:
            yield Step(action, moves)

    def _moves(
        self, event: str, clauses: Sequence[Clause], at_hand: Mapping[str, str]
    ) -> Iterator[tuple[Move, ...]]:
        ways = [_copies(clause, at_hand.get(clause.member.name)) for clause in clauses]
        for chosen in product(*ways):
            relations: dict[int, frozenset[Pair]] = {}
            taking: set[int] = set()
            for clause, copies in zip(clauses, chosen, strict=True):
                pairs = self._pairs(event, clause)
                for copy in copies:
                    place = self._place[copy]
                    taking.update((place,) if clause.events else ())
                    known = relations.get(place)
                    relations[place] = pairs if known is None else _both(known, pairs)
            if all(relations.values()):
                yield tuple(
                    Move(at, tuple(sorted(relations[at])), at in taking) for at in sorted(relations)
                )

    def _pairs(self, event: str, clause: Clause) -> frozenset[Pair]:
        lifecycle = self._lifecycles[clause.member.name]
        number = {state.id: index for index, state in enumerate(lifecycle.states)}
        before = self._numbers(event, lifecycle, clause.states, number)
        if clause.excluded:
            before = frozenset(number.values()) - before
        after = self._numbers(event, lifecycle, clause.targets, number)
        stays = frozenset((state, state) for state in before)
        if not clause.events:
            return stays
        pairs = self._taken(event, lifecycle, clause.events, number)
        for following in clause.then_events:
            after_it = self._taken(event, lifecycle, (following,), number)
            pairs = {(a, d) for a, b in pairs for c, d in after_it if b == c}
        taken = frozenset(pair for pair in pairs if pair[0] in before and pair[1] in after)
        names_are_known = all(name in lifecycle.events for name in clause.events)
        if not taken and before and after and names_are_known:
            self._problems.nowhere(event, lifecycle, clause.events)
        return taken | (stays if clause.stays else frozenset())

    def _taken(
        self,
        event: str,
        lifecycle: Lifecycle,
        names: Sequence[str],
        number: Mapping[str, int],
    ) -> set[Pair]:
        for name in names:
            if name not in lifecycle.events:
                self._problems.no_event(event, lifecycle, name)
        return {
            (number[step.from_state], number[step.to_state])
            for step in lifecycle.transitions
            if step.event in names
        }

    def _numbers(
        self,
        event: str,
        lifecycle: Lifecycle,
        states: Iterable[Named] | None,
        number: Mapping[str, int],
    ) -> frozenset[int]:
        if states is None:
            return frozenset(number.values())
        found: set[int] = set()
        for named in states:
            here = {number[s.id] for s in lifecycle.states if named in (s.id, s.value, s.role)}
            if not here:
                self._problems.no_state(event, lifecycle, named)
            found |= here
        return frozenset(found)

    def _action(self, event: str, together: Together) -> Action:
        first = next(clause for clause in together.clauses if clause.events)
        steps = self._lifecycles[first.member.name].transitions
        taken = [step for step in steps if step.event in first.events]
        kind = together.kind or (taken[0].kind if taken else None)
        actor = together.actor or (taken[0].actor if taken else None)
        return Action(event, kind and kind.value, actor and actor.value)


def _needs_one(clause: Clause) -> bool:
    return "each" not in clause.of


def _copies(clause: Clause, at_hand: str | None) -> list[tuple[str, ...]]:
    """Return of which copies the clause speaks, in each way that it can."""
    names = clause.member.names
    others = tuple(name for name in names if name != at_hand)
    match clause.of:
        case "one":
            return [(at_hand or names[0],)]
        case "others":
            return [others]
        case "each":
            return [names]
        case "some others":
            return [(name,) for name in others]
    return [(name,) for name in names]


def _both(known: frozenset[Pair], pairs: frozenset[Pair]) -> frozenset[Pair]:
    """Join what two clauses say of one copy: where one of them only looks, the other moves it."""
    looking = all(before == after for before, after in pairs)
    moving, guard = (known, pairs) if looking else (pairs, known)
    allowed = {before for before, _ in guard}
    return frozenset(pair for pair in moving if pair[0] in allowed)


def _located(claim: Claim) -> Claim:
    return replace(claim, place=shown_place(claim.place) if claim.place else None)
