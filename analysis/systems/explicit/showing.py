"""The run that shows why a formula holds or fails in a node, as far as one run can.

As `logic.showing` does on small structures; here a run is sought with arrays.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wayout.analysis.logic.core import FALSE
from wayout.analysis.logic.formulas import (
    And,
    Exists,
    Formula,
    Next,
    Not,
    Or,
    Release,
    Rests,
    Until,
)
from wayout.analysis.logic.runs import Move
from wayout.analysis.logic.showing import Shown, most_telling
from wayout.analysis.logic.structure import STUTTER
from wayout.analysis.systems.explicit.checking import Checker
from wayout.analysis.systems.explicit.runs import fair_cycle, shortest, steps_from
from wayout.analysis.systems.explicit.views import View


def shown(checker: Checker, formula: Formula, node: int) -> Shown:
    """Return the run that shows what a formula is in a node: true or false.

    The formula is in the form that `Checker.reduced` returns. Moves are made by the numbers of
    the system's steps.
    """
    truth = bool(checker.nodes(formula)[node])
    match formula:
        case Not(arg):
            return shown(checker, arg, node)
        case And(left, right) | Or(left, right):
            sides = [s for s in (left, right) if checker.nodes(s)[node] == truth]
            return most_telling(shown(checker, side, node) for side in sides)
        case Exists(path, actors) if truth:
            return _run(checker, path, checker.view(actors), node)
        case Rests(actors) if truth:
            return Shown(node, rests=True, actors=actors)
    return Shown(node, settled=formula if truth else Not(formula))


def _run(checker: Checker, path: Formula, view: View, node: int) -> Shown:
    match path:
        case Next(arg):
            goals = checker.nodes(arg)
            steps = [(STUTTER, node)] if view.stuck[node] else steps_from(view, node)
            move = next(Move(by, to) for by, to in steps if goals[to])
            return _continued(checker, Shown(node, (move,)), arg)
        case Until(left, right):
            stem = shortest(view, node, checker.nodes(right), checker.nodes(left))
            return _continued(checker, Shown(node, stem or ()), right)
        case Release(left, right):
            run, is_done = _lasso(checker, path, view, node)
            return _continued(checker, run, left) if is_done else run
    return shown(checker, path, node)


def _lasso(checker: Checker, path: Release, view: View, node: int) -> tuple[Shown, bool]:
    """Go inside to what is nearest: where all is done, or where a run can go on for ever."""
    inside = checker.nodes(path.right)
    component = checker.components(path, view).of
    done = np.zeros_like(inside) if path.left == FALSE else inside & checker.nodes(path.left)
    stem = shortest(view, node, done | (component >= 0), inside) or ()
    run = Shown(node, stem, actors=view.actors)
    if done[run.end]:
        return run, True
    if view.stuck[run.end]:
        return replace(run, rests=True), False
    cycle = fair_cycle(view, component == component[run.end], run.end)
    return replace(run, cycle=cycle), False


def _continued(checker: Checker, run: Shown, formula: Formula) -> Shown:
    """Go on with what shows a formula at the end of a run."""
    after = shown(checker, formula, run.end)
    return replace(after, start=run.start, stem=(*run.stem, *after.stem))
