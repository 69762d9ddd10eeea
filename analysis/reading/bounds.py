"""Hold the reading of one machine against its limits."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Deadline, LimitReachedError, Limits

_Step = TypeVar("_Step")

_SPLIT = ", or make machines of its parallel regions, if it has any"


class Bounds:
    """Counts while a machine is explored, and stops it at the first limit."""

    def __init__(self, limits: Limits, deadline: Deadline) -> None:
        self._limits = limits
        self._deadline = deadline
        self._states = 0
        self._transitions = 0

    def count_state(self) -> None:
        """Count a configuration.

        Raises:
            LimitReachedError: if it is one too many.
        """
        self._states += 1
        if self._states > self._limits.states:
            message = (
                f"it has more than {self._limits.states:,} states; raise --limit-states{_SPLIT}"
            )
            raise LimitReachedError(message)
        self._look_at_the_time()

    def counted(self, moves: Iterable[_Step]) -> Iterator[_Step]:
        """Yield the moves, and count them.

        Raises:
            LimitReachedError: if there are too many, or the time is over.
        """
        for move in moves:
            self._transitions += 1
            if self._transitions > self._limits.transitions:
                most = f"{self._limits.transitions:,} transitions"
                message = f"it has more than {most}; raise --limit-transitions{_SPLIT}"
                raise LimitReachedError(message)
            self._look_at_the_time()
            yield move

    def check_labels(self, lifecycle: Lifecycle) -> None:
        """Refuse labels that nothing could show.

        Raises:
            LimitReachedError: naming the longest.
        """
        labels = [
            lifecycle.name,
            *lifecycle.events,
            *(text for state in lifecycle.states for text in (state.id, state.value)),
            *(text for compound in lifecycle.compounds for text in (compound.id, compound.value)),
        ]
        longest = max(labels, key=len)
        if len(longest) > self._limits.label:
            message = (
                f"the label {longest[:_SHOWN]!r}... has {len(longest):,} characters, more than "
                f"{self._limits.label:,}; shorten it, or raise --limit-label"
            )
            raise LimitReachedError(message)

    def _look_at_the_time(self) -> None:
        if self._deadline.is_over:
            message = (
                f"reading it takes more than {self._deadline.seconds:g} s; {_SPLIT} --limit-seconds"
            )
            raise LimitReachedError(message)


_SHOWN = 30
