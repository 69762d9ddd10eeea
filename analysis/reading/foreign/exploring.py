"""Every configuration of a `transitions` machine, and every step it can take."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wayout.analysis.reading.bounds import Bounds
from wayout.analysis.reading.foreign.firing import Active, Outcome, at, entered, leaves, outcomes
from wayout.analysis.reading.foreign.scopes import Path, Scope, Scopes

if TYPE_CHECKING:
    from transitions.core import Machine

Steps = dict[Active, list[tuple[str, Outcome]]]


class Exploration:
    """What one machine can be in and do.

    `steps` maps every configuration to its steps, the reachable ones first. `alone` are states
    inside parallel ones that no configuration holds. `initial` is where the machine begins: there
    is one such configuration, or none; `borrowed` is the state of a model that it is taken from
    where the machine names none.
    """

    def __init__(self, machine: Machine, scopes: Scopes, bounds: Bounds) -> None:
        self._root = scopes.root
        self._split = scopes.split
        self._bounds = bounds
        self._menus = _by_source(scopes.root)
        self.borrowed: str | None = None
        self.initial = self._begun(machine)
        self.steps: Steps = {}
        self._covered: set[Path] = set()
        self._explore_from(self.initial)
        states = [scope.path for scope in self._root.within() if not scope.states]
        for path in states:
            if path not in self._covered and not self._in_parallel(path):
                self._explore_from((at(path),))
        self.alone = [at(path) for path in states if path not in self._covered]

    def _begun(self, machine: Machine) -> tuple[Active, ...]:
        initial = machine.initial
        if initial is None:
            models = (getattr(each, machine.model_attribute, None) for each in machine.models)
            initial = next((state for state in models if state is not None), None)
            if initial is None:
                return ()
            self.borrowed = str(getattr(initial, "name", initial))
        if isinstance(initial, list | tuple):
            several = [entered(self._root, self._path(state)) for state in initial]
            return (tuple(branch for active in several for branch in active),)
        return (entered(self._root, self._path(initial)),)

    def _path(self, state: object) -> Path:
        return self._split(str(getattr(state, "name", state)))

    def _explore_from(self, origins: tuple[Active, ...]) -> None:
        queue = deque(origins)
        while queue:
            here = queue.popleft()
            if here in self.steps:
                continue
            self._bounds.count_state()
            self.steps[here] = list(self._bounds.counted(self._steps(here)))
            self._covered.update(leaves(here))
            queue.extend(outcome.to for _, outcome in self.steps[here])

    def _steps(self, here: Active) -> Iterator[tuple[str, Outcome]]:
        """Yield the steps, those of the inner states' events first, without automatic ones."""
        asked = (event for path in _prefixes(here) for event in self._menus.get(path, ()))
        for event in dict.fromkeys(asked):
            for outcome in outcomes(self._root, here, event):
                if not any(arrow.automatic for arrow in outcome.arrows):
                    yield event, outcome

    def _in_parallel(self, path: Path) -> bool:
        above = (self._root.at(path[:length]) for length in range(len(path)))
        return any(scope is not None and scope.parallel for scope in above)


def _by_source(root: Scope) -> dict[Path, dict[str, None]]:
    """Map the paths of states to the events that have an arrow from there, in order."""
    found: dict[Path, dict[str, None]] = {}
    for scope in (root, *root.within()):
        for event, menu in scope.menus.items():
            for source, arrows in menu.items():
                if any(not arrow.automatic for arrow in arrows):
                    found.setdefault(scope.path + source, {})[event] = None
    return found


def _prefixes(active: Active, above: Path = ()) -> Iterator[Path]:
    """Yield the paths of all active states, the inner ones first."""
    for name, inside in active:
        path = (*above, name)
        yield from _prefixes(inside, path)
        yield path
