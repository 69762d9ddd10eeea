"""Programs that check models: SPIN, NuSMV and LTSmin, each in the encoding that suits it best."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.proofs.questions import Asked, Question
from tests.analysis.systems import ltsmin, smv, spin
from tests.analysis.systems.promela import among, promela, served

from wayout.analysis.logic.core import core
from wayout.analysis.logic.formulas import And, Formula, Not, Or
from wayout.analysis.systems.labels import labels_of
from wayout.analysis.systems.system import System

_SAFETY = "-DSAFETY -DBFS -DNOREDUCE -DNOFAIR"
_FAIR = "-DVECTORSZ=8192 -DNFAIR=40 -DNOREDUCE"


def of_spin(system: System, question: Question) -> str:
    """Ask SPIN. What its search took, without making the program, is printed beside."""
    body = ""
    if question.asked not in (Asked.COUNT, Asked.DEADLOCK):
        body = _expression(system, core(question.body))
    with TemporaryDirectory() as name:
        room = Path(name)
        match question.asked:
            case Asked.FAIR:
                model, run = served(system, f"[] <> ({body})"), "-a -f -m3000000 -w22 -E"
                said = spin.ask(model, room, compile=_FAIR, run=run)
            case Asked.AG_AF:
                model, run = promela(system, always=f"[] <> ({body})"), "-a -m3000000 -w22 -E"
                said = spin.ask(model, room, compile="-DNOREDUCE", run=run)
            case _:
                bad = {Asked.INVARIANT: f"!({body})", Asked.DEEP: body}.get(question.asked, "")
                run = "-w24" if question.asked is Asked.DEADLOCK else "-w24 -E"
                said = spin.ask(promela(system, bad=bad), room, compile=_SAFETY, run=run)
    print(f"inner {said.searching:.3f}")
    if question.asked is Asked.COUNT:
        return str(said.states)
    return "holds" if bool(said.errors) == (question.asked is Asked.DEEP) else "fails"


def of_nusmv(system: System, question: Question) -> str:
    """Ask NuSMV, with one relation of all steps; what is of one state, onward from the start."""
    with TemporaryDirectory() as name:
        room = Path(name)
        model = smv.smv(system, just=question.asked is Asked.FAIR)
        match question.asked:
            case Asked.COUNT:
                return smv.count(model, room)
            case Asked.INVARIANT:
                holds, steps = smv.invariant(model, smv.ctl(system, question.body), room)
            case Asked.DEEP:
                never, steps = smv.invariant(model, f"!{smv.ctl(system, question.body)}", room)
                holds = not never
            case _:
                holds, steps = smv.verdict(model, smv.ctl(system, question.formula), room)
    return f"{'holds' if holds else 'fails'}{f' {steps}' if steps else ''}"


def of_ltsmin(system: System, question: Question) -> str:
    """Ask LTSmin. What it took from the model loaded on, without its start, is printed beside."""
    model = ltsmin.ltsmin(system)
    body = ""
    if question.asked not in (Asked.COUNT, Asked.DEADLOCK):
        body = _expression(model.system, core(question.body))
    options = {
        Asked.COUNT: (),
        Asked.INVARIANT: (f"--invariant={body}",),
        Asked.DEADLOCK: ("--deadlock",),
        Asked.DEEP: (f"--invariant=!({body})",),
        Asked.AG_EF: (ltsmin.everywhere_possible(body), "--mu-opt"),
    }[question.asked]
    with TemporaryDirectory() as name:
        said = ltsmin.ask(model, Path(name), *options)
    print(f"inner {said.searching:.3f}\nwhole {said.whole:.3f}\nmemory_mb {said.memory_mb:.1f}")
    match question.asked:
        case Asked.COUNT:
            return str(said.states)
        case Asked.AG_EF:
            holds = said.holds
        case _:
            holds = said.clean == (question.asked is not Asked.DEEP)
    return "holds" if holds else "fails"


def _expression(system: System, formula: Formula) -> str:
    """Return what is said of one state, in C."""
    match formula:
        case Not(arg):
            return f"!({_expression(system, arg)})"
        case And(left, right):
            return f"({_expression(system, left)} && {_expression(system, right)})"
        case Or(left, right):
            return f"({_expression(system, left)} || {_expression(system, right)})"
    member, states = labels_of(system).of(formula)
    return among(member, sorted(states))
