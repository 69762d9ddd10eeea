"""Libraries in Python that look at each state by itself: networkx, minicheck and musil."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from bench.proofs.questions import Asked, Question

from wayout.analysis.logic.formulas import And, Formula, Not, Or
from wayout.analysis.systems.clusters import targets
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.system import System
from wayout.analysis.systems.unfolding import unfolded

State = tuple[int, ...]
MOST = 10_000_000


def of_networkx(system: System, question: Question) -> str:
    """Ask networkx: the product as a graph."""
    import networkx as nx

    structure = unfolded(system, most=MOST)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(structure.names)))
    for state, (targets_, by) in enumerate(zip(structure.successors, structure.taken, strict=True)):
        graph.add_edges_from((state, to) for to, n in zip(targets_, by, strict=True) if n >= 0)
    if question.asked is Asked.COUNT:
        return str(len(graph))
    return "fails" if any(not degree for _, degree in graph.out_degree()) else "holds"


def of_minicheck(system: System, question: Question) -> str:
    """Ask minicheck for a search through every state."""
    from minicheck import Protocol, check_safety

    wanted = _wanted(system, question)
    protocol = Protocol(
        name=system.name,
        candidate=False,
        fields=tuple(member.name for member in system.members),
        initial=_start(system),
        transitions=_following(system),
        invariants={"asked": lambda fields: wanted(tuple(fields.values()))},
    )
    found = check_safety(protocol, max_states=MOST)
    if question.asked is Asked.COUNT:
        return str(found["reachable_states"])
    return _verdict(holds=found["properties"]["asked"]["holds"])


def of_musil(system: System, question: Question) -> str:
    """Ask musil, which needs Python 3.12."""
    from musil import Action, Model, check

    following = _following(system)
    model = Model(
        init=[_start(system)],
        actions_fn=lambda state: [
            Action(event, lambda _state: True, lambda _state, after=after: after)
            for event, after in following(state)
        ],
        invariants={"asked": _wanted(system, question)},
        terminal=lambda _state: question.asked is not Asked.DEADLOCK,
    )
    found = check(model, max_states=MOST)
    return str(found.states_explored) if question.asked is Asked.COUNT else _verdict(holds=found.ok)


def _verdict(*, holds: bool) -> str:
    return "holds" if holds else "fails"


def _wanted(system: System, question: Question) -> Callable[[State], bool]:
    if question.asked is not Asked.INVARIANT:
        return lambda _state: True
    return _meaning(system, question.body)


def _meaning(system: System, formula: Formula) -> Callable[[State], bool]:
    """Return what tells whether a formula of one state holds in it."""
    match formula:
        case Not(arg):
            inner = _meaning(system, arg)
            return lambda state: not inner(state)
        case And(left, right) | Or(left, right):
            both = isinstance(formula, And)
            one, other = _meaning(system, left), _meaning(system, right)
            if both:
                return lambda state: one(state) and other(state)
            return lambda state: one(state) or other(state)
    member, states = labels_of(system).of(formula)
    return lambda state: state[member] in states


def _start(system: System) -> State:
    return tuple(member.initial[0] for member in system.members)


def _following(system: System) -> Callable[[State], list[tuple[str, State]]]:
    """Return what gives the steps out of a state, found by the state of their first member."""
    trials: list[list[list[tuple[str, list[tuple[int, dict[int, list[int]]]]]]]] = [
        [[] for _ in member.states] for member in system.members
    ]
    for step in system.steps:
        moves = [(move.member, targets(move.pairs)) for move in step.moves]
        first, origins = moves[0]
        for state in origins:
            trials[first][state].append((str(step.action.event), moves))

    def each(state: State) -> Iterator[tuple[str, State]]:
        for member, local in enumerate(state):
            for event, moves in trials[member][local]:
                choices = [to.get(state[other], ()) for other, to in moves]
                for chosen in product(*choices):
                    after = list(state)
                    for (other, _), to in zip(moves, chosen, strict=True):
                        after[other] = to
                    yield event, tuple(after)

    return lambda state: list(each(state))
