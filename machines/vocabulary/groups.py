"""Means to say one thing of many states: any of them, stay as it is, back to where it was."""

from collections.abc import Iterator

import statemachine
from statemachine.transition_list import TransitionList

from wayout.machines.vocabulary.transitions import lead


class AnyOf:
    """A group of states that the same transitions start from.

    >>> from wayout.machines.vocabulary import Error, Stable
    >>> a, b, c = Stable(value="a"), Stable(value="b"), Error(value="c")
    >>> live = AnyOf(a, b, c)
    >>> [(t.source.value, t.target.value) for t in live.to(c)]
    [('a', 'c'), ('b', 'c'), ('c', 'c')]
    >>> [state.value for state in live.without(b)]
    ['a', 'c']
    """

    def __init__(self, *members: "statemachine.State | AnyOf") -> None:
        flat: dict[int, statemachine.State] = {}
        for member in members:
            states = tuple(member) if isinstance(member, AnyOf) else (member,)
            flat.update({id(state): state for state in states})
        self._states = tuple(flat.values())

    def __iter__(self) -> Iterator[statemachine.State]:
        """The states in the order given, each once."""
        return iter(self._states)

    def without(self, *others: "statemachine.State | AnyOf") -> "AnyOf":
        """Return the group less some states."""
        left_out = {id(state) for state in AnyOf(*others)}
        return AnyOf(*(state for state in self._states if id(state) not in left_out))

    def to(self, target: statemachine.State, *, cond: str | None = None) -> TransitionList:
        """Lead from each state of the group to `target`."""
        return TransitionList([lead(state, target, cond=cond) for state in self._states])

    def stay(self) -> TransitionList:
        """Leave each state as it is: the call or the write happens, the state does not change."""
        return TransitionList([lead(state, None) for state in self._states])


def stay(*states: statemachine.State | AnyOf) -> TransitionList:
    """Leave each of the states as it is (a compound state: any state inside it)."""
    return AnyOf(*states).stay()


def choice(
    origins: statemachine.State | AnyOf, *targets: statemachine.State, by: str
) -> TransitionList:
    """Lead to the one of `targets` whose value the machine's attribute `by` holds.

    The last target is taken where `by` holds none of the others' values, so that one of them
    always is: the real system decides, and it decides for one of these.

    Raises:
        ValueError: if a target was declared without `value`.

    >>> from wayout.machines.vocabulary import Stable, Transient
    >>> extending, available, in_use = Transient(value="e"), Stable(value="a"), Stable(value="i")
    >>> for transition in choice(extending, available, in_use, by="previous_status"):
    ...     print(transition.target.value, [str(cond) for cond in transition.cond])
    a ["previous_status == 'a'"]
    i []
    """
    if any(target.value is None for target in targets):
        message = (
            f"choice by {by!r}: a target has no value yet, since the class names it later; "
            'give the state its upstream string, as in Stable(value="available")'
        )
        raise ValueError(message)
    *guarded, otherwise = targets
    ways = [*((target, f"{by} == {target.value!r}") for target in guarded), (otherwise, None)]
    return TransitionList(
        [lead(origin, target, cond=cond) for origin in AnyOf(origins) for target, cond in ways]
    )
