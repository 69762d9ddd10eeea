"""Which states a transition enters, regions, defaults and histories included.

W3C, State Chart XML (SCXML), 2015, appendix D (`computeEntrySet`), as python-statemachine 3.2
does it (`engines/base.py`: `compute_entry_set`).
"""

from __future__ import annotations

from wayout.analysis.reading.tree import Arrow, Node

Memory = dict[Node, tuple[Node, ...]]
"""What each history remembers: the states that were active when its parent was left."""


class Entry:
    """Gathers the states entered by the arrows of one step, given what histories remember.

    `reenters` is the machine's `enable_self_transition_entries`.
    """

    def __init__(self, memory: Memory, *, reenters: bool) -> None:
        self._memory = memory
        self._reenters = reenters
        self.entered: dict[Node, None] = {}

    def by(self, arrow: Arrow) -> None:
        """Enter what an arrow leads to; an arrow without targets enters nothing."""
        if not arrow.targets:
            return
        stays_inside = arrow.transition.is_self or arrow.targets[0].inside(arrow.source)
        enters = self._reenters or not (arrow.transition.internal and stays_inside)
        for target in arrow.targets:
            self.into(target, enters=enters)
        limit = domain(arrow, self._memory)
        for target in effective(arrow.targets, self._memory):
            self._above(target, limit, enters=enters)

    def into(self, node: Node, *, enters: bool = True) -> None:
        """Enter a state and what it enters by default."""
        if node.history:
            self._into_history(node, enters=enters)
            return
        if enters:
            self.entered[node] = None
        if node.parallel:
            self._regions(node, enters=enters)
        elif node.compound:
            for target in node.default_entry:
                self.into(target)
            for target in node.default_entry:
                self._above(target, node, enters=True)

    def _into_history(self, history: Node, *, enters: bool) -> None:
        remembered = self._memory.get(history)
        if remembered is None:
            targets = tuple(target for arrow in history.arrows for target in arrow.targets)
            for target in targets:
                self.into(target)
        else:
            targets = remembered
            for target in targets:
                if history.deep:
                    self.entered[target] = None
                else:
                    self.into(target, enters=enters)
        for target in targets:
            self._above(target, history.parent, enters=enters)

    def _regions(self, node: Node, *, enters: bool) -> None:
        for region in node.children:
            if not any(other.inside(region) for other in self.entered):
                self.into(region, enters=enters)

    def _above(self, node: Node, limit: Node | None, *, enters: bool) -> None:
        for ancestor in node.ancestors:
            if ancestor is limit:
                return
            self.entered[ancestor] = None
            if ancestor.parallel:
                self._regions(ancestor, enters=enters)


def domain(arrow: Arrow, memory: Memory) -> Node | None:
    """Return the state that all that is left and entered lies inside; None: the root."""
    targets = effective(arrow.targets, memory)
    if not targets:  # a history that remembers nothing and has no default
        return None
    source, internal = arrow.source, arrow.transition.internal
    if internal and source.compound and all(target.inside(source) for target in targets):
        return source
    if internal and arrow.transition.is_self and arrow.targets[0].atomic:
        return source
    return next(
        (
            ancestor
            for ancestor in source.ancestors
            if ancestor.compound and all(target.inside(ancestor) for target in targets)
        ),
        None,
    )


def effective(targets: tuple[Node, ...], memory: Memory) -> tuple[Node, ...]:
    """Return the states that targets stand for, histories resolved."""
    found: dict[Node, None] = {}
    for target in targets:
        if not target.history:
            found[target] = None
        elif target in memory:
            found.update(dict.fromkeys(memory[target]))
        else:
            for arrow in target.arrows:
                found.update(dict.fromkeys(effective(arrow.targets, memory)))
    return tuple(found)
