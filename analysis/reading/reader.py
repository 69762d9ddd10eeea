"""From a class to a `Lifecycle`: explore the configurations and name what is found."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from statemachine.factory import StateMachineMetaclass

from wayout.analysis.lifecycle import Lifecycle, Location, State, Transition
from wayout.analysis.limits import DEFAULT, Deadline, Limits
from wayout.analysis.reading.assumptions import assumptions_of
from wayout.analysis.reading.bounds import Bounds
from wayout.analysis.reading.classes import is_machine
from wayout.analysis.reading.comments import accepted_inline
from wayout.analysis.reading.configuration import Configuration, Move
from wayout.analysis.reading.declared import (
    Declarations,
    claims_of,
    compounds_of,
    constraints_of,
    documentation_of,
    name_of,
)
from wayout.analysis.reading.guards import conjunction
from wayout.analysis.reading.naming import Names
from wayout.analysis.reading.places import Places
from wayout.analysis.reading.projections import projection_of
from wayout.analysis.reading.resolution import unknown_guards
from wayout.analysis.reading.roles import joint_role, role_of
from wayout.analysis.reading.stepping import Stepper
from wayout.analysis.reading.tree import Arrow, Node, Tree, tree_of
from wayout.analysis.reading.values import shared_values
from wayout.machines.vocabulary import Actor, Kind, Machine, Role

_Said = tuple[Kind | None, Actor | None, str | None, str, bool, Location | None]
_DROPS = "allow_event_without_transition"


def read(
    machine: type,
    *,
    target: str,
    name: str | None = None,
    limits: Limits = DEFAULT,
    deadline: Deadline | None = None,
) -> Lifecycle:
    """Read a class: every leaf configuration that it can be in, every step it can take.

    Leaves that no run reaches are read as well, with their steps, unless they lie inside a
    parallel state, where they make no configuration alone: such a leaf has no steps.
    Linear in the configurations and their steps; parallel regions multiply configurations.

    The time is looked at after every step that is found, so that a machine stops near its
    `deadline`: by default `limits.seconds` from now.

    Raises:
        TypeError: if `machine` is not a python-statemachine class with states.
        ClaimsError: if what should be claims are none.
        ProjectionError: if it declares a projection of values that no state has.
        LimitReachedError: past one of the `limits`.
    """
    if not is_machine(machine):
        message = f"{machine!r} is not a python-statemachine class with states"
        raise TypeError(message)
    bounds = Bounds(limits, deadline or Deadline.after(limits.seconds))
    return _Reading(machine, target, name, bounds).lifecycle()


class _Reading:
    def __init__(
        self, machine: StateMachineMetaclass, target: str, name: str | None, bounds: Bounds
    ) -> None:
        self._machine = machine
        self._bounds = bounds
        self._target = target
        self._name = name or name_of(machine)
        self._tree: Tree = tree_of(machine)
        self._stepper = Stepper(self._tree)
        self._places = Places(machine)
        ours: type[Machine] = machine if issubclass(machine, Machine) else Machine
        self._declarations = Declarations(ours)
        self._accepted = ours.accepted
        self._names = Names(self._tree)
        self._known: dict[tuple[str | None, int, Node | None], _Said] = {}

    def lifecycle(self) -> Lifecycle:
        starts = self._stepper.starts()
        moves = self._explore(starts)
        lone = self._lone_leaves(moves)
        self._names.give(moves, lone)
        transitions = [step for here in moves for step in self._steps(here, moves[here])]
        title, description = documentation_of(self._machine)
        lifecycle = Lifecycle(
            name=self._name,
            title=title,
            target=self._target,
            initial=tuple(self._names.of(start) for start in starts),
            states=tuple(self._state(here, moves.get(here, ())) for here in self._names),
            transitions=tuple(transitions),
            shadowed=tuple(self._shadowed(moves)),
            compounds=tuple(compounds_of(self._tree, self._places)),
            events=self._tree.events,
            assumptions=assumptions_of(self._tree, moves),
            accepted=(
                *self._accepted,
                *accepted_inline(
                    self._machine, self._places, self._names.by_path(), self._tree.events
                ),
            ),
            description=description,
            location=self._places.of_class,
            projection=projection_of(self._machine, self._names.plain_values()),
            constraints=constraints_of(self._machine),
            drops_events=bool(getattr(self._machine, _DROPS)),
            unknown_guards=unknown_guards(self._tree),
            refused=self._names.within(self._tree.refused),
            shared_values=shared_values(self._tree, self._names, self._places),
            claims=claims_of(self._machine),
        )
        self._bounds.check_labels(lifecycle)
        return lifecycle

    def _explore(self, starts: tuple[Configuration, ...]) -> dict[Configuration, list[Move]]:
        """Map every configuration to its moves, the reachable ones first."""
        moves: dict[Configuration, list[Move]] = {}
        for start in starts:
            self._explore_from(start, moves)
        covered = {atom for here in moves for atom in here.atoms}
        for leaf in self._tree.leaves:
            if leaf not in covered and not any(above.parallel for above in leaf.ancestors):
                self._explore_from(self._stepper.at(leaf), moves)
        return moves

    def _explore_from(self, origin: Configuration, moves: dict[Configuration, list[Move]]) -> None:
        queue = deque([origin] if origin not in moves else [])
        while queue:
            here = queue.popleft()
            if here in moves:
                continue
            self._bounds.count_state()
            moves[here] = list(self._bounds.counted(self._stepper.moves(here)))
            queue.extend(move.to for move in moves[here] if move.to not in moves)

    def _lone_leaves(self, moves: dict[Configuration, list[Move]]) -> list[Configuration]:
        """Return leaves inside parallel states that no configuration holds."""
        covered = {atom for here in moves for atom in here.atoms}
        return [self._stepper.at(leaf) for leaf in self._tree.leaves if leaf not in covered]

    def _state(self, here: Configuration, moves: Collection[Move]) -> State:
        is_end = here.ended and not moves
        if len(here.atoms) == 1:
            state = self._state_of_leaf(here, here.atoms[0])
            return replace(state, role=Role.FINAL, inferred=True) if is_end else state
        roles = [role_of(atom) for atom in here.atoms]
        return State(
            id=self._names.of(here),
            value=self._names.value_of(here),
            role=Role.FINAL if is_end else joint_role([role for role, _ in roles]),
            parent=self._names.parent_of(here),
            inferred=is_end or any(inferred for _, inferred in roles),
            location=next((self._places.of(*atom.path) for atom in here.atoms), None),
            leaves=tuple(atom.id for atom in here.atoms),
        )

    def _state_of_leaf(self, here: Configuration, leaf: Node) -> State:
        role, inferred = role_of(leaf)
        place = getattr(leaf.state, "place", None)
        return State(
            id=self._names.of(here),
            value=self._names.value_of(here),
            role=role,
            parent=self._names.parent_of(here),
            parts=getattr(leaf.state, "parts", None),
            meaning=getattr(leaf.state, "meaning", ""),
            inferred=inferred,
            location=self._places.at(place, *leaf.path) if place else self._places.of(*leaf.path),
            leaves=() if leaf.id == self._names.of(here) else (leaf.id,),
        )

    def _steps(self, here: Configuration, moves: Iterable[Move]) -> Iterator[Transition]:
        origin = self._names.of(here)
        for event, arrows, to in moves:
            yield self._labelled(event, here, (origin, self._names.of(to)), arrows)

    def _labelled(
        self,
        event: str | None,
        here: Configuration,
        ends: tuple[str, str],
        arrows: tuple[Arrow, ...],
    ) -> Transition:
        """Return a step. It is made by position: there are many, and names take a fifth longer."""
        first, *more = arrows
        origin, to = ends
        kind, actor, source, note, unsure, location = self._said(event, first)
        guard = _guard(arrows, here)
        internal = any(map(_IS_INTERNAL, arrows))
        declared_on = None if more else first.source.id
        location = location or self._places.of(*first.source.path)
        return Transition(
            *(event, origin, to, kind, actor, guard, source, note, unsure, internal),
            *(declared_on, location),
        )

    def _said(self, event: str | None, arrow: Arrow) -> _Said:
        """Return what is declared of an event, and where: the same for states side by side."""
        said = self._declarations.of(event, arrow)
        key = (event, id(said), arrow.source.parent)
        known = self._known.get(key)
        if known is None:
            path = (*arrow.source.path[:-1], (event or "").replace(".", "_"))
            known = self._known[key] = (
                (None, None, None, "", False, self._places.of(*path))
                if said is None
                else (
                    *(said.kind, said.actor, said.source, said.note, said.unsure),
                    self._places.at(said.place, *path),
                )
            )
        return known

    def _shadowed(self, moves: dict[Configuration, list[Move]]) -> Iterator[Transition]:
        """Yield the declared transitions that no configuration ever selects, each once."""
        losers: dict[tuple[str | None, Arrow], Configuration] = {}
        for here in moves:
            for leaf in here.atoms:
                for event, loser in self._stepper.never_selected(leaf):
                    losers.setdefault((event, loser), here)
        for move in chain.from_iterable(moves.values() if losers else ()):
            for arrow in move.arrows:
                losers.pop((move.event, arrow), None)
        for (event, loser), here in losers.items():
            after = self._names.after(self._stepper, here, loser)
            yield self._labelled(event, here, (self._names.of(here), after), (loser,))


def _guard(arrows: tuple[Arrow, ...], here: Configuration) -> str | None:
    guards = [*filter(None, map(_GUARD, arrows))]
    if not guards:
        return None
    return conjunction(
        [guard.among(here.ids) if guard.decidable else guard.text for guard in guards]
    )


_GUARD = attrgetter("guard")
_IS_INTERNAL = attrgetter("transition.internal")
