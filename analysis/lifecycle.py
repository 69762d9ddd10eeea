"""What a machine is read into: a frozen value with a networkx graph.

>>> lifecycle = Lifecycle(
...     name="door",
...     title="A door",
...     target="door.py:Door",
...     initial=("shut",),
...     states=(
...         State(id="shut", value="SHUT", role=Role.STABLE),
...         State(id="opening", value="OPENING", role=Role.TRANSIENT),
...     ),
...     transitions=(
...         Transition(event="open", from_state="shut", to_state="opening", kind=Kind.REQUEST),
...         Transition(event="opened", from_state="opening", to_state="shut", kind=Kind.SUCCESS),
...     ),
... )
>>> sorted(lifecycle.graph.edges(keys=True))
[('opening', 'shut', 1), ('shut', 'opening', 0)]
>>> [transition.event for transition in lifecycle.leaving("shut")]
['open']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from wayout.analysis.projection import Projection
from wayout.analysis.search import shortest_runs
from wayout.machines.vocabulary import Accepted, Actor, Claim, Constraints, Kind, Role

if TYPE_CHECKING:
    import networkx as nx

    from wayout.analysis.conformance.drift.bindings import Bound
    from wayout.analysis.conformance.replay.replaying import Replayed
    from wayout.analysis.guards.choices import Choices
    from wayout.analysis.proof import Proof


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file. `path` has `/`; `line` and `column` count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class State:
    """A leaf configuration of the machine.

    `value` is the exact upstream string, `id` a Python name, unique in the lifecycle.
    `parent` is the id of the compound state around it. `inferred` says that the role comes
    from a convention and not from the declaration. `leaves` are the ids of the leaves that
    are active in it; empty where that is itself alone. A history or an event to come may tell
    states of the same leaves apart.
    """

    id: str
    value: str
    role: Role
    parent: str | None = None
    parts: tuple[tuple[str, str | None], ...] | None = None
    meaning: str = ""
    inferred: bool = False
    location: Location | None = None
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound or parallel state: it groups states, and is never one itself."""

    id: str
    value: str
    parent: str | None = None
    parallel: bool = False
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """One labelled step between two states.

    `event` is None for an eventless transition. `guard` is the condition as text: with one, the
    transition may be taken; without, it is. `source` is the upstream path and function.
    `declared_on` is the id of the state that declares it: the state it leaves, or a compound
    state around that. `unsure`: inferred upstream, not read.
    """

    event: str | None
    from_state: str
    to_state: str
    kind: Kind | None = None
    actor: Actor | None = None
    guard: str | None = None
    source: str | None = None
    note: str = ""
    unsure: bool = False
    internal: bool = False
    declared_on: str | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class UnknownGuard:
    """A name in guards, or a whole guard, for which no instance of the machine can be made.

    `reason` continues a sentence that begins with the name.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SharedValue:
    """A value that several leaves or compounds of a class have: these, by their ids.

    `states` are the states that are placed there: the first that holds each of the leaves.
    """

    value: str
    leaves: tuple[str, ...]
    compounds: tuple[str, ...]
    states: tuple[str, ...]
    location: Location | None = None


@dataclass(frozen=True)
class Lifecycle:
    """A machine, read. Everything is in declaration order; nothing in it changes.

    `initial` holds the ids of the initial states: one in a sound lifecycle. `shadowed` are
    transitions that are declared and never selected, because an earlier one without a guard
    always wins. `events` are all declared events, also those that no transition bears.
    `assumptions` name what could not be known statically and was over-approximated.
    `accepted` are the findings that the machine's authors know to be facts. `projection` says
    what users are shown instead of the states; None: the values themselves.
    `constraints` say which guards can hold together. `drops_events`: an event that no
    transition takes is dropped without a word, where others refuse it. `refused` are the states
    for which python-statemachine does not define the class: several initial ones, final ones
    that are left. `shared_values` are those that several states of the class have; None where the
    values in `states` and `compounds` tell as much. `claims` are the temporal properties that are
    declared with it. `facts` are what sources and docs say of it, and `recorded` what logs do, in
    a run that holds it against some.
    """

    name: str
    title: str
    target: str
    initial: tuple[str, ...]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    shadowed: tuple[Transition, ...] = ()
    compounds: tuple[Compound, ...] = ()
    events: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = field(default=(), compare=False)
    description: str = ""
    location: Location | None = None
    projection: Projection | None = None
    constraints: Constraints = field(default_factory=Constraints)
    drops_events: bool = False
    unknown_guards: tuple[UnknownGuard, ...] = ()
    refused: tuple[str, ...] = ()
    shared_values: tuple[SharedValue, ...] | None = None
    claims: tuple[Claim, ...] = ()
    facts: tuple[Bound, ...] = field(default=(), compare=False)
    recorded: Replayed | None = field(default=None, compare=False, repr=False)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The networkx graph: state ids with attributes, an edge (key: index) per transition.

        Nodes carry `state` and edges `transition`, the frozen values. Frozen; built once, in
        time linear in states and transitions.
        """
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=self.name)
        for state in self.states:
            graph.add_node(state.id, state=state)
        for index, transition in enumerate(self.transitions):
            graph.add_edge(
                transition.from_state, transition.to_state, key=index, transition=transition
            )
        nx.freeze(graph)
        return graph

    @cached_property
    def choices(self) -> Choices:
        """Where transitions have guards or rivals, and what their guards leave open."""
        from wayout.analysis.guards.choices import Choices

        return Choices(self)

    @cached_property
    def by_id(self) -> Mapping[str, State]:
        """The states by their ids."""
        return MappingProxyType({state.id: state for state in self.states})

    @cached_property
    def reached(self) -> Mapping[str, Transition | None]:
        """Each state that a run reaches -> the last transition of a shortest run to it.

        The initial states map to None. In the order of the search: nearest first. A guarded
        transition may be taken, so this over-approximates where guards never hold.
        """
        return MappingProxyType(dict(shortest_runs(self.leaving, self.initial)))

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """What comes of its claims, in their order; proved when first asked for."""
        from wayout.analysis.logic.claims import proofs_of

        return proofs_of(self)

    def constrained(self, constraints: Constraints) -> Lifecycle:
        """Return the lifecycle with these constraints beside its own."""
        return replace(self, constraints=self.constraints | constraints)

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """Return the transitions out of a state, self-loops included, in declaration order."""
        return self._leaving.get(state, ())

    def entering(self, state: str) -> tuple[Transition, ...]:
        """Return the transitions into a state, self-loops included, in declaration order."""
        return self._entering.get(state, ())

    @cached_property
    def _leaving(self) -> Mapping[str, tuple[Transition, ...]]:
        return _grouped((transition.from_state, transition) for transition in self.transitions)

    @cached_property
    def _entering(self) -> Mapping[str, tuple[Transition, ...]]:
        return _grouped((transition.to_state, transition) for transition in self.transitions)


def _grouped(pairs: Iterable[tuple[str, Transition]]) -> Mapping[str, tuple[Transition, ...]]:
    groups: dict[str, list[Transition]] = {}
    for state, transition in pairs:
        groups.setdefault(state, []).append(transition)
    return {state: tuple(transitions) for state, transitions in groups.items()}
