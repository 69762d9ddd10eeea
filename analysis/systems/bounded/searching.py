"""Look for a run to a goal by a solver, or for a proof that there is none.

Armin Biere, Alessandro Cimatti, Edmund Clarke, Yunshan Zhu, Symbolic model checking without BDDs,
1999; proofs by k-induction, Mary Sheeran, Satnam Singh, Gunnar Stålmarck, Checking safety
properties using induction and a SAT-solver, 2000. Both in parallel steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pysat.card import ITotalizer
from pysat.solvers import Solver

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.formulas import Formula
from wayout.analysis.systems.bounded.encoding import Encoding
from wayout.analysis.systems.bounded.replaying import Configuration, Goal, Made, shortened
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.clusters import Cluster
from wayout.analysis.systems.labels import Labels
from wayout.analysis.systems.system import Step, System

MOST_STEPS = 64
"""After how many parallel steps a search is given up."""

MOST_INDUCTION = 8
"""For how many parallel steps a proof by induction is tried."""

MOST_PROVED_SHORTEST = 12
"""Up to how many steps a run is made a shortest one."""

_CONFLICTS = 5_000
"""How long a solver works before bounds are looked at."""

Run = list[tuple[Made, Configuration]]


class Search:
    """Looks for runs of some steps of a system."""

    def __init__(
        self,
        system: System,
        steps: Mapping[int, Step],
        labels: Labels,
        clusters: Sequence[Cluster],
        bounds: Bounds,
    ) -> None:
        self._system, self._steps, self._labels = system, steps, labels
        self._clusters, self._bounds = clusters, bounds
        self._solver = _solver()
        self._encoding = self._encoded(self._solver)
        self._induction = _Induction(self)

    def run(self, goal: Formula, start: Configuration, met: Goal) -> Run | None:
        """Return a short run from a configuration to one in which a goal holds; None if none is.

        Up to `MOST_PROVED_SHORTEST` steps it is a shortest one.

        Raises:
            LimitReachedError: past a bound, or if neither is found within so many steps.
        """
        begin = self._encoding.start(start)
        for time in range(MOST_STEPS + 1):
            while len(self._encoding.made) < time:
                self._encoding.step()
            if self.solved(self._solver, [*begin, self._encoding.literal(goal, time)]):
                run = [made for at in range(time) for made in self._made(at)]
                return self._shortest(goal, start, met, shortened(self._system, start, run, met))
            if time < MOST_INDUCTION and self._induction.proves(goal, time):
                return None
        message = (
            f"no run is found within {MOST_STEPS} parallel steps, "
            f"and no proof by induction over {MOST_INDUCTION}"
        )
        raise LimitReachedError(message)

    def solved(self, solver: Solver, assumptions: Iterable[int]) -> bool:
        """Return whether a solver finds values, in bounds."""
        self._bounds.check(0)
        given = list(assumptions)
        while True:
            solver.conf_budget(_CONFLICTS)
            found: bool | None = solver.solve_limited(assumptions=given)
            if found is not None:
                return found
            self._bounds.check(0)

    def encoded(self, solver: Solver) -> Encoding:
        """Write the system to a solver, kept to what runs can reach of its clusters."""
        return self._encoded(solver)

    def _encoded(self, solver: Solver) -> Encoding:
        return Encoding(self._system, self._steps, self._labels, solver, self._clusters)

    def _made(self, time: int) -> list[Made]:
        """Return the steps of the values found that are made at a time, in any order."""
        true = frozenset(each for each in self._solver.get_model() or () if each > 0)
        after = [
            next(state for state, variable in enumerate(own) if variable in true)
            for own in self._encoding.state[time + 1]
        ]
        return [
            Made(number, tuple((move.member, after[move.member]) for move in step.moves))
            for number, step in self._steps.items()
            if self._encoding.made[time][number] in true
        ]

    def _shortest(self, goal: Formula, start: Configuration, met: Goal, run: Run) -> Run:
        """Ask for fewer steps until there are none: one fits into each parallel step."""
        while 1 < len(run) <= MOST_PROVED_SHORTEST:
            fewer = len(run) - 1
            while len(self._encoding.made) < fewer:
                self._encoding.step()
            made = [v for at in range(fewer) for v in self._encoding.made[at].values()]
            encoding = self._encoding
            with ITotalizer(made, ubound=fewer, top_id=encoding.variables) as counter:
                encoding.skip_to(counter.top_id)
                for clause in counter.cnf.clauses:
                    self._solver.add_clause(clause)
                few = [-more for more in counter.rhs[fewer : fewer + 1]]  # none where all fit
            begin = [*encoding.start(start), encoding.literal(goal, fewer), *few]
            if not self.solved(self._solver, begin):
                return run
            shorter = [each for at in range(fewer) for each in self._made(at)]
            run = shortened(self._system, start, shorter, met)
        return run


class _Induction:
    """Tries to show that no step leads from where a goal was not met to where it is."""

    def __init__(self, search: Search) -> None:
        self._search, self._solver = search, _solver()
        self._encoding = search.encoded(self._solver)

    def proves(self, goal: Formula, time: int) -> bool:
        """Whether a goal is not met after parallel steps, one more than `time`, without it.

        In each of them a step is made, so that nothing waits where the goal is near.
        """
        encoding = self._encoding
        while len(encoding.made) <= time:
            encoding.step()
        before = [-encoding.literal(goal, at) for at in range(time + 1)]
        made = [encoding.something_made(at) for at in range(time + 1)]
        last = encoding.literal(goal, time + 1)
        return not self._search.solved(self._solver, [*before, *made, last])


def _solver() -> Solver:
    return Solver(name="glucose4", incr=False)
