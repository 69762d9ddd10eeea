"""What a request sets going: the shortest runs to where it succeeds and where it fails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wayout.analysis.finding import Step, Witness
from wayout.analysis.grouping import Operation
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.search import Allowed, shortest_runs
from wayout.machines.vocabulary import Actor, Kind, Role

_Path = tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class End:
    """A run, and the other events that take its last step as well."""

    run: Witness
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A request with its shortest runs; None where no run of the services leads there."""

    event: str
    success: End | None
    failure: End | None


def courses(lifecycle: Lifecycle, operation: Operation) -> Iterator[Course]:
    """Yield the courses of the operation's requests that set something going.

    A run begins in a resting state, a stable one where there is one, and goes on by steps of
    the services through transient states. States in it are values. Tried are the events of the
    operation that leave few states, then all of it where it has a module of its own, else all
    events that leave few states. Linear in the transitions for each request.
    """
    rare = _rare(lifecycle)
    own = frozenset(event for event, _ in operation.events)
    scopes = own & rare, own if operation.path else rare
    for event, steps in operation.events:
        if starts := _starts(lifecycle, steps):
            search = _Search(lifecycle, starts, scopes, rare)
            success, failure = search.end(search.success()), search.end(search.failure())
            if success or failure:
                yield Course(event, success, failure)


def _rare(lifecycle: Lifecycle) -> frozenset[str]:
    """Return the events that leave less than half of the states: others say nothing of one."""
    tails: dict[str, set[str]] = {}
    for step in lifecycle.transitions:
        tails.setdefault(step.event or "", set()).add(step.from_state)
    return frozenset(event for event in tails if 2 * len(tails[event]) < len(lifecycle.states))


def _starts(lifecycle: Lifecycle, steps: tuple[Transition, ...]) -> list[Transition]:
    """Return a request's steps to transient states, from the calmest states it leaves.

    In the order of these states.
    """
    rank = {state.id: index for index, state in enumerate(lifecycle.states)}
    found = [
        step
        for step in steps
        if step.kind is Kind.REQUEST
        and step.from_state in lifecycle.reached
        and step.from_state != step.to_state
        and lifecycle.by_id[step.to_state].role is Role.TRANSIENT
    ]
    for role in (Role.STABLE, Role.ERROR, Role.TRANSIENT):
        calm = [step for step in found if lifecycle.by_id[step.from_state].role is role]
        if calm:
            return sorted(calm, key=lambda step: rank[step.from_state])
    return []


def _onward(step: Transition) -> bool:
    by_service = step.kind is Kind.REQUEST and step.actor is Actor.SERVICE
    return by_service or step.kind in {Kind.PROGRESS, Kind.SUCCESS}


def _fails(step: Transition) -> bool:
    return step.kind in {Kind.FAILURE, Kind.REVERT}


class _Search:
    def __init__(
        self,
        lifecycle: Lifecycle,
        starts: list[Transition],
        scopes: tuple[frozenset[str], ...],
        rare: frozenset[str],
    ) -> None:
        self._lifecycle, self._scopes, self._rare = lifecycle, scopes, rare
        self._begun: dict[str, Transition] = {}
        for step in starts:
            self._begun.setdefault(step.to_state, step)

    def success(self) -> _Path:
        """Return a run that succeeds: to rest in a state without error, or to rest, or at all."""

        def succeeds(step: Transition) -> bool:
            return step.kind is not Kind.PROGRESS

        def arrives(step: Transition) -> bool:
            error = self._lifecycle.by_id[step.to_state].role is Role.ERROR
            return succeeds(step) and self._rests(step) and not error

        for ends in (arrives, self._rests, succeeds):
            for scope in self._scopes:
                if found := self._path(self._begun, scope, _onward, ends):
                    return found
        return ()

    def failure(self) -> _Path:
        """Return a run that fails: to rest, or whatever follows, or for ever."""

        def any_way(step: Transition) -> bool:
            return _onward(step) or _fails(step)

        def arrives(step: Transition) -> bool:
            return _fails(step) and self._rests(step)

        def goes_on(step: Transition) -> bool:
            return _fails(step) and step.from_state != step.to_state

        for scope in self._scopes:
            if found := self._path(self._begun, scope, any_way, arrives):
                return found
        for scope in self._scopes:
            if failed := self._path(self._begun, scope, any_way, goes_on):
                then = (failed[-1].to_state,)
                return (*failed, *self._path(then, self._rare, any_way, self._rests))
        elsewhere = self._path(self._begun, self._rare, any_way, arrives)
        return elsewhere or self._path(self._begun, self._scopes[0], any_way, _fails)

    def end(self, path: _Path) -> End | None:
        if not path:
            return None
        last = path[-1]
        also = dict.fromkeys(
            step.event
            for step in self._lifecycle.leaving(last.from_state)
            if (step.to_state, step.kind) == (last.to_state, last.kind)
            and step.kind is not Kind.REQUEST
            and step.event in self._scopes[0] - {last.event}
        )
        first = self._begun[path[0].from_state]
        stem = (
            Step(None, self._value(first.from_state)),
            *(Step(step.event, self._value(step.to_state)) for step in (first, *path)),
        )
        return End(Witness(stem), tuple(event for event in also if event))

    def _path(
        self, origins: Iterable[str], scope: frozenset[str], allowed: Allowed, ends: Allowed
    ) -> _Path:
        """Return the steps of a shortest run in the scope whose last one `ends` it, or nothing.

        Of several such last steps out of one state the one back to where the run began. A
        request that leads back there takes the first one back, and is none.
        """

        def going_on(state: str) -> tuple[Transition, ...]:
            leaving = self._lifecycle.leaving(state)
            return tuple(step for step in leaving if step.event in scope and allowed(step))

        tree = shortest_runs(going_on, origins, lambda step: not self._rests(step))
        for state in tree:
            paths = [_steps(tree, step) for step in going_on(state) if ends(step)]
            back = [path for path in paths if self._returns(path)]
            undone = {path[-1].event for path in back if path[-1].kind is Kind.REQUEST}
            if found := [path for path in (*back, *paths) if path[-1].event not in undone]:
                return found[0]
        return ()

    def _returns(self, path: _Path) -> bool:
        first = self._begun.get(path[0].from_state)
        return first is not None and first.from_state == path[-1].to_state

    def _rests(self, step: Transition) -> bool:
        return self._lifecycle.by_id[step.to_state].role is not Role.TRANSIENT

    def _value(self, state: str) -> str:
        return self._lifecycle.by_id[state].value


def _steps(tree: Mapping[str, Transition | None], last: Transition) -> _Path:
    steps = [last]
    while (before := tree[steps[-1].from_state]) is not None:
        steps.append(before)
    return tuple(reversed(steps))
