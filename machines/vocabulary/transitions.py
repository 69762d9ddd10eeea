"""Transitions of python-statemachine that come without callbacks, until something asks for some.

It makes five lists of them for each, which is more than half of the time that large classes take,
and only a machine that runs looks into them. With a version of it whose transitions are made of
anything else than those known here, it makes them itself.
"""

from threading import Lock
from typing import Any

import statemachine
from statemachine.events import Events
from statemachine.state import _ToState
from statemachine.transition import Transition
from statemachine.transition_list import TransitionList

_MAKING = Lock()
"""Two threads that ask first get the same ones: they belong together, and are added to."""
_CALLBACKS = ("_specs", "validators", "before", "on", "after", "cond")


class _Late:
    """An attribute of a transition that python-statemachine makes, with all of `_CALLBACKS`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, transition: "LateTransition | None", _owner: type) -> Any:
        if transition is None:
            return self
        with _MAKING:
            if transition.is_late:
                made = vars(Transition(transition.source, cond=transition.condition))
                vars(transition).update((name, made[name]) for name in _CALLBACKS)
                transition.is_late = False
        return vars(transition)[self._name]


class LateTransition(Transition):
    """A transition whose callbacks are made when they are asked for.

    While it `is_late`, nothing has asked: `condition` is the only one, or there is none. Its source
    does not know it yet: `lead` sees to that.
    """

    _specs, validators, before, on, after, cond = map(_Late, _CALLBACKS)

    def __init__(
        self, source: statemachine.State, target: statemachine.State | None, condition: str | None
    ) -> None:
        self.source = source
        self._targets = [] if target is None else [target]
        self.is_self = target is source
        self.internal = self.initial = False
        self._events = Events()  # type: ignore[no-untyped-call]  # the library has no types here
        self.condition = condition
        self.is_late = True


def _are_known() -> bool:
    """Whether python-statemachine makes transitions of what is known here, and of nothing else."""
    source, other = statemachine.State(), statemachine.State()
    for target in (source, other, None):
        late, made = vars(LateTransition(source, target, None)), vars(Transition(source, target))
        if made.keys() != late.keys() - {"condition", "is_late"} | {*_CALLBACKS}:
            return False
        if any(made[each] != late[each] for each in ("_targets", "is_self", "internal", "initial")):
            return False
    return True


IS_KNOWN = _are_known()
"""Whether late transitions are what python-statemachine makes, but for their callbacks."""


def lead(source: statemachine.State, target: Any, *, cond: Any = None) -> Transition:
    """Return a transition, as `source.to(target, cond=cond)` does in a list of one.

    It is a late one where that makes no difference: with one target, and a condition as text.
    """
    is_plain = (cond is None or type(cond) is str) and not isinstance(target, list)
    if IS_KNOWN and is_plain:
        transition: Transition = LateTransition(source, target, cond)
    else:
        transition = Transition(source, target, cond=cond)
    source.transitions.transitions.append(transition)
    return transition


class To(_ToState):
    """What `State.to` is."""

    def __call__(self, *states: Any, cond: Any = None, **options: Any) -> TransitionList:
        """Lead to each of the states; `options` are those of python-statemachine."""
        if not options:
            return TransitionList([lead(self._state, state, cond=cond) for state in states])
        made: TransitionList = super().__call__(*states, cond=cond, **options)
        return made
