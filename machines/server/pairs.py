"""The small language in which the transitions of a server are written.

Nova keeps two fields, vm_state and task_state, and a write sets one of them or both:

=================================  ================  =================
what is said                       vm_state becomes  task_state becomes
=================================  ================  =================
`pairs.to(ERROR.idle)`             error             none
`pairs.begin("rebooting")`         as it was         rebooting
`pairs.clear()`                    as it was         none
`pairs.error_out()`                error             as it was
`pairs.stay()`                     as it was         as it was
=================================  ================  =================
"""

from collections.abc import Iterator

import statemachine
from statemachine.transition_list import TransitionList

from wayout.machines.server import states
from wayout.machines.server.tasks import TASKS, UNWRITTEN
from wayout.machines.vocabulary.transitions import lead


class Pairs:
    """A group of pairs. A member is one pair, or a vm_state with whatever task it has.

    >>> [pair.value for pair in (ACTIVE | STOPPED).doing("powering-off", "powering-on")]
    ['active/powering-off', 'stopped/powering-off', 'stopped/powering-on']
    >>> [pair.value for pair in RESCUED | ERROR.idle]
    ['vm_state:rescued', 'error']
    """

    def __init__(self, *members: statemachine.State) -> None:
        self._members = members

    def __iter__(self) -> Iterator[statemachine.State]:
        """The states of the members, in the order given."""
        return iter(self._members)

    def __or__(self, other: "Pairs") -> "Pairs":
        """Join two groups."""
        return Pairs(*self, *other)

    def without(self, other: "Pairs") -> "Pairs":
        """Return the group less some of its members."""
        left_out = [id(member) for member in other]
        return Pairs(*(member for member in self if id(member) not in left_out))

    @property
    def idle(self) -> "Pairs":
        """The pairs of these vm_states that have no task."""
        return Pairs(*(_pair(member, None) for member in self))

    def doing(self, *tasks: str) -> "Pairs":
        """Return those pairs of these vm_states and these tasks that a run reaches.

        >>> ACTIVE.doing("reboting")
        Traceback (most recent call last):
        ValueError: no task_state is called 'reboting'
        """
        if unknown := [task for task in tasks if task not in TASKS]:
            message = f"no task_state is called {unknown[0]!r}"
            raise ValueError(message)
        found = (_find(member, task) for member in self for task in tasks)
        pairs = [pair for pair in found if pair is not None]
        if not pairs:
            message = f"no run reaches any of the tasks {tasks} in {[m.value for m in self]}"
            raise ValueError(message)
        return Pairs(*pairs)

    def to(self, target: "Pairs", *, cond: str | None = None) -> TransitionList:
        """Write both fields: each member becomes the one pair `target`."""
        pair, *more = target
        if more or pair.states:
            message = f"{[m.value for m in target]} is not one pair; name one, such as ERROR.idle"
            raise ValueError(message)
        return TransitionList([lead(member, pair, cond=cond) for member in self])

    def begin(self, task: str | None, *, cond: str | None = None) -> TransitionList:
        """Write the task_state: each member keeps its vm_state."""
        return TransitionList(
            [lead(member, _pair(member.parent or member, task), cond=cond) for member in self]
        )

    def clear(self) -> TransitionList:
        """Write that there is no task: each member keeps its vm_state."""
        return self.begin(None)

    def error_out(self, *, cond: str | None = None) -> TransitionList:
        """Write vm_state error: each member keeps its task."""
        pairs = (pair for member in self for pair in _with_tasks(member))
        return TransitionList([lead(pair, _errored(pair), cond=cond) for pair in pairs])

    def stay(self, *, cond: str | None = None) -> TransitionList:
        """Leave each member as it is: something happens that is not kept in the two fields."""
        return TransitionList([lead(member, None, cond=cond) for member in self])


def _find(vm_state: statemachine.State, task: str | None) -> statemachine.State | None:
    name = vm_state.value.removeprefix("vm_state:")
    return getattr(vm_state, states.identifier(name, task), None)


def _pair(vm_state: statemachine.State, task: str | None) -> statemachine.State:
    pair = _find(vm_state, task)
    if pair is None:
        message = f"{vm_state.value} with task {task!r} is not declared in states.py"
        raise ValueError(message)
    return pair


def _with_tasks(member: statemachine.State) -> list[statemachine.State]:
    """The pairs that differ in what `error_out` makes of them: in error, nothing changes."""
    if member is states.error or not member.states:
        return [member]
    return [pair for pair in member.states if _task(pair) not in UNWRITTEN]


def _errored(pair: statemachine.State) -> statemachine.State | None:
    if pair is states.error or pair.parent is states.error:
        return None
    return _pair(states.error, _task(pair))


def _task(pair: statemachine.State) -> str | None:
    task: str = pair.value.partition("/")[2]
    return task or None


ABSENT = Pairs(states.absent)
BUILDING = Pairs(states.building)
ACTIVE = Pairs(states.active)
STOPPED = Pairs(states.stopped)
PAUSED = Pairs(states.paused)
SUSPENDED = Pairs(states.suspended)
RESCUED = Pairs(states.rescued)
RESIZED = Pairs(states.resized)
SHELVED = Pairs(states.shelved)
SHELVED_OFFLOADED = Pairs(states.shelved_offloaded)
SOFT_DELETE = Pairs(states.soft_delete)
ERROR = Pairs(states.error)
DELETED = Pairs(states.deleted)
GONE = Pairs(states.gone)

ORDINARY = ACTIVE | STOPPED | PAUSED | SUSPENDED  # where most requests are allowed
LIVE = (  # every vm_state of a server that is not deleted
    ORDINARY | BUILDING | RESCUED | RESIZED | SHELVED | SHELVED_OFFLOADED | SOFT_DELETE | ERROR
)
