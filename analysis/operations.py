"""Operations as clients see them: what a request sets going, until the resource rests again.

An operation begins in a state that rests (stable or error) with a request, an administrator's
call or a timer's step to a transient state, and goes on by steps of the services through
transient states. All its states have a public status.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.projection import Projection
from wayout.analysis.search import shortest_runs
from wayout.analysis.strong import strongly_connected
from wayout.machines.vocabulary import Kind, Role

_STARTS = frozenset({Kind.REQUEST, Kind.ADMIN, Kind.PERIODIC})
_GOES_ON = frozenset({Kind.PROGRESS, Kind.SUCCESS, Kind.FAILURE, Kind.REVERT, Kind.STARTUP})
_UNSEEN, _SEEN, _LEFT = range(3)

_Place = tuple[str, int]
"""A state of an operation, and how far a status has come: not seen, seen last, left since."""


class Operations:
    """The operations of a lifecycle."""

    def __init__(self, lifecycle: Lifecycle, projection: Projection) -> None:
        self._lifecycle = lifecycle
        self._status_of = projection.status_of
        self._role = {state.id: state.role for state in lifecycle.states}
        shown = [state for state in lifecycle.reached if state in self._status_of]
        resting = [state for state in shown if self._role[state] is not Role.TRANSIENT]
        self._origins = [state for state in resting if self._role[state] is not Role.FINAL]
        settled = dict.fromkeys(self._status_of[state] for state in resting)
        self._bits = {status: 1 << index for index, status in enumerate(settled)}
        self._steps = {state.id: tuple(self._found(state.id)) for state in lifecycle.states}

    def flickering(self) -> Mapping[str, str]:
        """Return the transient states that show again a settled status that was left, with it.

        Settled is what a resting state shows, too. In declaration order of the states.

        What an operation may have shown and left before a state is an integer with a bit for
        each status. States that lead to each other share it, and one pass over such sets, what
        leads to others first, fills it in: linear in the transitions, times statuses / bits of
        a machine word.
        """
        left = self._left()
        return {
            state.id: self._status_of[state.id]
            for state in self._lifecycle.states
            if self._bit(state.id) & left.get(state.id, 0)
        }

    def shortest(
        self, status: str, states: Collection[str]
    ) -> Mapping[str, tuple[Transition, ...]]:
        """Return the steps of a shortest operation to each of the states that flicker so.

        Of equally short ones the one whose origin a run reaches first. Linear in the
        transitions and in the lengths of the operations; ends when all have been found.
        """
        before = self._places(status, {(state, _LEFT) for state in states})
        return {state: tuple(reversed(list(_back(before, (state, _LEFT))))) for state in states}

    def _left(self) -> dict[str, int]:
        starts = [step for state in self._origins for step in self._next(state)]
        begun = shortest_runs(self._next, dict.fromkeys(step.to_state for step in starts))
        following = {state: [step.to_state for step in self._next(state)] for state in begun}
        sets = list(strongly_connected(following))
        number = {state: index for index, members in enumerate(sets) for state in members}
        left = [0] * len(sets)
        for step in starts:
            left[number[step.to_state]] |= self._leaves(step)
        for here, members in reversed(tuple(enumerate(sets))):
            if len({self._status_of[state] for state in members}) > 1:
                for state in members:
                    left[here] |= self._bit(state)
            for step in (step for state in members for step in self._next(state)):
                left[number[step.to_state]] |= left[here] | self._leaves(step)
        return {state: left[number[state]] for state in begun}

    def _leaves(self, step: Transition) -> int:
        """Return the bit of the status that a step leaves; 0 where it stays the same."""
        return self._bit(step.from_state) & ~self._bit(step.to_state)

    def _bit(self, state: str) -> int:
        """Return the bit of a state's status; 0 where that is not settled, or there is none."""
        return self._bits.get(self._status_of.get(state, ""), 0)

    def _next(self, state: str) -> tuple[Transition, ...]:
        return self._steps[state]

    def _found(self, state: str) -> Iterator[Transition]:
        """Yield the steps by which operations begin in a state, or go on from it."""
        kinds = _GOES_ON if self._role[state] is Role.TRANSIENT else _STARTS
        for step in self._lifecycle.leaving(state):
            if (
                step.kind in kinds
                and self._role[step.to_state] is Role.TRANSIENT
                and step.to_state in self._status_of
            ):
                yield step

    def _places(
        self, status: str, wanted: set[_Place]
    ) -> dict[_Place, tuple[_Place, Transition] | None]:
        """Search all operations at once; map each place to the one before, and the step."""
        before: dict[_Place, tuple[_Place, Transition] | None] = {
            (state, _SEEN if self._status_of[state] == status else _UNSEEN): None
            for state in self._origins
        }
        queue = deque(before)
        while queue and wanted:
            state, stage = queue.popleft()
            for step in self._next(state):
                place = step.to_state, self._stage(step.to_state, stage, status)
                if place not in before:
                    before[place] = (state, stage), step
                    queue.append(place)
                    wanted.discard(place)
        return before

    def _stage(self, state: str, stage: int, status: str) -> int:
        if stage == _LEFT:
            return _LEFT
        if self._status_of[state] == status:
            return _SEEN
        return _LEFT if stage == _SEEN else _UNSEEN


def _back(
    before: Mapping[_Place, tuple[_Place, Transition] | None], place: _Place
) -> Iterator[Transition]:
    while (found := before[place]) is not None:
        place, step = found
        yield step
