"""Random statecharts as real python-statemachine classes, and a walker that drives them.

The walker keeps the set of lifecycle states that the real machine may be in: after every event
the machine's active leaves must be among those that the graph allows, and an event that the
graph says cannot be refused must not be refused.
"""

from dataclasses import dataclass

import networkx as nx
from hypothesis import strategies as st
from statemachine import Event, HistoryState, State, StateChart
from statemachine.exceptions import TransitionNotAllowed
from statemachine.factory import StateMachineMetaclass
from statemachine.transition_list import TransitionList

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import validation_off

EVENTS = ("e0", "e1", "e2")
GUARDS = ("g0", "g1")


@st.composite
def _nodes(draw: st.DrawFn, prefix: str, depth: int) -> State:
    """Draw a state: atomic, compound or parallel, with everything inside."""
    kinds = ["atomic"] if depth == 0 else ["atomic", "atomic", "compound", "parallel"]
    kind = draw(st.sampled_from(kinds))
    if kind == "atomic":
        return _named(State(final=draw(st.integers(0, 5)) == 0 and depth < 2), prefix)
    if kind == "parallel":
        regions = [
            _compound(draw, f"{prefix}r{index}", depth - 1)
            for index in range(draw(st.integers(2, 2)))
        ]
        return _named(State(states=regions, parallel=True), prefix)
    return _compound(draw, prefix, depth - 1)


def _compound(draw: st.DrawFn, prefix: str, depth: int) -> State:
    children = [
        draw(_nodes(f"{prefix}c{index}", depth)) for index in range(draw(st.integers(1, 3)))
    ]
    histories = _history(draw, f"{prefix}h", children)
    return _named(State(states=children, history=histories), prefix)


def _named(state: State, name: str) -> State:
    state._set_id(name)
    return state


def _all(states: list[State]) -> list[State]:
    return [inner for state in states for inner in (state, *_all(state.states), *state.history)]


@st.composite
def charts(
    draw: st.DrawFn, *, depth: int = 2, guards: tuple[str, ...] = GUARDS
) -> type[StateChart]:
    """Draw a class with guarded, internal, eventless, targetless and history transitions."""
    tops = [draw(_nodes(f"s{index}", depth)) for index in range(draw(st.integers(2, 4)))]
    for top in tops:
        top._final = top._final and not top.states and top is not tops[0]
    every = _all(tops)
    sources = [s for s in every if not isinstance(s, HistoryState) and not s.final]
    by_event: dict[str, TransitionList] = {event: TransitionList() for event in EVENTS}
    finished = [s for s in sources if s.states]
    for _ in range(draw(st.integers(2, 9))):
        source = draw(st.sampled_from(sources))
        target = draw(st.one_of(st.none(), st.sampled_from(every)))
        condition = draw(_conditions(guards, [s.id for s in every]))
        inside = target is not None and (target is source or target.is_descendant(source))
        internal = inside and draw(st.booleans())
        eventless = (
            draw(st.integers(0, 5)) == 0
            and target is not None
            and not isinstance(target, HistoryState)
            and every.index(target) > every.index(source)
            and not inside
            and not source.is_descendant(target)
        )
        transitions = source.to(target, cond=condition, internal=internal)
        if not eventless:
            by_event[draw(st.sampled_from(EVENTS))].add_transitions(transitions)
    atomic_tops = [top for top in tops if not top.states]
    if finished and atomic_tops and draw(st.booleans()):
        source = draw(st.sampled_from(finished))
        target = draw(st.sampled_from(atomic_tops))
        by_event[f"done_state_{source.id}"] = source.to(target)
    return _class(tops, by_event, guards, reenters=draw(st.booleans()))


def _class(
    tops: list[State],
    by_event: dict[str, TransitionList],
    guards: tuple[str, ...] = GUARDS,
    *,
    reenters: bool,
) -> type[StateChart]:
    namespace: dict[str, object] = {state.id: state for state in tops}
    namespace.update(dict.fromkeys(guards, False))
    namespace.update(
        {event: Event(transitions) for event, transitions in by_event.items() if len(transitions)}
    )
    namespace["allow_event_without_transition"] = False
    namespace["catch_errors_as_events"] = False
    namespace["enable_self_transition_entries"] = reenters
    with validation_off():
        return StateMachineMetaclass("Chart", (StateChart,), namespace)


