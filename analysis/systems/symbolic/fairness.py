"""Where runs that keep assumptions of fairness can go on for ever.

The sets are cut down until, inside of them, every configuration leads to what each assumption
asks for: Yonit Kesten, Amir Pnueli, Li-on Raviv, Algorithmic verification of linear temporal
logic specifications, 1998; with weak assumptions alone E. Allen Emerson, Chin-Laung Lei,
Efficient model checking in fragments of the propositional mu-calculus, 1986. Whatever is left
leads to a component that it cannot leave, and a run through all of that is fair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from wayout.analysis.logic.fairness import Fairness, fits
from wayout.analysis.systems.symbolic.diagrams import EMPTY, Node, has
from wayout.analysis.systems.symbolic.localizing import Aim, shortest
from wayout.analysis.systems.symbolic.model import View
from wayout.analysis.systems.symbolic.paths import Configuration, Moves
from wayout.analysis.systems.system import Step


@dataclass(frozen=True)
class Assumption:
    """Steps that are made again and again where they can be: from some moment on, if weak."""

    view: View
    own: View
    strong: bool

    @cached_property
    def able(self) -> Node:
        """The reached configurations that one of the steps leads out of."""
        return self.own.before(self.view.model.reached)

    def made_in(self, region: Node) -> Node:
        """Return where one of the steps can be made without leaving a region."""
        return self.view.model.diagrams.intersection(region, self.own.before(region))

    def kept_in(self, region: Node) -> Node:
        """Return where a run in a region does at once what the assumption asks for."""
        diagrams = self.view.model.diagrams
        free = diagrams.difference(region, self.able)
        return diagrams.union(free, self.made_in(region))

    def is_made_by(self, moves: Moves) -> bool:
        """Whether one of the steps is among the moves."""
        own = set(map(id, self.own.steps))
        return any(id(move.by) in own for move in moves)

    def is_kept_by(self, start: Configuration, cycle: Moves) -> bool:
        """Whether a cycle keeps the assumption."""
        able = [has(self.able, each) for each in (start, *(move.to for move in cycle))]
        return self.is_made_by(cycle) or not (any(able) if self.strong else all(able))


def assumptions(view: View, fairness: Iterable[Fairness]) -> Iterator[Assumption]:
    """Yield what is assumed of the steps of a view, those of one event together with `each`."""
    for fair in fairness:
        groups: dict[str | None, list[Step]] = {}
        for step in view.steps:
            if fits(fair.steps, step.action):
                groups.setdefault(step.action.event if fair.each else None, []).append(step)
        for steps in groups.values():
            yield Assumption(view, View(view.model, tuple(steps)), fair.strong)


def hull(view: View, assumed: Sequence[Assumption], inside: Node) -> Node:
    """Return a set in which every configuration begins a fair run that stays in it.

    It holds whatever fair cycles there are inside, and the ways from it into it. Each round of
    each assumption is a search backwards; there are seldom more than a few.
    """
    diagrams = view.model.diagrams
    resting = diagrams.intersection(inside, view.dead)
    before = EMPTY
    while inside is not before:
        before = inside
        for each in assumed:
            if each.strong:
                led = view.backward.closure(each.made_in(inside), inside)
                inside = diagrams.union(diagrams.difference(inside, each.able), led)
            else:
                inside = view.backward.closure(each.kept_in(inside), inside)
        last = EMPTY
        while inside is not last:
            last = inside
            on = diagrams.intersection(inside, view.before(inside))
            inside = diagrams.union(on, diagrams.intersection(inside, resting))
    return inside


def fair_cycle(
    view: View, assumed: Sequence[Assumption], start: Configuration, region: Node
) -> tuple[Moves, bool]:
    """Return moves from `start` that do what is assumed, and whether they lead back to it.

    A shortest cycle if that is fair as it is. Where they do not lead back, no cycle goes through
    `start` and all of that, and the search can go on from where they end.
    """
    plain = _back(view, start, start, region)
    if plain and all(each.is_kept_by(start, plain) for each in assumed):
        return plain, True
    moves: Moves = ()
    here = start
    for each in assumed:
        leg = () if each.is_made_by(moves) else _towards(view, each, here, region)
        moves += leg
        here = leg[-1].to if leg else here
    home = () if moves and here == start else _back(view, here, start, region)
    return moves + home, bool(home) or (bool(moves) and here == start)


def _towards(view: View, each: Assumption, here: Configuration, region: Node) -> Moves:
    """Return moves after which one of the steps was made, or could not be."""
    ahead = view.forward.closure(view.model.single(here), region)
    if each.strong and view.model.diagrams.intersection(ahead, each.able) is EMPTY:
        return ()
    goals = each.made_in(ahead) if each.strong else each.kept_in(ahead)
    _, moves = shortest(view, view.model.single(here), [Aim(goals)], region)
    here = moves[-1].to if moves else here
    if has(each.able, here):
        after = each.own.walker.after(here)
        return (*moves, next(step for step in after if has(ahead, step.to)))
    return moves


def _back(view: View, here: Configuration, start: Configuration, region: Node) -> Moves:
    """Return the shortest moves, one or more, that lead to `start`; none if there are none."""
    meet = view.model.diagrams.intersection
    single = view.model.single(here)
    last = meet(view.before(view.model.single(start)), view.forward.closure(single, region))
    last = meet(last, region)
    if last is EMPTY:
        return ()
    _, moves = shortest(view, single, [Aim(last)], region)
    after = view.walker.after(moves[-1].to if moves else here)
    return (*moves, next(step for step in after if step.to == start))
