"""The flavours of states, one for each role."""

from collections.abc import Mapping

import statemachine

from wayout.machines.vocabulary.declaration import place_of_declaration
from wayout.machines.vocabulary.transitions import To
from wayout.machines.vocabulary.words import Role


class State(statemachine.State):
    """A state with a role. `value` is the exact upstream string, by default the attribute's name.

    `parts` are the components of a compound value, such as Nova's vm_state and task_state.
    `meaning` is a sentence for people who meet the state.
    """

    role: Role

    def __init__(
        self,
        meaning: str = "",
        *,
        value: str | None = None,
        parts: Mapping[str, str | None] | None = None,
        initial: bool = False,
        final: bool = False,
    ) -> None:
        super().__init__(value=value, initial=initial, final=final)
        self.meaning = meaning
        self.parts = None if parts is None else tuple(parts.items())
        self.place = place_of_declaration()

    @property
    def to(self) -> To:
        """Lead from here to the states that it is called with."""
        return To(self)


class Stable(State):
    """A state in which the resource rests until somebody asks for something."""

    role = Role.STABLE


class Transient(State):
    """A state in which a service, or a client that must call back, is at work."""

    role = Role.TRANSIENT


class Error(State):
    """A state that an operation ends in when it fails."""

    role = Role.ERROR


class Final(State):
    """The end of the lifecycle.

    `left=True` is for a record that is dead to its users but still changes, such as a deleted
    row that is purged later: python-statemachine itself forbids leaving a final state.
    """

    role = Role.FINAL

    def __init__(
        self,
        meaning: str = "",
        *,
        value: str | None = None,
        parts: Mapping[str, str | None] | None = None,
        left: bool = False,
    ) -> None:
        super().__init__(meaning, value=value, parts=parts, final=not left)


class Absent(Stable):
    """No record yet: where a lifecycle begins. It has no upstream value."""

    def __init__(self, meaning: str = "no record yet", *, value: str = "ABSENT") -> None:
        super().__init__(meaning, value=value, initial=True)
