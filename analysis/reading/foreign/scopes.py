"""The states and transitions of a `transitions` machine, as scopes that hold scopes.

In that library a state may hold states, and transitions among them, that are named from there on.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transitions.core import Condition, Event, Machine, Transition

Path = tuple[str, ...]


@dataclass(eq=False, slots=True)
class Arrow:
    """A transition. `dest` is None where it is internal, and else seen from its scope.

    `automatic` are the `to_STATE` triggers, which the library adds by itself from every state to
    every state, and which nothing says that anybody uses.
    """

    event: str
    scope: Scope
    source: Path
    dest: Path | None
    guard: str | None
    opaque: bool
    automatic: bool

    @property
    def origin(self) -> Path:
        """The path of its source from the machine on."""
        return self.scope.path + self.source


@dataclass(eq=False, slots=True)
class Scope:
    """The machine itself (its path is empty) or a state. `menus`: event -> source -> arrows."""

    path: Path
    value: str = ""
    final: bool = False
    timeout: float = 0
    initial: Path = ()
    states: dict[str, Scope] = field(default_factory=dict)
    menus: dict[str, dict[Path, list[Arrow]]] = field(default_factory=dict)

    @property
    def parallel(self) -> bool:
        """Whether several of the states inside are entered together."""
        return len(self.initial) > 1

    def within(self) -> Iterator[Scope]:
        """Yield all states inside in document order, each before those in it."""
        for state in self.states.values():
            yield state
            yield from state.within()

    def at(self, path: Path) -> Scope | None:
        """Return the state with a path from here, or None."""
        here: Scope | None = self
        for name in path:
            here = None if here is None else here.states.get(name)
        return here


class Scopes:
    """Reads the scopes of one machine; `root` is the whole.

    Automatic triggers count as declared where they are `called` in the source, and all of them
    where the machine has no others: then they are what it moves by.
    """

    def __init__(self, machine: Machine, called: Container[str] = ()) -> None:
        from transitions.extensions.nesting import HierarchicalMachine

        self._machine = machine
        self._separator: str | None = None
        if isinstance(machine, HierarchicalMachine):
            self._separator = machine.state_cls.separator
        self.root = Scope((), initial=())
        self._fill(self.root, machine.states, machine.events)
        arrows = list(self.arrows())
        self.only_automatic = all(arrow.automatic for arrow in arrows)
        for arrow in arrows:
            if self.only_automatic or arrow.event in called:
                arrow.automatic = False

    def arrows(self) -> Iterator[Arrow]:
        """Yield all arrows in the order of declaration, scope by scope."""
        for scope in (self.root, *self.root.within()):
            for menu in scope.menus.values():
                for arrows in menu.values():
                    yield from arrows

    def split(self, name: str) -> Path:
        """Return the path that a name stands for. Only nested machines have separators."""
        return (name,) if self._separator is None else tuple(name.split(self._separator))

    def joined(self, path: Path) -> str:
        """Return the name of a state as the library gives it."""
        scope = self.root.at(path)
        if len(path) == 1 and scope is not None:
            return scope.value
        return (self._separator or "_").join(path)

    def _fill(self, scope: Scope, states: Mapping[str, Any], events: Mapping[str, Event]) -> None:
        for name, state in states.items():
            inside = Scope(
                (*scope.path, name),
                value=_value(state.value, name),
                final=bool(state.final),
                timeout=getattr(state, "timeout", 0) or 0,
                initial=tuple(_names(getattr(state, "initial", None))),
            )
            scope.states[name] = inside
            if self._separator is not None:
                self._fill(inside, state.states, state.events)
        for event in events.values():
            menu = scope.menus.setdefault(event.name, {})
            for source, transitions in event.transitions.items():
                arrows = [self._arrow(scope, event.name, found) for found in transitions]
                menu[self.split(source)] = _without_repeated(arrows)

    def _arrow(self, scope: Scope, event: str, transition: Transition) -> Arrow:
        dest = self.split(transition.dest) if transition.dest else None
        is_plain = not (
            transition.conditions or transition.before or transition.after or transition.prepare
        )
        return Arrow(
            event=event,
            scope=scope,
            source=self.split(transition.source),
            dest=dest,
            guard=" and ".join(map(_text, transition.conditions)) or None,
            opaque=any(not isinstance(part.func, str) for part in transition.conditions),
            automatic=is_plain
            and bool(self._machine.auto_transitions)
            and event == f"to_{transition.dest}",
        )


def _without_repeated(arrows: list[Arrow]) -> list[Arrow]:
    """Leave out an automatic arrow where the user declares the same: then it is no other."""
    declared = {arrow.dest for arrow in arrows if not arrow.automatic and arrow.guard is None}
    return [arrow for arrow in arrows if not arrow.automatic or arrow.dest not in declared]


def _text(condition: Condition) -> str:
    name = condition.func
    if not isinstance(name, str):
        name = getattr(name, "__name__", type(name).__name__)
    return name if condition.target else f"not {name}"


def _value(value: object, name: str) -> str:
    """Return the string that a state stands for: an enum member's own, where it is one."""
    if isinstance(value, Enum) and isinstance(value.value, str):
        return value.value
    return name


def _names(initial: object) -> Iterator[str]:
    several = initial if isinstance(initial, list | tuple) else [initial]
    for each in several:
        if each is not None:
            yield str(getattr(each, "name", each))
