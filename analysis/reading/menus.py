"""Which transitions of a state answer to which event, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

from wayout.analysis.reading.tree import Arrow, Node, Tree

Menu = dict[str | None, list[Arrow]]
"""Event, or None for eventless -> the arrows that answer to it, the first to be tried first."""


class Menus:
    """The menus of the leaves of one machine, each made once.

    A leaf tries its own transitions, then those of the states around it from the inside out,
    each in the order of the `.to()` calls. `awaited` are the events raised inside the machine
    that some transition answers to.
    """

    def __init__(self, tree: Tree) -> None:
        answered = _answered(tree)
        self._own = {node: _own(node, answered) for node in tree.nodes}
        self._menus: dict[Node, Menu] = {}
        self.awaited = frozenset(
            label
            for menu in self._own.values()
            for label in menu
            if label and label.startswith("done.state.")
        )

    def of(self, leaf: Node) -> Menu:
        """Return the menu of an active state; one that has states inside answers to nothing."""
        menu = self._menus.get(leaf)
        if menu is None:
            menu = self._menus[leaf] = {}
            for node in (leaf, *leaf.ancestors) if leaf.atomic else ():
                for label, arrows in self._own[node].items():
                    menu.setdefault(label, []).extend(arrows)
        return menu

    def sent(self, atoms: Iterable[Node]) -> list[str]:
        """Return the events from outside that the active states answer to, each once."""
        labels = dict.fromkeys(chain.from_iterable(map(self.of, atoms)))
        return [label for label in labels if label and label not in self.awaited]


_Answered = Callable[[tuple[str, ...]], Iterable[str | None]]


def _own(node: Node, answered: _Answered) -> Menu:
    """Return what the transitions of a state itself answer to."""
    menu: Menu = {}
    for arrow in node.arrows:
        for label in answered(arrow.events):
            menu.setdefault(label, []).append(arrow)
    return menu


def _answered(tree: Tree) -> _Answered:
    """Return a function from the events of a transition to those that it answers to, each once."""
    descriptors = _descriptors(tree)

    @cache
    def answered(events: tuple[str, ...]) -> Iterable[str | None]:
        matched = (descriptors.get(event, (event,)) for event in events)
        return dict.fromkeys(chain.from_iterable(matched)) if events else (None,)

    return answered


def _descriptors(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Map each event descriptor to the events it matches: itself, dotted heirs, all for `*`."""
    events = [event for event in tree.events if not event.endswith("*")]
    matched: dict[str, list[str]] = {"*": [*events, "*"]}
    for event in events:
        tokens = event.split(".")
        for length in range(1, len(tokens) + 1):
            prefix = ".".join(tokens[:length])
            matched.setdefault(prefix, []).append(event)
            matched.setdefault(f"{prefix}.*", []).append(event)
    return {descriptor: tuple(found) for descriptor, found in matched.items()}
