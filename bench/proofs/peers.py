"""NuSMV, and two model checkers in Python: each in the encoding that suits it best."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.analysis.systems import smv

from wayout.analysis.logic.parsing import parse
from wayout.analysis.systems.clusters import targets
from wayout.analysis.systems.system import System

State = tuple[int, ...]


def of_nusmv(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask NuSMV, with one relation of all steps. `EF` is asked as `AG` of its opposite."""
    with TemporaryDirectory() as room:
        model = smv.smv(system, just=bool(fair))
        if question == "count":
            return smv.count(model, Path(room))
        text = smv.ctl(system, parse(question))
        sought = text.startswith("EF ") and "AG" not in text
        if sought:
            text = f"AG !{text.removeprefix('EF ')}"
        holds, steps = smv.verdict(model, text, Path(room))
        return f"{'holds' if holds != sought else 'fails'}{f' {steps}' if steps else ''}"


def of_minicheck(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask minicheck whether nothing is wrong: it looks at every state, and does not say how many.

    For a question about deadlocks it has none that allows states without a step.
    """
    del fair
    from minicheck import Protocol, check_safety

    if question != "count":
        message = "not asked"
        raise NotImplementedError(message)
    protocol = Protocol(
        name=system.name,
        candidate=False,
        fields=tuple(member.name for member in system.members),
        initial=_start(system),
        transitions=_following(system),
        invariants={"nothing": lambda _state: True},
    )
    found = check_safety(protocol, max_states=10_000_000)
    return str(found.get("states_explored") or found.get("states") or "holds")


def of_musil(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask musil, which needs Python 3.12, to count states or look for deadlocks."""
    del fair
    from musil import Model, check

    if question not in ("count", "AG EX true"):
        message = "not asked"
        raise NotImplementedError(message)
    following = _following(system)
    model = Model(
        init=_start(system),
        actions_fn=following,
        invariants={"nothing": lambda _state: True},
        terminal=lambda _state: question == "count",
    )
    found = check(model)
    return str(found.states_explored) if question == "count" else str(found.ok)


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
