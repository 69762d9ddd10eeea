"""Decide exactly what guards can hold together.

Small questions are answered by truth tables, the rest by binary decision diagrams (Randal E.
Bryant, Graph-based algorithms for Boolean function manipulation, 1986) of the library oxidd.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from math import prod
from operator import and_, or_
from typing import Generic, Protocol, Self, TypeVar

from wayout.analysis.guards.domains import Region, regions
from wayout.analysis.guards.formulas import All, Atom, Formula, Not, Subject, formula_of
from wayout.analysis.limits import LimitReachedError

MAX_ROWS = 1 << 12
"""Rows of a truth table; more assignments go to decision diagrams."""

MAX_NODES = 1 << 20
"""Nodes of decision diagrams, about 20 MB; past them the answer stays undetermined."""

Assignment = tuple[Region, ...]
"""Values of some subjects. The others may have any values that the constraints allow."""


class GuardsTooLargeError(LimitReachedError):
    """Raised when guards are too entangled to be decided within `MAX_NODES`."""


class Guards:
    """The guards of the transitions that compete for one event, and what can hold of them.

    `rules` hold at all times. Subjects and their values are tried in the order in which they
    are mentioned, so that the same question always has the same answer; it is looked for once.

    Raises:
        GuardsTooLargeError: if they cannot be decided; so may the methods.
    """

    def __init__(self, guards: Sequence[Formula], rules: Iterable[Formula] = ()) -> None:
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], Assignment | None] = {}
        rules = _relevant(guards, tuple(rules))
        tests = _tests((*guards, *rules))
        domains = tuple(regions(subject, found) for subject, found in tests.items())
        make = _table if prod(map(len, domains)) <= MAX_ROWS else _diagram
        try:
            self._questions = make(domains, guards, rules)
        except (MemoryError, RecursionError) as error:
            raise GuardsTooLargeError from error

    def find(self, *, holding: Iterable[int] = (), failing: Iterable[int] = ()) -> str | None:
        """Return an assignment as text under which these guards hold and those fail, or None.

        The text is empty where every assignment does.
        """
        found = self.assignment(holding=holding, failing=failing)
        return None if found is None else ", ".join(region.text for region in found)

    def assignment(
        self, *, holding: Iterable[int] = (), failing: Iterable[int] = ()
    ) -> Assignment | None:
        """Return what `find` does, as regions: none of them can be left out."""
        question = tuple(holding), tuple(failing)
        if question not in self._known:
            try:
                self._known[question] = self._questions.first(*question)
            except MemoryError as error:
                raise GuardsTooLargeError from error
        return self._known[question]


def subjects_of(guards: Iterable[str]) -> tuple[str, ...]:
    """Return what the texts of guards test, in the order in which they mention it.

    >>> subjects_of(["paid and not late", "total < limit or total == 0"])
    ('paid', 'late', 'limit', 'total')
    """
    found: dict[str, None] = {}
    for subject in _tests(map(formula_of, guards)):
        found.update(dict.fromkeys((subject,) if isinstance(subject, str) else subject))
    return tuple(found)


class _Answers(Protocol):
    def first(self, holding: Sequence[int], failing: Sequence[int]) -> Assignment | None: ...


class _Set(Protocol):
    """A set of assignments: bits of an integer, or a decision diagram."""

    def __and__(self, other: Self, /) -> Self: ...

    def __or__(self, other: Self, /) -> Self: ...

    def __xor__(self, other: Self, /) -> Self: ...


_S = TypeVar("_S", bound=_Set)

_Domains = tuple[tuple[Region, ...], ...]


class _Questions(Generic[_S]):
    """The sets of assignments in which each guard holds, `possible` those that there are.

    `literals` are, subject by subject, the regions and the assignments in each.
    """

    def __init__(
        self,
        literals: Sequence[Sequence[tuple[Region, _S]]],
        everything: _S,
        nothing: _S,
        guards: Sequence[Formula],
        rules: Sequence[Formula],
    ) -> None:
        self._literals = literals
        self._everything = everything
        self._nothing = nothing
        self._of_subject = {options[0][0].subject: options for options in literals}
        self._possible = self._where(All(tuple(rules)))
        self._guards = [self._where(guard) for guard in guards]

    def restricted(self, possible: _S) -> Self:
        """Leave out assignments that there are not."""
        self._possible = self._possible & possible
        return self

    def first(self, holding: Sequence[int], failing: Sequence[int]) -> Assignment | None:
        """Return the first assignment, without what makes no difference."""
        wanted = self._possible
        for index in holding:
            wanted = wanted & self._guards[index]
        for index in failing:
            wanted = wanted & (self._everything ^ self._guards[index])
        if wanted == self._nothing:
            return None
        unwanted = self._possible & (self._everything ^ wanted)
        chosen: dict[Region, _S] = {}
        for options in self._literals:
            region, literal = next(
                option for option in options if wanted & option[1] != self._nothing
            )
            chosen[region] = literal
            wanted = wanted & literal
        for region in reversed(tuple(chosen)):
            rest = [literal for other, literal in chosen.items() if other != region]
            if reduce(and_, rest, unwanted) == self._nothing:
                del chosen[region]
        return tuple(chosen)

    def _where(self, formula: Formula) -> _S:
        match formula:
            case Atom(subject):
                options = self._of_subject[subject]
                met = [literal for region, literal in options if region.meets(formula)]
                return reduce(or_, met, self._nothing)
            case Not(operand):
                return self._everything ^ self._where(operand)
            case All(operands):
                return reduce(and_, map(self._where, operands), self._everything)


def _table(domains: _Domains, guards: Sequence[Formula], rules: Sequence[Formula]) -> _Answers:
    """Make a truth table: a row for each assignment is a bit of an integer."""
    rows = prod(map(len, domains))
    everything = (1 << rows) - 1
    literals = []
    period = rows
    for domain in domains:
        block = period // len(domain)
        repeated = everything // ((1 << period) - 1)
        one = (1 << block) - 1
        literals.append(
            [(region, (one << block * index) * repeated) for index, region in enumerate(domain)]
        )
        period = block
    return _Questions(literals, everything, 0, guards, rules)


def _diagram(domains: _Domains, guards: Sequence[Formula], rules: Sequence[Formula]) -> _Answers:
    """Make decision diagrams, with a variable for each region; of each subject one is true."""
    from oxidd.bdd import BDDManager

    manager = BDDManager(MAX_NODES, MAX_NODES >> 2, 1)
    everything, nothing = manager.true(), manager.false()
    possible = everything
    literals = []
    for domain in domains:
        first = manager.add_vars(len(domain)).start
        variables = [manager.var(first + index) for index in range(len(domain))]
        none, one = everything, nothing
        for variable in variables:
            absent = everything ^ variable
            none, one = none & absent, (one & absent) | (none & variable)
        possible = possible & one
        literals.append(list(zip(domain, variables, strict=True)))
    return _Questions(literals, everything, nothing, guards, rules).restricted(possible)


def _tests(formulas: Iterable[Formula]) -> dict[Subject, dict[Atom, None]]:
    """Return the subjects in the order in which they are mentioned, each with its tests."""
    found: dict[Subject, dict[Atom, None]] = {}
    todo = list(formulas)[::-1]
    while todo:
        match todo.pop():
            case Atom(subject) as test:
                found.setdefault(subject, {})[test] = None
            case Not(operand):
                todo.append(operand)
            case All(operands):
                todo.extend(reversed(operands))
    return found


def _relevant(guards: Iterable[Formula], rules: tuple[Formula, ...]) -> tuple[Formula, ...]:
    """Return the rules about subjects of the guards, or of other rules that are relevant."""
    known = set(_tests(guards))
    waiting = {rule: set(_tests((rule,))) for rule in rules}
    kept: dict[Formula, None] = {}
    while found := [rule for rule, subjects in waiting.items() if subjects & known]:
        for rule in found:
            known |= waiting.pop(rule)
            kept[rule] = None
    return tuple(rule for rule in rules if rule in kept)
