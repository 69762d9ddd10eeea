"""The words a lifecycle is declared in: roles of states, kinds of events, and who acts.

A declaration stays an ordinary python-statemachine class that runs as one:

>>> from wayout.machines.vocabulary import *
>>> class Door(Machine):
...     '''A door that closes by itself.'''
...     absent = Absent()
...     shut = Stable(value="SHUT")
...     opening = Transient(value="OPENING")
...     gone = Final(value="GONE")
...
...     build = Request(absent.to(shut), source="door/api.py:build")
...     open = Request(shut.to(opening), source="door/api.py:open")
...     opened = Success(opening.to(shut), source="door/motor.py:Motor.run")
...     scrap = Admin(shut.to(gone) | opening.to(gone), source="door/api.py:scrap")
>>> door = Door()
>>> door.build(); door.open(); [state.value for state in door.configuration]
['OPENING']
>>> Door.declared["scrap"].actor
<Actor.ADMIN: 'admin'>
"""

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

__all__ = [
    "Absent",
    "Accepted",
    "Actor",
    "Admin",
    "AnyOf",
    "Claim",
    "Constraints",
    "Declaration",
    "Error",
    "Event",
    "Failure",
    "Final",
    "Kind",
    "Machine",
    "Origin",
    "Periodic",
    "Place",
    "Progress",
    "Projection",
    "Request",
    "Revert",
    "Role",
    "Stable",
    "Startup",
    "State",
    "Success",
    "Transient",
    "choice",
    "deletable_by_admin",
    "deletable_by_user",
    "done_on_request",
    "errors_are_avoidable",
    "errors_are_left",
    "stay",
    "work_ends",
]

if TYPE_CHECKING:
    from wayout.machines.vocabulary.claims import Claim
    from wayout.machines.vocabulary.constraints import Constraints
    from wayout.machines.vocabulary.declaration import Accepted, Declaration, Place
    from wayout.machines.vocabulary.events import (
        Admin,
        Event,
        Failure,
        Periodic,
        Progress,
        Request,
        Revert,
        Startup,
        Success,
    )
    from wayout.machines.vocabulary.groups import AnyOf, choice, stay
    from wayout.machines.vocabulary.machine import Machine
    from wayout.machines.vocabulary.projection import Projection
    from wayout.machines.vocabulary.states import Absent, Error, Final, Stable, State, Transient
    from wayout.machines.vocabulary.usual_claims import (
        deletable_by_admin,
        deletable_by_user,
        done_on_request,
        errors_are_avoidable,
        errors_are_left,
        work_ends,
    )
    from wayout.machines.vocabulary.words import Actor, Kind, Origin, Role
else:

    def __getattr__(name: str) -> object:
        """Import a word when it is first used: those of values need no python-statemachine."""
        if name not in _HOMES:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        word = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return word


_HOMES = MappingProxyType(
    {
        "Absent": "states",
        "Accepted": "declaration",
        "Actor": "words",
        "Admin": "events",
        "AnyOf": "groups",
        "Claim": "claims",
        "Constraints": "constraints",
        "Declaration": "declaration",
        "Error": "states",
        "Event": "events",
        "Failure": "events",
        "Final": "states",
        "Kind": "words",
        "Machine": "machine",
        "Origin": "words",
        "Periodic": "events",
        "Place": "declaration",
        "Progress": "events",
        "Projection": "projection",
        "Request": "events",
        "Revert": "events",
        "Role": "words",
        "Stable": "states",
        "Startup": "events",
        "State": "states",
        "Success": "events",
        "Transient": "states",
        "choice": "groups",
        "deletable_by_admin": "usual_claims",
        "deletable_by_user": "usual_claims",
        "done_on_request": "usual_claims",
        "errors_are_avoidable": "usual_claims",
        "errors_are_left": "usual_claims",
        "stay": "groups",
        "work_ends": "usual_claims",
    }
)
