"""The words a lifecycle is declared in: roles of states, kinds of events, and who acts.

A declaration stays an ordinary python-statemachine class that runs as one:

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
from wayout.machines.vocabulary.words import Actor, Kind, Role

__all__ = [
    "Absent",
    "Accepted",
    "Actor",
    "Admin",
    "AnyOf",
    "Declaration",
    "Error",
    "Event",
    "Failure",
    "Final",
    "Kind",
    "Machine",
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
    "stay",
]
