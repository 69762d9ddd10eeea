"""Read a machine of `transitions`: flat or nested, with parallel states, as its engine runs it.

Callbacks are not looked at: what they trigger is a step of the state that they leave it in.
"""

import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, TypeGuard

from wayout.analysis.lifecycle import Compound, Lifecycle, Location, State, Transition
from wayout.analysis.reading.bounds import Bounds
from wayout.analysis.reading.foreign.exploring import Exploration
from wayout.analysis.reading.foreign.firing import Active, leaves, taking
from wayout.analysis.reading.foreign.scopes import Arrow, Path, Scopes
from wayout.analysis.reading.foreign.spelling import Spelling
from wayout.analysis.reading.foreign.written import Written
from wayout.analysis.reading.roles import joint_role, names_error
from wayout.machines.vocabulary import Role

if TYPE_CHECKING:
    from transitions.core import Machine


def machine_class() -> "type[Machine] | None":
    """Return the class of all machines of the library, or None if nobody imported it."""
    if "transitions.core" not in sys.modules:
        return None
    from transitions.core import Machine

    return Machine


def is_machine(value: object) -> "TypeGuard[Machine]":
    """Whether a value is a machine of the library. Asks nothing of proxies, which may raise."""
    base = machine_class()
    return base is not None and issubclass(type(value), base)


def read(
    machine: "Machine", *, target: str, name: str, module: ModuleType | None, bounds: Bounds
) -> Lifecycle:
    """Read a machine: every configuration it can be in, every step it can take.

    States that no run reaches are read with their steps too, unless they lie in a parallel
    state. Linear in the configurations and their steps, which parallel states multiply.

    Raises:
        LimitReachedError: past one of the `bounds`.
    """
    written = Written(_modules(machine, module), name)
    return _Reading(machine, target, name, written, bounds).lifecycle()


