"""States that stand for no record: nothing is there yet, or nothing is there any more."""

from wayout.analysis.lifecycle import Lifecycle, State
from wayout.machines.vocabulary import Role

_NO_RECORD = "ABSENT"
_DESTROYED = "GONE"


def is_absent(state: State, lifecycle: Lifecycle) -> bool:
    """Whether there is no record yet."""
    return state.id in lifecycle.initial and state.value == _NO_RECORD


def is_gone(state: State) -> bool:
    """Whether the record has been destroyed."""
    return state.role is Role.FINAL and state.value.rpartition("/")[2] == _DESTROYED
