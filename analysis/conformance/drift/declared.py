"""Lifecycles that a project's own source declares: read out of it, not imported."""

import keyword
import re

from wayout.analysis.conformance.drift.bindings import Machine
from wayout.analysis.conformance.drift.facts import Literal, Table, Unresolved
from wayout.analysis.conformance.drift.machines import machine
from wayout.analysis.conformance.drift.resolving import Resolver
from wayout.analysis.conformance.drift.tables import table
from wayout.analysis.conformance.drift.tree import Forest, Tree
from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.machines.vocabulary import Role


def declared(forest: Forest, tree: Tree, wanted: Machine) -> Lifecycle | Unresolved:
    """Return the lifecycle that a machine, or a table, of a source declares. Linear.

    Roles and kinds are not known; every state counts as stable, and none is final.
    """
    module = forest.module(tree, wanted.path)
    if isinstance(module, Unresolved):
        return module
    resolver = Resolver(forest)
    found = machine(resolver, module, wanted.name) or table(resolver, module, wanted.name)
    return found if isinstance(found, Unresolved) else _lifecycle(found, wanted, tree)


def _lifecycle(found: Table, wanted: Machine, tree: Tree) -> Lifecycle:
    places = {item.value: item.place for item in found.states}
    for row in found.rows:
        places.setdefault(row.from_value, row.place)
        places.setdefault(row.to_value, row.place)
    ids = _ids(tuple(places))
    states = tuple(
        State(ids[value], str(value), Role.STABLE, inferred=True, location=place)
        for value, place in places.items()
    )
    transitions = tuple(
        Transition(
            row.event,
            ids[row.from_value],
            ids[row.to_value],
            source=f"{wanted.path}:{wanted.name}",
            location=row.place,
        )
        for row in found.rows
    )
    return Lifecycle(
        name=wanted.lifecycle,
        title=f"{wanted.name} of {tree.label}",
        target=f"{wanted.path}:{wanted.name}",
        initial=tuple(state.id for state in states[:1]),
        states=states,
        transitions=transitions,
        events=tuple(dict.fromkeys(row.event for row in found.rows if row.event)),
        assumptions=tuple(f"{each.what} {each.reason}" for each in found.unresolved),
        location=found.place,
    )


def _ids(values: tuple[Literal, ...]) -> dict[Literal, str]:
    """Return a Python name for each value, no two the same."""
    found: dict[Literal, str] = {}
    taken: set[str] = set()
    for value in values:
        name = re.sub(r"\W", "_", str(value).lower()) or "empty"
        name = f"{name}_" if keyword.iskeyword(name) or name[0].isdigit() else name
        while name in taken:
            name = f"{name}_"
        taken.add(name)
        found[value] = name
    return found