class _Reading:
    def __init__(
        self, machine: "Machine", target: str, name: str, written: Written, bounds: Bounds
    ) -> None:
        self._machine = machine
        self._target = target
        self._name = name
        self._written = written
        self._scopes = Scopes(machine, self._written.names)
        self._root = self._scopes.root
        self._found = Exploration(machine, self._scopes, bounds)
        spelling = Spelling()
        self._nodes = {
            scope.path: spelling.give("_".join(scope.path)) for scope in self._root.within()
        }
        self._ids: dict[Active, str] = {}
        order = {path: index for index, path in enumerate(self._nodes)}
        for here in sorted(
            (*self._found.steps, *self._found.alone),
            key=lambda here: sorted(order[path] for path in leaves(here)),
        ):
            self._ids[here] = self._id(here, spelling)

    def lifecycle(self) -> Lifecycle:
        title, _, description = _documentation(self._machine).partition("\n")
        return Lifecycle(
            name=self._name,
            title=title.strip().rstrip(".") or self._name,
            target=self._target,
            initial=tuple(self._ids[here] for here in self._found.initial),
            states=tuple(self._state(here) for here in self._ids),
            transitions=tuple(
                self._transition(event, here, self._ids[outcome.to], outcome.arrows)
                for here, steps in self._found.steps.items()
                for event, outcome in steps
            ),
            shadowed=tuple(self._shadowed()),
            compounds=tuple(self._compounds()),
            events=tuple(dict.fromkeys(arrow.event for arrow in self._arrows())),
            assumptions=tuple(dict.fromkeys(self._assumptions())),
            description=description.strip(),
            location=self._written.of_machine,
            drops_events=bool(self._machine.ignore_invalid_triggers),
        )

    def _id(self, here: Active, spelling: Spelling) -> str:
        """Return the id of a lone state as it is; of several, joined; of a group, marked."""
        paths = list(leaves(here))
        name = "__".join(self._nodes[path] for path in paths)
        if all(self._is_leaf(path) for path in paths):
            return name if len(paths) == 1 else spelling.give(name)
        return spelling.give(f"{name}__empty")

    def _is_leaf(self, path: Path) -> bool:
        scope = self._root.at(path)
        return scope is not None and not scope.states

    def _state(self, here: Active) -> State:
        paths = list(leaves(here))
        parent = _common(paths)
        first = paths[0] if paths else ()
        return State(
            id=self._ids[here],
            value=" + ".join(self._scopes.joined(path) for path in paths),
            role=joint_role([self._role(path) for path in paths]),
            parent=self._nodes[parent] if parent else None,
            inferred=True,
            location=self._written.state(self._scopes.joined(first), first[-1] if first else ""),
        )

    def _role(self, path: Path) -> Role:
        """Return the role of a leaf: final where it and all around it are marked `final`."""
        scopes = [self._root.at(path[: length + 1]) for length in range(len(path))]
        if all(scope is not None and scope.final for scope in scopes):
            return Role.FINAL
        is_error = names_error(path[-1], self._scopes.joined(path))
        return Role.ERROR if is_error else Role.STABLE

    def _compounds(self) -> Iterator[Compound]:
        """Yield the groups. Their plain names are left to states: a model can rest in a group."""
        for scope in self._root.within():
            if scope.states:
                yield Compound(
                    id=self._nodes[scope.path],
                    value=self._scopes.joined((*scope.path, "*")),
                    parent=self._nodes.get(scope.path[:-1]),
                    parallel=scope.parallel,
                    location=self._written.state(scope.path[-1]),
                )

    def _transition(
        self, event: str, here: Active, target: str, arrows: tuple[Arrow, ...]
    ) -> Transition:
        guards = [arrow.guard for arrow in arrows if arrow.guard is not None]
        return Transition(
            event=event,
            from_state=self._ids[here],
            to_state=target,
            guard=" and ".join(guards) or None,
            internal=any(arrow.dest is None for arrow in arrows),
            declared_on=self._nodes.get(arrows[0].origin) if len(arrows) == 1 else None,
            location=self._place(arrows[0]),
        )

    def _place(self, arrow: Arrow) -> Location | None:
        target = None if arrow.dest is None else self._scopes.joined(arrow.dest)
        return self._written.transition(arrow.event, self._scopes.joined(arrow.source), target)

    def _shadowed(self) -> Iterator[Transition]:
        """Yield what is never taken although its source is active somewhere: an earlier wins."""
        taken = {
            arrow
            for steps in self._found.steps.values()
            for _, outcome in steps
            for arrow in outcome.arrows
        }
        first_in: dict[Path, Active] = {}
        for here in self._found.steps:
            for path in leaves(here):
                for length in range(len(path)):
                    first_in.setdefault(path[: length + 1], here)
        for arrow in self._arrows():
            here = first_in.get(arrow.origin, ())
            if arrow in taken or not here or self._leads_nowhere(arrow):
                continue
            there = taking(self._root, here, arrow)
            target = self._ids.get(there if there is not None else here)
            yield self._transition(arrow.event, here, target or self._dest_id(arrow), (arrow,))

    def _dest_id(self, arrow: Arrow) -> str:
        return self._nodes.get(arrow.scope.path + (arrow.dest or ()), "")

    def _leads_nowhere(self, arrow: Arrow) -> bool:
        return arrow.dest is not None and arrow.scope.at(arrow.dest) is None

    def _arrows(self) -> Iterator[Arrow]:
        return (arrow for arrow in self._scopes.arrows() if not arrow.automatic)

    def _assumptions(self) -> Iterator[str]:
        if self._found.borrowed is not None:
            state = self._found.borrowed
            yield f"no initial state is set: {state!r}, where the model is, is taken for it"
        if any(arrow.automatic for arrow in self._scopes.arrows()):
            yield "automatic triggers to_STATE that the source does not name are left out"
        elif self._machine.auto_transitions and self._scopes.only_automatic:
            yield "no transition is declared: the automatic triggers to_STATE are read"
        for arrow in self._arrows():
            label = f"{arrow.event} from {self._scopes.joined(arrow.source)!r}"
            if arrow.opaque:
                yield f"the guard of {label} is a function: it may hold or not"
            if self._root.at(arrow.origin) is None:
                yield f"transition {label} is left out: there is no such state"
            elif arrow.dest is not None and self._leads_nowhere(arrow):
                yield (
                    f"transition {label} is left out: there is no state "
                    f"{self._scopes.joined(arrow.dest)!r}, and transitions raises"
                )
        for scope in self._root.within():
            if scope.timeout > 0:
                yield (
                    f"what {self._scopes.joined(scope.path)!r} calls after "
                    f"{scope.timeout:g} s may trigger any event"
                )


def _common(paths: list[Path]) -> Path:
    """Return the path of the innermost state around all of these."""
    if not paths:
        return ()
    common = paths[0][:-1]
    for path in paths[1:]:
        while path[: len(common)] != common:
            common = common[:-1]
    return common


def _modules(machine: "Machine", module: ModuleType | None) -> list[ModuleType]:
    """Return where the machine may be written: its module, then those of its class and model."""
    classes = (type(each) for each in (machine, *machine.models))
    others = (sys.modules.get(cls.__module__) for cls in classes)
    own = {"transitions", "builtins"}
    return [
        each
        for each in dict.fromkeys((module, *others))
        if each is not None and each.__name__.partition(".")[0] not in own
    ]


def _documentation(machine: "Machine") -> str:
    """Return what the user's class says of itself: the machine's own, else its model's."""
    for each in (machine, *machine.models):
        cls = type(each)
        if cls.__module__.partition(".")[0] not in {"transitions", "builtins"} and cls.__doc__:
            return inspect.cleandoc(cls.__doc__)
    return ""
