"""The flavours of events, one for each kind."""

from typing import Self

import statemachine
from statemachine.transition import Transition
from statemachine.transition_list import TransitionList

from wayout.machines.vocabulary.declaration import Declaration, place_of_declaration
from wayout.machines.vocabulary.words import Actor, Kind

_DECLARED = "_wayout_declarations"


class Event(statemachine.Event):
    """The label of transitions of one kind. Use the flavours below, one for each kind.

    `source`: upstream path and function. `actor`: who acts, where it is not the usual one.
    `note`: the condition or remark an operator needs. `unsure`: inferred, not read.
    """

    kind: Kind
    declaration: Declaration

    def __new__(
        cls,
        transitions: TransitionList,
        *,
        source: str,
        actor: Actor | None = None,
        note: str = "",
        unsure: bool = False,
    ) -> Self:
        """Label `transitions`; the class that holds the attribute gives the event its name.

        Raises:
            TypeError: if the source is no text or empty, or the actor none of `Actor`.
        """
        if not (isinstance(source, str) and source.strip()):
            message = f"source={source!r} names no place; write the upstream path and function"
            raise TypeError(message)
        self: Self = super().__new__(cls, transitions)
        self.declaration = Declaration(
            kind=cls.kind,
            actor=_actor(actor) or cls.kind.usual_actor,
            source=source,
            note=note,
            unsure=unsure,
            place=place_of_declaration(),
        )
        for transition in transitions:
            vars(transition)[_DECLARED] = (*declarations_on(transition), self.declaration)
        return self


def declarations_on(transition: Transition) -> tuple[Declaration, ...]:
    """Return what our events say of a transition, in the order in which they took it.

    python-statemachine makes events of its own of those in the body of a compound state, and
    keeps nothing of ours but their transitions.
    """
    found: tuple[Declaration, ...] = vars(transition).get(_DECLARED, ())
    return found


class Request(Event):
    """Somebody calls the API."""

    kind = Kind.REQUEST


class Progress(Event):
    """A service goes on to the next step of its work."""

    kind = Kind.PROGRESS


class Success(Event):
    """A service has done what was asked."""

    kind = Kind.SUCCESS


class Failure(Event):
    """The work fails: to an error state, or with the state left as it was."""

    kind = Kind.FAILURE


class Revert(Event):
    """The work fails or is given up, and the resource is back where it was."""

    kind = Kind.REVERT


class Admin(Event):
    """An administrator intervenes: reset-state, force."""

    kind = Kind.ADMIN


class Periodic(Event):
    """A timer or background synchronisation acts."""

    kind = Kind.PERIODIC


class Startup(Event):
    """A service recovers what it finds when it starts."""

    kind = Kind.STARTUP


def _actor(given: Actor | None) -> Actor | None:
    if given is None or isinstance(given, Actor):
        return given
    names = ", ".join(f"Actor.{actor.name}" for actor in Actor)
    message = f"actor={given!r} is no actor; write one of {names}"
    raise TypeError(message)
