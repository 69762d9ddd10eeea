"""What a machine does next: the steps of SCXML as python-statemachine takes them.

W3C, State Chart XML (SCXML), 2015, appendix D, with the departures of python-statemachine 3.2
(`engines/base.py`). Callbacks do not run; guards that the active states do not decide may hold
or not, so that one event may lead to several configurations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import dropwhile, islice, product

from wayout.analysis.reading.configuration import (
    Alike,
    Configuration,
    Held,
    Move,
    done_events,
    ends_in,
    is_finished,
)
from wayout.analysis.reading.conflicts import compatible
from wayout.analysis.reading.entry import Entry, Memory, domain
from wayout.analysis.reading.menus import Menus
from wayout.analysis.reading.tree import Arrow, Node, Tree

_LONGEST_QUEUE = 16
"""Only eventless transitions in a circle raise more events than they take: such a machine never
comes to rest, and what is queued behind makes no difference."""


class Stepper:
    """Answers, for any configuration of one machine, which moves it can make."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._menus = Menus(tree)
        self._reenters = tree.reenters
        self._sequential = not any(node.parallel or node.history for node in tree.nodes)
        self._alike = Alike()
        self._arrivals: dict[Node, Configuration] = {}
        self._recalled_from: dict[Node, list[Node]] = {}
        for node in () if self._sequential else tree.nodes:
            for arrow in node.arrows:
                for target in filter(lambda target: target.history, arrow.targets):
                    self._recalled_from.setdefault(target, []).append(node)

    def starts(self) -> tuple[Configuration, ...]:
        """Return the configurations in which the machine begins: one in a sound class."""
        return tuple(dict.fromkeys(map(self._start, self._tree.initial)))

    def _start(self, initial: Node) -> Configuration:
        entry = Entry({}, reenters=self._reenters)
        entry.into(initial)
        return self._settle(entry.entered, {}, ())

    def at(self, leaf: Node) -> Configuration:
        """Return the configuration of one leaf, for a leaf that no run may reach."""
        return self._drop_unawaited(Configuration((leaf,)))

    def moves(self, here: Configuration) -> Iterator[Move]:
        """Yield every move, in the order in which the machine considers them.

        Eventless transitions come first; where one is sure, nothing else happens. Then the
        events raised inside; only with none left are events from outside taken, unless it ends.
        """
        active = here.ids
        automatic, is_sure = self._selected(here, None, active, here.pending)
        yield from automatic
        if is_sure:
            return
        if here.pending:
            event, *rest = here.pending
            raised, is_sure = self._selected(here, event, active, tuple(rest))
            yield from raised
            if not is_sure:
                yield from self.moves(self._alike.one(replace(here, pending=tuple(rest))))
            return
        if here.ended:
            return
        for event in self._menus.sent(here.atoms):
            yield from self._selected(here, event, active, ())[0]

    def taking(self, here: Configuration, arrow: Arrow) -> Configuration:
        """Return where an arrow leads from here, whether or not it would be selected."""
        return self._take(here, (arrow,), ())

    def never_selected(self, leaf: Node) -> Iterator[tuple[str | None, Arrow]]:
        """Yield (event, loser) for arrows that an earlier sure one of `leaf` beats."""
        active = Configuration((leaf,)).ids
        for event, arrows in self._menus.of(leaf).items():
            if len(arrows) > 1:
                sure = dropwhile(lambda arrow: arrow.holds(active) is not True, arrows)
                yield from ((event, arrow) for arrow in islice(sure, 1, None))

    def _selected(
        self,
        here: Configuration,
        event: str | None,
        active: frozenset[str],
        pending: tuple[str, ...],
    ) -> tuple[Iterable[Move], bool]:
        """Return the moves on one event, and whether one of them is taken for sure."""
        if len(here.atoms) == 1:
            options = self._options(here.atoms[0], event, active)
            moves = [
                Move(event, (arrow,), self._take(here, (arrow,), pending))
                for arrow in options
                if arrow is not None
            ]
            return moves, None not in options
        several = [self._options(atom, event, active) for atom in here.atoms]
        is_sure = any(None not in options for options in several)
        return self._selected_together(here, event, several, pending), is_sure

    def _selected_together(
        self,
        here: Configuration,
        event: str | None,
        options: Iterable[tuple[Arrow | None, ...]],
        pending: tuple[str, ...],
    ) -> Iterator[Move]:
        seen: set[tuple[Arrow, ...]] = set()
        for chosen in product(*options):
            picked = tuple(dict.fromkeys(arrow for arrow in chosen if arrow is not None))
            for arrows in self._winners(picked, here):
                if arrows and arrows not in seen:
                    seen.add(arrows)
                    yield Move(event, arrows, self._take(here, arrows, pending))

    def _options(
        self, atom: Node, event: str | None, active: frozenset[str]
    ) -> tuple[Arrow | None, ...]:
        """Return what an active leaf may select: arrows, and None where it may select nothing."""
        options: list[Arrow | None] = []
        for arrow in self._menus.of(atom).get(event, ()):
            verdict = arrow.holds(active)
            if verdict is not False:
                options.append(arrow)
            if verdict is True:
                return tuple(options)
        return (*options, None)

    def _winners(
        self, arrows: tuple[Arrow, ...], here: Configuration
    ) -> Iterable[tuple[Arrow, ...]]:
        if len(arrows) < 2:  # noqa: PLR2004 - one arrow conflicts with nothing
            return (arrows,)
        return compatible(arrows, {arrow: self._left_by(arrow, here) for arrow in arrows})

    def _take(
        self, here: Configuration, arrows: tuple[Arrow, ...], pending: tuple[str, ...]
    ) -> Configuration:
        """Return where arrows lead together. Where one leaf is active, the target decides."""
        arrow = arrows[0]
        if not self._sequential or pending or here.pending or arrow.transition.internal:
            return self._worked_out(here, arrows, pending)
        if not arrow.targets:
            return here
        target = arrow.targets[0]
        if target not in self._arrivals:
            self._arrivals[target] = self._worked_out(here, arrows, pending)
        return self._arrivals[target]

    def _worked_out(
        self, here: Configuration, arrows: tuple[Arrow, ...], pending: tuple[str, ...]
    ) -> Configuration:
        memory = dict(here.memory)
        full = here.active
        left: set[Node] = set()
        for arrow in arrows:
            left |= self._left_by(arrow, here)
        for node in sorted(left, key=lambda node: node.order):
            for history in node.histories:
                remembered = (
                    (other for other in full if other.inside(node))
                    if history.deep
                    else (other for other in full if other.parent is node)
                )
                memory[history] = tuple(sorted(remembered, key=lambda other: other.order))
        entry = Entry(memory, reenters=self._reenters)
        for arrow in arrows:
            entry.by(arrow)
        remaining = dict.fromkeys(node for node in full if node not in left)
        return self._settle(entry.entered, memory, pending, remaining, ending=here.ended)

    def _settle(
        self,
        entered: dict[Node, None],
        memory: Memory,
        pending: tuple[str, ...],
        remaining: dict[Node, None] | None = None,
        *,
        ending: bool = False,
    ) -> Configuration:
        full = {**(remaining or {}), **entered}
        outer = {ancestor for node in full for ancestor in node.ancestors}
        atoms = tuple(
            sorted((node for node in full if node not in outer), key=lambda node: node.order)
        )
        raised = tuple(
            event
            for node in sorted(entered, key=lambda node: node.order)
            for event in done_events(node, full)
            if event in self._menus.awaited
        )
        ended = ends_in(entered, full) or (
            ending and any(is_finished(root, full) for root in self._tree.roots)
        )
        is_over = all(atom.state.final and atom.parent is None for atom in atoms)
        held = () if is_over else self._worth_remembering(memory, full)
        queue = (pending + raised)[:_LONGEST_QUEUE]
        missing = frozenset(outer.difference(full))
        return self._drop_unawaited(Configuration(atoms, held, queue, missing, ended))

    def _worth_remembering(self, memory: Memory, full: dict[Node, None]) -> Held:
        """Forget what no transition can recall before the history is written again."""
        return tuple(
            (history, memory[history])
            for history in sorted(memory, key=lambda node: node.order)
            if (recallers := self._recalled_from.get(history))
            and (
                history.parent not in full
                or any(source.inside(history.parent) for source in recallers)
            )
        )

    def _drop_unawaited(self, here: Configuration) -> Configuration:
        """Drop events raised inside that nothing in this configuration can take."""
        active = here.ids

        def can_take(event: str | None) -> bool:
            return any(self._options(atom, event, active) != (None,) for atom in here.atoms)

        if not here.pending or can_take(None):
            return self._alike.one(here)
        awaited = dropwhile(lambda event: not can_take(event), here.pending)
        return self._alike.one(replace(here, pending=tuple(awaited)))

    def _left_by(self, arrow: Arrow, here: Configuration) -> frozenset[Node]:
        if not arrow.targets:
            return frozenset()
        limit = domain(arrow, dict(here.memory))
        full = here.active
        return frozenset(node for node in full if limit is None or node.inside(limit))
