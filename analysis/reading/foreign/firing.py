"""What a `transitions` machine does on an event, as its engine of version 0.9 does it.

The engine walks the active states, inner ones first, and in each scope asks the arrows of the
event in the order of registration; the first whose conditions hold is taken, and so on through
parallel states. Conditions do not run here: each may hold or not whenever it is asked, so that one
event may lead to several configurations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wayout.analysis.reading.foreign.scopes import Arrow, Path, Scope

Active = tuple[tuple[str, "Active"], ...]
"""The active states, each with those active in it, in the order in which the engine keeps them."""

_Branch = dict[str, "_Branch"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where an event leads, and the arrows taken on the way there, in order."""

    to: Active
    arrows: tuple[Arrow, ...]


def outcomes(root: Scope, here: Active, event: str) -> Iterator[Outcome]:
    """Yield all that an event may lead to, each once; nothing where no arrow is taken.

    One run for every way in which the guards that are asked can turn out.
    """
    seen: set[Outcome] = set()
    todo: list[tuple[bool, ...]] = [()]
    while todo:
        run = _Run(root, here, todo.pop())
        run.trigger(event)
        first = len(run.decided)
        todo += [(*run.answers[:index], False) for index in range(first, len(run.answers))]
        outcome = Outcome(frozen(run.active), tuple(run.taken))
        if run.taken and outcome not in seen:
            seen.add(outcome)
            yield outcome


def taking(root: Scope, here: Active, arrow: Arrow) -> Active | None:
    """Return where an arrow leads from here if it is taken; None where the engine would raise."""
    run = _Run(root, here, (True,))
    try:
        run.take(arrow)
    except _RaisedError:
        return None
    return frozen(run.active)


def at(path: Path) -> Active:
    """Return the configuration of one state, with nothing active in it."""
    active: Active = ()
    for name in reversed(path):
        active = ((name, active),)
    return active


def entered(scope: Scope, path: Path) -> Active:
    """Return the configuration in which a machine is that begins in the state with a path."""
    state = scope.at(path)
    try:
        branch: _Branch = {} if state is None else _default(state)
    except _RaisedError:
        branch = {}
    for name in reversed(path):
        branch = {name: branch}
    return frozen(branch)


def leaves(active: Active, above: Path = ()) -> Iterator[Path]:
    """Yield the paths of the innermost active states."""
    for name, inside in active:
        path = (*above, name)
        if inside:
            yield from leaves(inside, path)
        else:
            yield path


def frozen(branch: _Branch) -> Active:
    """Return a configuration that cannot change."""
    return tuple((name, frozen(inside)) for name, inside in branch.items())


def _thawed(active: Active) -> _Branch:
    return {name: _thawed(inside) for name, inside in active}


class _RaisedError(Exception):
    """Raised where the engine raises: an event may be half done by then."""


class _Run:
    """One event, with guards that turn out as `decided`, and hold after that."""

    def __init__(self, root: Scope, here: Active, decided: tuple[bool, ...]) -> None:
        self._root = root
        self.active = _thawed(here)
        self.decided = decided
        self.answers: list[bool] = []
        self.taken: list[Arrow] = []
        self._result: bool | None = None

    def trigger(self, event: str) -> None:
        """Let the machine take the event."""
        try:
            self._descend(self._root, event, _thawed(frozen(self.active)))
        except _RaisedError:
            return

    def _descend(self, scope: Scope, event: str, branch: _Branch) -> bool | None:
        results: dict[str, bool] = {}
        for name, inside in branch.items():
            found = self._descend(scope.states[name], event, inside) if inside else None
            if found is not None:
                results[name] = found
            if not results.get(name, False) and event in scope.menus:
                found = self._fire(scope, scope.menus[event])
                if found is not None:
                    results[name] = found
        return any(results.values()) if results else None

    def _fire(self, scope: Scope, menu: dict[Path, list[Arrow]]) -> bool | None:
        done: set[Path] = set()
        for path in _inner_first(self._inside(scope.path)):
            if path in done or path not in menu:
                continue
            for arrow in menu[path]:
                self._result = self._holds(arrow)
                if self._result:
                    self.take(arrow)
                    break
            if self._result:
                done.update(path[:length] for length in range(1, len(path) + 1))
        return self._result

    def _holds(self, arrow: Arrow) -> bool:
        if arrow.guard is None:
            return True
        asked = len(self.answers)
        self.answers.append(self.decided[asked] if asked < len(self.decided) else True)
        return self.answers[-1]

    def take(self, arrow: Arrow) -> None:
        """Leave and enter what the arrow says."""
        if arrow.dest is not None:
            self._move(arrow.scope, arrow.dest)
        self.taken.append(arrow)

    def _move(self, scope: Scope, dest: Path) -> None:
        if scope.at(dest) is None:
            raise _RaisedError
        names, known = list(dest), []
        branch = self.active.get(names[0])
        while branch is not None:
            known.append(names.pop(0))
            branch = branch.get(names[0]) if names else None
        if not names:
            names = [known.pop()]
        inside = self._inside((*scope.path, *known))
        target = scope.at((*known, *names))
        if target is None:
            raise _RaisedError
        subtree = _default(target)
        for name in reversed(names[1:]):
            subtree = {name: subtree}
        if len(inside) <= 1:
            inside.clear()
        inside[names[0]] = subtree

    def _inside(self, path: Path) -> _Branch:
        branch: _Branch | None = self.active
        for name in path:
            branch = None if branch is None else branch.get(name)
        if branch is None:
            raise _RaisedError
        return branch


def _default(scope: Scope) -> _Branch:
    if not all(name in scope.states for name in scope.initial):
        raise _RaisedError
    return {name: _default(scope.states[name]) for name in scope.initial}


def _inner_first(branch: _Branch) -> list[Path]:
    """Return the active paths, by depth from the innermost, in order within a depth."""
    found: list[Path] = []
    queue: list[tuple[Path, _Branch]] = [((), branch)]
    for above, inside in queue:
        for name in reversed(inside):
            found.append((*above, name))
            if inside[name]:
                queue.append(((*above, name), inside[name]))
    return found[::-1]