@st.composite
def contests(draw: st.DrawFn) -> type[StateChart]:
    """Draw a class around a top-level parallel state whose regions end, and leave it at once.

    Regions have final states and histories; several of their states leave the parallel state
    on one event, for different places; what is outside comes back, also by the histories.
    """
    regions = [_region(draw, f"p{index}") for index in range(draw(st.integers(2, 3)))]
    histories = _history(draw, "ph", regions)
    whole = _named(State(states=regions, parallel=True, history=histories), "p")
    outside = [_named(State(), f"t{index}") for index in range(2)]
    inside = [state for region in regions for state in region.states]
    moving = [state for state in inside if not state.final]
    by_event: dict[str, TransitionList] = {event: TransitionList() for event in EVENTS}
    for region in regions:
        source = draw(st.sampled_from([state for state in region.states if not state.final]))
        for target in draw(st.lists(st.sampled_from(region.states), min_size=1, max_size=2)):
            by_event[draw(st.sampled_from(EVENTS))].add_transitions(source.to(target))
    for _ in range(draw(st.integers(1, 5))):
        source = draw(st.sampled_from([*moving, *regions, whole]))
        target = draw(st.sampled_from([*outside, *outside, *inside]))
        guard = draw(st.sampled_from([None, None, *GUARDS]))
        by_event[draw(st.sampled_from(EVENTS))].add_transitions(source.to(target, cond=guard))
    doors = [whole, *inside, *histories, *(each for region in regions for each in region.history)]
    for source in outside:
        back = source.to(draw(st.sampled_from(doors)))
        by_event[draw(st.sampled_from(EVENTS))].add_transitions(back)
    if draw(st.booleans()):
        ended = draw(st.sampled_from([whole, *regions]))
        by_event[f"done_state_{ended.id}"] = ended.to(draw(st.sampled_from(outside)))
    return _class([whole, *outside], by_event, reenters=draw(st.booleans()))


def _region(draw: st.DrawFn, prefix: str) -> State:
    plain = [_named(State(), f"{prefix}c{index}") for index in range(draw(st.integers(1, 2)))]
    final = [_named(State(final=True), f"{prefix}f")] if draw(st.integers(0, 3)) else []
    histories = _history(draw, f"{prefix}h", plain)
    return _named(State(states=[*plain, *final], history=histories), prefix)


def _history(draw: st.DrawFn, name: str, children: list[State]) -> list[HistoryState]:
    if draw(st.booleans()):
        return []
    history = HistoryState(type=draw(st.sampled_from(["shallow", "deep"])))
    history._set_id(name)
    if draw(st.booleans()):
        history.to(draw(st.sampled_from(children)))
    return [history]


def _conditions(guards: tuple[str, ...], ids: list[str]) -> st.SearchStrategy[str | None]:
    plain = [None, None, None, *guards]
    return st.one_of(
        st.sampled_from(plain),
        st.sampled_from(ids).map(lambda state: f"In('{state}')"),
        st.sampled_from(ids).map(lambda state: f"not In('{state}')"),
    )


@dataclass
class Walk:
    """One walk of a real machine beside its lifecycle."""

    machine: StateChart
    lifecycle: Lifecycle
    possible: frozenset[str]

    @classmethod
    def begin(cls, chart: type[StateChart], lifecycle: Lifecycle) -> "Walk":
        walk = cls(chart(), lifecycle, frozenset(lifecycle.initial))
        walk.settle()
        return walk

    def leaves(self) -> frozenset[str]:
        active = list(self.machine.configuration)
        outer = {ancestor.id for state in active for ancestor in state.ancestors()}
        return frozenset(state.id for state in active if state.id not in outer)

    def settle(self) -> None:
        """Follow what happens by itself, and keep the states that the real machine is in."""
        closed = self._closed()
        here = self.leaves()
        self.possible = frozenset(state for state in closed if leaves_of(state) == here)
        assert self.possible, f"the machine is in {sorted(here)}, the graph allows {sorted(closed)}"

    def _closed(self) -> frozenset[str]:
        closed = set(self.possible)
        todo = list(closed)
        while todo:
            for transition in self.lifecycle.leaving(todo.pop()):
                if is_automatic(transition.event) and transition.to_state not in closed:
                    closed.add(transition.to_state)
                    todo.append(transition.to_state)
        return frozenset(closed)

    def send(self, event: str, values: dict[str, bool]) -> None:
        for name, value in values.items():
            setattr(self.machine, name, value)
        self.possible = self._closed()  # a guard that holds now acts before the event does
        steps = [
            transition
            for state in self.possible
            for transition in self.lifecycle.leaving(state)
            if transition.event == event
        ]
        try:
            self.machine.send(event)
        except TransitionNotAllowed:
            sure = {step.from_state for step in steps if step.guard is None}
            assert sure < self.possible or not sure, f"{event} was refused in {self.possible}"
            self.settle()
            return
        assert steps, f"{event} was taken in {self.possible}, the graph has no such step"
        self.possible = frozenset(step.to_state for step in steps)
        self.settle()


def runs_for_ever(lifecycle: Lifecycle) -> bool:
    """Whether steps that happen by themselves form a cycle: the real engine would hang."""
    automatic = nx.DiGraph(
        (transition.from_state, transition.to_state)
        for transition in lifecycle.transitions
        if is_automatic(transition.event)
    )
    return not nx.is_directed_acyclic_graph(automatic)


def is_automatic(event: str | None) -> bool:
    return event is None or event.startswith("done.state.")


def leaves_of(state: str) -> frozenset[str]:
    """Undo the naming of configurations: leaves joined by `__`, then what is remembered."""
    parts = state.split("__")
    leaves = []
    for part in parts:
        if "_" in part or part == "empty":
            break
        leaves.append(part)
    if leaves == [""]:
        return frozenset()
    return frozenset(leaves)
