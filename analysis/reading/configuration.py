"""What is active in a machine at one moment, and the steps between such moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from wayout.analysis.reading.tree import Arrow, Node

Held = tuple[tuple[Node, tuple[Node, ...]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Configuration:
    """The innermost active states in document order, what histories hold, and events to come.

    Two are equal only as one object, which is found fast: `Alike` has one for all that are alike.

    They are atomic, and the states around them are active, but for a defect of
    python-statemachine: without `enable_self_transition_entries`, an internal transition to a
    state inside its own source leaves the inside and enters nothing, or only what lies deeper.
    `missing` are the states around the innermost ones that are not active then. No event is
    taken in a state that is not atomic.
    `pending` are the `done.state` events raised by final states inside, not yet processed.
    `ended`: all regions of a top-level parallel state are final, and the machine terminates,
    once none of the pending events leads out.
    """

    atoms: tuple[Node, ...]
    memory: Held = ()
    pending: tuple[str, ...] = ()
    missing: frozenset[Node] = frozenset()
    ended: bool = False

    @property
    def active(self) -> dict[Node, None]:
        """All active states, the outer ones before those inside."""
        full: dict[Node, None] = {}
        for atom in self.atoms:
            full.update(dict.fromkeys((*reversed(atom.ancestors), atom)))
        for node in self.missing:
            del full[node]
        return full

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all active states, as `In()` sees them."""
        return frozenset(node.state.id for node in self.active)


class Alike:
    """Keeps one configuration of all that say the same."""

    def __init__(self) -> None:
        self._known: dict[object, Configuration] = {}

    def one(self, here: Configuration) -> Configuration:
        """Return the first that is like this one."""
        content = (here.atoms, here.memory, here.pending, here.missing, here.ended)
        return self._known.setdefault(content, here)


class Move(NamedTuple):
    """One step: its label, the arrows taken together, and where they lead."""

    event: str | None
    arrows: tuple[Arrow, ...]
    to: Configuration


def done_events(node: Node, full: dict[Node, None]) -> Iterator[str]:
    """Yield the events that entering a final state raises, among the active states `full`."""
    if not node.state.final or node.parent is None:
        return
    yield f"done.state.{node.parent.state.id}"
    region = node.parent.parent
    if region is not None and region.parallel and all(_is_done(c, full) for c in region.children):
        yield f"done.state.{region.state.id}"


def _is_done(node: Node, full: dict[Node, None]) -> bool:
    if node.parallel:
        return all(_is_done(child, full) for child in node.children)
    return any(child.state.final and child in full for child in node.children)


def ends_in(entered: Iterable[Node], full: dict[Node, None]) -> bool:
    """Whether entering these states, among the active ones `full`, ends a top-level parallel.

    The last final state of its regions does, and the machine terminates. It does so in a
    top-level final state too, which nothing leads out of in a sound class.
    """
    return any(node.state.final and _ends_by(node, full) for node in entered)


def _ends_by(final: Node, full: dict[Node, None]) -> bool:
    around = None if final.parent is None else final.parent.parent
    return around is not None and around.parent is None and is_finished(around, full)


def is_finished(root: Node, full: dict[Node, None]) -> bool:
    """Whether a parallel state is active with all its regions done."""
    return root.parallel and root in full and _is_done(root, full)
