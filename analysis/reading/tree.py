"""The states and transitions of a class as a tree that can be asked cheap questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from statemachine import HistoryState, State
from statemachine.factory import StateMachineMetaclass
from statemachine.transition import Transition

from wayout.analysis.reading.guards import Guard, Guards

_REENTERS = "enable_self_transition_entries"


@dataclass(eq=False, slots=True)
class Node:
    """A state of the class: atomic, compound, parallel, or a history pseudo-state.

    `order` is python-statemachine's own, which gives the first children of two neighbours one
    number, and then the place in the document. `path` are the ids of the states around it, the
    outermost first, and its own, as in the class.
    """

    state: State
    id: str
    parent: Node | None
    order: tuple[int, int]
    ancestors: tuple[Node, ...]
    path: tuple[str, ...]
    children: list[Node] = field(default_factory=list)
    histories: list[Node] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    default_entry: tuple[Node, ...] = ()

    @property
    def atomic(self) -> bool:
        """Whether it has no states inside."""
        return not self.children

    @property
    def parallel(self) -> bool:
        """Whether all the states inside are active together."""
        return bool(self.state.parallel)

    @property
    def compound(self) -> bool:
        """Whether one of the states inside is active."""
        return bool(self.children) and not self.parallel

    @property
    def history(self) -> bool:
        """Whether it stands for the states that were active when its parent was left."""
        return isinstance(self.state, HistoryState)

    @property
    def deep(self) -> bool:
        """Whether a history remembers the leaves and not just the children."""
        return isinstance(self.state, HistoryState) and self.state.type.is_deep

    def inside(self, other: Node) -> bool:
        """Whether it is a proper descendant of `other`."""
        return other in self.ancestors


@dataclass(eq=False, slots=True)
class Arrow:
    """A declared transition of the class, with its ends resolved in the tree."""

    transition: Transition
    source: Node
    targets: tuple[Node, ...]
    events: tuple[str, ...]
    guard: Guard | None

    def holds(self, active: frozenset[str]) -> bool | None:
        """Decide the guard among these active state ids; None: it may hold or not."""
        return True if self.guard is None else self.guard.holds(active)


@dataclass
class Tree:
    """All nodes in document order. `foreign` names transitions that other classes added."""

    machine: StateMachineMetaclass
    roots: list[Node] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    events: tuple[str, ...] = ()
    foreign: list[str] = field(default_factory=list)

    @cached_property
    def guards(self) -> Guards:
        """The guards of the transitions of all its states."""
        return Guards(self.machine, [node.state for node in self.nodes])

    @property
    def initial(self) -> list[Node]:
        """The top-level states in which the machine begins: one in a sound class."""
        several = [node for node in self.roots if node.state.initial]
        if len(several) > 1:
            return several
        return [node for node in self.roots if node.state is self.machine.initial_state]

    @property
    def refused(self) -> list[Node]:
        """The top-level states for which python-statemachine does not define the class."""
        left = [node for node in self.roots if node.state.final and node.arrows]
        return [*(self.initial if len(self.initial) > 1 else ()), *left]

    @property
    def reenters(self) -> bool:
        """Whether an internal transition to its own source enters it again."""
        return bool(getattr(self.machine, _REENTERS))

    @property
    def leaves(self) -> list[Node]:
        """The atomic states."""
        return [node for node in self.nodes if node.atomic and not node.history]


def tree_of(machine: StateMachineMetaclass) -> Tree:
    """Walk a class. Linear in its states and transitions.

    A subclass shares the State objects of its base, and its transitions are added to them:
    transitions to states, or by events, that this class does not have are left out and named
    in `foreign`.
    """
    tree = Tree(machine)
    known: dict[int, Node] = {}
    ids: set[str] = set()

    def add(state: State, parent: Node | None) -> Node:
        above = () if parent is None else (parent, *parent.ancestors)
        rank = (state.document_order, len(tree.nodes))
        path = (state.id,) if parent is None else (*parent.path, state.id)
        node = Node(state, _unique(state.id, above, ids), parent, rank, above, path)
        known[id(state)] = node
        tree.nodes.append(node)
        node.children = [add(child, node) for child in state.states]
        node.histories = [add(history, node) for history in state.history]
        return node

    tree.roots = [add(state, None) for state in machine.states]
    declared = {event: str(event) for event in machine.events}
    tree.events = tuple(declared_labels(list(declared.values())))

    @cache
    def labels(events: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(declared_labels([declared[event] for event in events if event in declared]))

    for node in tree.nodes:
        for transition in node.state.transitions:
            _connect(tree, node, transition, known, labels)
    return tree


def declared_labels(events: list[str]) -> Iterator[str]:
    """Yield the event names, one of each pair that python-statemachine registers twice.

    `done_state_x` also stands for `done.state.x`, which the engine raises: the dotted form is
    kept. `error_x` also stands for `error.x`: the attribute's name is kept.
    """
    names = [str(event) for event in events]
    for name in names:
        if name.startswith(("done_state_", "done_invoke_")) and _dotted_done(name) in names:
            continue
        if name.startswith("error.") and any(
            other.startswith("error_") and other.replace("_", ".") == name for other in names
        ):
            continue
        yield name


def _dotted_done(name: str) -> str:
    kind, _, rest = name.removeprefix("done_").partition("_")
    return f"done.{kind}.{rest}"


def _connect(
    tree: Tree,
    node: Node,
    transition: Transition,
    known: Mapping[int, Node],
    labels: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> None:
    found = [*map(known.get, map(id, transition.targets))]
    targets = tuple(filter(None, found))
    if transition.initial:
        node.default_entry = targets
        return
    events = labels(tuple(transition.events))
    is_named = bool(events) or transition.is_eventless or node.history
    is_foreign = len(targets) < len(found) or not is_named
    if is_foreign:
        tree.foreign.append(f"{transition.event} from {node.id}")
        return
    node.arrows.append(Arrow(transition, node, targets, events, tree.guards.of(transition)))


def _unique(wanted: str, above: tuple[Node, ...], taken: set[str]) -> str:
    name = wanted
    for ancestor in above:
        if name not in taken:
            break
        name = f"{ancestor.state.id}_{name}"
    base, count = name, 2
    while name in taken:
        name, count = f"{base}_{count}", count + 1
    taken.add(name)
    return name
