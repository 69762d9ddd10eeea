"""Who is asked: our engines and peers. Each gets a model and a question, and gives an answer.

An answer is a number of states, or a verdict with the length of the run that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.proofs.diagrams import of_cudd, of_oxidd
from bench.proofs.peers import of_minicheck, of_musil, of_nusmv
from tests.analysis.systems import spin
from tests.analysis.systems.promela import among, promela, served

from wayout.analysis.limits import Deadline
from wayout.analysis.logic.core import core, quantified
from wayout.analysis.logic.fairness import read_fairness
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Not,
    Or,
    Release,
    StateIs,
    Until,
    Word,
)
from wayout.analysis.logic.parsing import parse
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.engines import engine_for
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.system import System
from wayout.analysis.systems.unfolding import unfolded

COUNT = "count"


def ours(engine: str, system: System, question: str, fair: Sequence[str]) -> str:
    """Ask one of our engines."""
    made = engine_for(system, engine, Bounds(deadline=Deadline.after(120)))
    if question == COUNT:
        return str(made.count())
    result = made.prove(parse(question), [read_fairness(text) for text in fair])
    steps = len(result.stem) + len(result.cycle)
    return f"{result.verdict.value}{f' {steps - 1}' if steps else ''}"


def of_networkx(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask networkx: the product as a graph, and paths in it."""
    del fair
    import networkx as nx

    structure = unfolded(system, most=200_000)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(structure.names)))
    for state, (targets, by) in enumerate(zip(structure.successors, structure.taken, strict=True)):
        graph.add_edges_from((state, to) for to, n in zip(targets, by, strict=True) if n >= 0)
    if question == COUNT:
        return str(len(graph))
    if question == "AG EX true":
        return "fails" if any(not degree for _, degree in graph.out_degree()) else "holds"
    message = "not asked"
    raise NotImplementedError(message)


def of_spin(system: System, question: str, fair: Sequence[str]) -> str:
    """Ask SPIN. What it took itself, without the compiler, is printed beside."""
    with TemporaryDirectory() as room:
        if fair:
            said = spin.ask(
                served(system, _always(system, core(quantified(parse(question))))),
                Path(room),
                compile="-DVECTORSZ=8192 -DNFAIR=40 -DNOREDUCE",
                run="-a -f -m3000000 -w22 -E",
            )
        else:
            bad, run = "", "-m3000000 -w24"
            if question not in (COUNT, "AG EX true"):
                bad = _expression(system, core(quantified(parse(question))))
            run += " -E" * (question == COUNT or bool(bad))
            model = promela(system, bad=bad)
            said = spin.ask(model, Path(room), compile="-DSAFETY -DNOREDUCE -DNOFAIR", run=run)
        print(f"inner {said.searching:.3f} {said.memory_mb:.0f}")
        if question == COUNT:
            return str(said.states)
        return "fails" if said.errors else "holds"


def _always(system: System, formula: Formula) -> str:
    """Return what `AG AF` is for SPIN."""
    match formula:
        case Not(Exists(Until(_, Exists(Release(_, Not(goal)))))):
            return f"[] <> {_boolean(system, goal)}"
        case Not(Exists(Until(_, Exists(Release(_, goal))))):
            return f"[] <> !({_boolean(system, goal)})"
    message = "not asked"
    raise NotImplementedError(message)


def _expression(system: System, formula: Formula) -> str:
    """Return what an `AG` forbids, in C."""
    match formula:
        case Not(Exists(Until(_, goal))):
            return _boolean(system, goal)
    message = "not asked"
    raise NotImplementedError(message)


def _boolean(system: System, formula: Formula) -> str:
    match formula:
        case Not(arg):
            return f"!({_boolean(system, arg)})"
        case And(left, right):
            return f"({_boolean(system, left)} && {_boolean(system, right)})"
        case Or(left, right):
            return f"({_boolean(system, left)} || {_boolean(system, right)})"
        case Word() | StateIs():
            member, states = labels_of(system).of(formula)
            return among(member, sorted(states))
    message = "not asked"
    raise NotImplementedError(message)


CONTENDERS: dict[str, Callable[[System, str, Sequence[str]], str]] = {
    **{
        name: (lambda system, question, fair, name=name: ours(name, system, question, fair))
        for name in ("textbook", "explicit", "symbolic", "bounded", "auto")
    },
    "networkx": of_networkx,
    "minicheck": of_minicheck,
    "musil": of_musil,
    "NuSMV": of_nusmv,
    "SPIN": of_spin,
    "oxidd": of_oxidd,
    "CUDD": of_cudd,
}
