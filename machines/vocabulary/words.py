"""The closed sets of words: roles, kinds, actors, origins of acceptances.

They are looked up for every transition, and enum's own hash is written in Python: those that are
looked up most have that of any object.
"""

from enum import Enum
from types import MappingProxyType


class Role(Enum):
    """What a state means to whoever waits on the resource."""

    __hash__ = object.__hash__

    STABLE = "stable"
    TRANSIENT = "transient"
    ERROR = "error"
    FINAL = "final"


class Actor(Enum):
    """Who can make a transition happen."""

    __hash__ = object.__hash__

    USER = "user"
    ADMIN = "admin"
    SERVICE = "service"
    TIMER = "timer"


class Kind(Enum):
    """Why a transition happens; the actor follows from it unless the event says otherwise."""

    __hash__ = object.__hash__

    REQUEST = "request"
    PROGRESS = "progress"
    SUCCESS = "success"
    FAILURE = "failure"
    REVERT = "revert"
    ADMIN = "admin"
    PERIODIC = "periodic"
    STARTUP = "startup"

    @property
    def usual_actor(self) -> Actor:
        """Who makes a transition of this kind, where the event does not say."""
        return _USUAL_ACTORS.get(self, Actor.SERVICE)


class Origin(Enum):
    """Where it is said that a finding is accepted: in the machine, on a line of it, or outside."""

    SOURCE = "source"
    INLINE = "inline"
    CONFIG = "config"
    BASELINE = "baseline"


_USUAL_ACTORS = MappingProxyType(
    {Kind.REQUEST: Actor.USER, Kind.ADMIN: Actor.ADMIN, Kind.PERIODIC: Actor.TIMER}
)
