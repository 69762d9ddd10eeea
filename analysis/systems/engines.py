"""The engines that decide formulas on systems, and which of them is taken.

All of them give the same answers, or none. `docs/decisions` says why which is chosen when.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from math import inf, prod
from typing import TYPE_CHECKING

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.fairness import Fairness
from wayout.analysis.logic.formulas import Formula
from wayout.analysis.logic.proving import Result
from wayout.analysis.proof import Verdict
from wayout.analysis.systems.bounds import NONE, Bounds
from wayout.analysis.systems.clusters import clustered
from wayout.analysis.systems.engine import Engine, EngineError, UnfitError
from wayout.analysis.systems.system import System
from wayout.analysis.systems.textbook import Textbook

if TYPE_CHECKING:
    from wayout.analysis.systems.symbolic.proving import Prover

ENGINES = ("auto", "textbook", "explicit", "symbolic", "bounded")

MOST_TRIED = 5_000
"""Up to how many states the textbook tries before numpy is imported: runs often reach few."""

MOST_FOR_EXPLICIT = 20_000_000
"""Up to how many states it is faster to look at each than to build diagrams."""

_LIBRARIES = {"explicit": ("numpy", "scipy"), "bounded": ("pysat",)}
_EXTRA = "wayout[fast]"


def prove(
    system: System,
    formula: Formula,
    fairness: Sequence[Fairness] = (),
    *,
    engine: str = "auto",
    bounds: Bounds = NONE,
) -> Result:
    """Prove or refute a formula, whose names must be those of the system.

    Raises:
        EngineError: if there is no such engine here, or it cannot decide such formulas (then
            it is an `UnfitError`).
    """
    return engine_for(system, engine, bounds).prove(formula, fairness)


def count(system: System, *, engine: str = "auto", bounds: Bounds = NONE) -> int:
    """Return how many configurations the runs of a system reach, exactly.

    Raises:
        EngineError: if there is no such engine here, or it does not count.
        LimitReachedError: past a bound.
    """
    return engine_for(system, engine, bounds).count()


def engine_for(system: System, engine: str = "auto", bounds: Bounds = NONE) -> Engine:
    """Return an engine by its name.

    Raises:
        EngineError: if there is no such engine here.
    """
    if engine == "auto":
        return _Auto(system, bounds)
    if engine not in ENGINES:
        message = f"there is no engine {engine!r}; write one of {', '.join(ENGINES)}"
        raise EngineError(message)
    if not is_there(engine):
        libraries = _LIBRARIES[engine]
        them = "them" if len(libraries) > 1 else "it"
        what = " and ".join(libraries)
        message = f"the engine {engine!r} needs {what}; install {them} by pip install {_EXTRA!r}"
        raise EngineError(message)
    return _MAKERS[engine](system, bounds)


def is_there(engine: str) -> bool:
    """Whether an engine can be used here. It is not imported for that."""
    return all(find_spec(name) is not None for name in _LIBRARIES.get(engine, ()))


def _explicit(system: System, bounds: Bounds) -> Engine:
    from wayout.analysis.systems.explicit.proving import Explicit

    return Explicit(system, bounds)


def _bounded(system: System, bounds: Bounds) -> Engine:
    from wayout.analysis.systems.bounded.proving import Bounded

    return Bounded(system, bounds)


class _Symbolic:
    """The symbolic engine, with the limits and errors of all others."""

    def __init__(self, system: System, bounds: Bounds) -> None:
        self._system, self._bounds = system, bounds
        self._made: Prover | None = None

    def count(self) -> int:
        self._bounds.check(0)
        count = self._prover().count()
        if count > self._bounds.states:
            message = f"the system has more than {self._bounds.states:,} states"
            raise LimitReachedError(message)
        return count

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        from wayout.analysis.systems.symbolic.errors import UnsupportedError

        try:
            self.count() if self._bounds.states < inf else self._bounds.check(0)
            return self._prover().prove(formula, fairness)
        except LimitReachedError as error:
            return Result(Verdict.UNDETERMINED, remark=str(error))
        except UnsupportedError as error:
            raise UnfitError(str(error)) from None

    def _prover(self) -> Prover:
        from wayout.analysis.systems.symbolic.proving import Prover

        if self._made is None:
            self._made = Prover(self._system, bounds=self._bounds)
        return self._made


_MAKERS: Mapping[str, Callable[[System, Bounds], Engine]] = {
    "textbook": Textbook,
    "explicit": _explicit,
    "symbolic": _Symbolic,
    "bounded": _bounded,
}


class _Auto:
    """Tries engines in turn until one of them decides."""

    def __init__(self, system: System, bounds: Bounds) -> None:
        self._system, self._bounds = system, bounds
        self._made: dict[str, Engine] = {}
        self._names = [name for name in order_for(system) if is_there(name)]

    def count(self) -> int:
        *first, last = [name for name in self._names if name != "bounded"]
        for name in first:
            try:
                return self._engine(name).count()
            except LimitReachedError:
                continue
        return self._engine(last).count()

    def prove(self, formula: Formula, fairness: Sequence[Fairness] = ()) -> Result:
        limits, refusals = [], []
        for name in self._names:
            try:
                result = self._engine(name).prove(formula, fairness)
            except EngineError as error:
                refusals.append(f"{name}: {error}")
                continue
            if result.verdict is not Verdict.UNDETERMINED:
                return result
            limits.append(result.remark)
            if self._bounds.deadline.is_over:
                break
        return Result(Verdict.UNDETERMINED, remark=limits[-1] if limits else "; ".join(refusals))

    def _engine(self, name: str) -> Engine:
        if name not in self._made:
            most = {"textbook": MOST_TRIED, "explicit": MOST_FOR_EXPLICIT}.get(name, inf)
            bounds = replace(self._bounds, states=min(self._bounds.states, most))
            self._made[name] = _MAKERS[name](self._system, bounds)
        return self._made[name]


def order_for(system: System) -> tuple[str, ...]:
    """Return the engines that are tried on a system, the most promising one first.

    How many states there can be at most is known from members that are close to each other.
    """
    most = prod(len(cluster.states) for cluster in clustered(system))
    if most <= MOST_FOR_EXPLICIT:
        return ("textbook", "explicit", "symbolic", "bounded")
    return ("symbolic", "bounded", "explicit", "textbook")
