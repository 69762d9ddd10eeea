"""What a class says of the machine as a whole: its name, docstring, constraints, compounds."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace

from wayout.analysis.lifecycle import Compound
from wayout.analysis.paths import shown_path
from wayout.analysis.reading.places import Places
from wayout.analysis.reading.tree import Arrow, Tree
from wayout.machines.vocabulary import Claim, Constraints, Declaration, Machine, Place
from wayout.machines.vocabulary.events import declarations_on
from wayout.machines.vocabulary.systems import System


class Declarations:
    """What the events of a class say of its transitions."""

    def __init__(self, machine: type[Machine]) -> None:
        self._by_event = machine.declared
        self._by_transition = machine.declared_of

    def of(self, event: str | None, arrow: Arrow) -> Declaration | None:
        """Return what is declared of an event on a transition.

        An event may be registered with dots (`done.state.x` for `done_state_x`). One that is
        declared inside a compound state is known by its transition alone.
        """
        transition = arrow.transition
        name = event or ""
        named = self._by_transition.get((name, transition))
        if named is None and name not in self._by_event:
            name = name.replace(".", "_")
            named = self._by_transition.get((name, transition))
        if named is not None:
            return named
        known = [self._by_transition.get((str(each), transition)) for each in transition.events]
        others = [each for each in declarations_on(transition) if each not in known]
        return others[0] if len(others) == 1 else self._by_event.get(name)


def name_of(machine: type) -> str:
    """Return the class's name, in snake case where it is a machine or system of the vocabulary."""
    if not issubclass(machine, Machine | System):
        return machine.__name__
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", machine.__name__).lower()


def constraints_of(machine: type) -> Constraints:
    """Return what the class declares; the attribute of any other type is the user's own."""
    declared = getattr(machine, "constraints", None)
    return declared if isinstance(declared, Constraints) else Constraints()


class ClaimsError(ValueError):
    """Raised where what should be claims are none."""


def claims_of(machine: type) -> tuple[Claim, ...]:
    """Return what is claimed: `claims` of a machine of the vocabulary, else `wayout_claims`.

    Raises:
        ClaimsError: if it is no tuple of claims, or two have one name.
    """
    attribute = "claims" if issubclass(machine, Machine) else "wayout_claims"
    claims = getattr(machine, attribute, ())
    if not (isinstance(claims, tuple | list) and all(isinstance(each, Claim) for each in claims)):
        message = (
            f"{attribute} is no tuple of Claim; write {attribute} = (Claim(...),), with the comma"
        )
        raise ClaimsError(message)
    names = [claim.name for claim in claims]
    for name in names:
        if names.count(name) > 1:
            message = f"{attribute} has two claims called {name!r}; give each a name of its own"
            raise ClaimsError(message)
    return tuple(replace(claim, place=_shown(claim.place)) for claim in claims)


def _shown(place: Place | None) -> Place | None:
    if place is None:
        return None
    return Place("", shown_path(place.path, place.module), place.line, place.column)


def documentation_of(machine: type) -> tuple[str, str]:
    """Return the first line of the class's own docstring and the rest, or its name."""
    text = inspect.cleandoc(machine.__dict__.get("__doc__") or "")
    title, _, rest = text.partition("\n")
    return title.strip().rstrip(".") or machine.__name__, rest.strip()


def compounds_of(tree: Tree, places: Places) -> Iterator[Compound]:
    """Yield the compound and parallel states in document order."""
    for node in tree.nodes:
        if node.children:
            yield Compound(
                id=node.id,
                value=str(node.state.value),
                parent=None if node.parent is None else node.parent.id,
                parallel=node.parallel,
                location=places.of(*node.path),
            )
