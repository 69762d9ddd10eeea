"""Who is asked: our engines and peers, each with the questions that it has an answer for.

Each gets a model and a question. An answer is a number of states, or a verdict with the length of
the run that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module

from bench.proofs.questions import Asked, Question

from wayout.analysis.systems.system import System

Ask = Callable[[System, Question], str]

OURS = ("explicit", "symbolic", "bounded")

_SAFE = (Asked.COUNT, Asked.INVARIANT, Asked.DEADLOCK)
_BRANCHING = (*_SAFE, Asked.DEEP, Asked.AG_EF, Asked.AG_AF)

_ANSWERING: Mapping[str, tuple[str, tuple[Asked, ...]]] = {
    "textbook": ("ours:textbook", (*_BRANCHING, Asked.FAIR)),
    "explicit": ("ours:explicit", (*_BRANCHING, Asked.FAIR)),
    "symbolic": ("ours:symbolic", tuple(Asked)),
    "bounded": ("ours:bounded", (Asked.INVARIANT, Asked.DEADLOCK, Asked.DEEP)),
    "SPIN": ("searching:of_spin", (*_SAFE, Asked.DEEP, Asked.AG_AF, Asked.FAIR)),
    "NuSMV": ("searching:of_nusmv", (*_BRANCHING, Asked.FAIR)),
    "LTSmin": ("searching:of_ltsmin", (*_SAFE, Asked.DEEP, Asked.AG_EF)),
    "oxidd": ("diagrams:of_oxidd", (*_SAFE, Asked.DEEP, Asked.AG_EF)),
    "CUDD": ("diagrams:of_cudd", (*_SAFE, Asked.DEEP, Asked.AG_EF)),
    "networkx": ("pure:of_networkx", (Asked.COUNT, Asked.DEADLOCK)),
    "minicheck": ("pure:of_minicheck", (Asked.COUNT, Asked.INVARIANT)),
    "musil": ("pure:of_musil", _SAFE),
}

PROGRAMS = ("SPIN", "NuSMV", "LTSmin")
"""Programs that are no library of Python: the seconds and memory are theirs alone."""


def answers(who: str, asked: Asked) -> bool:
    """Whether a contender has an answer for such questions, and is there to be asked."""
    if who == "LTSmin" and not import_module("tests.analysis.systems.ltsmin").is_there():
        return False
    return asked in _ANSWERING[who][1]


def contender(who: str) -> Ask:
    """Return what asks a contender; nothing of the others is imported for it."""
    module, _, name = _ANSWERING[who][0].partition(":")
    if module == "ours":
        return partial(import_module("bench.proofs.ours").ask, name)
    made: Ask = getattr(import_module(f"bench.proofs.{module}"), name)
    return made
