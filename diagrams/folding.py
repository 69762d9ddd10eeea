"""What is listed instead of drawn: events that lead from nearly everywhere to the same state."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wayout.analysis.lifecycle import Transition
from wayout.diagrams.drawing import Rule
from wayout.diagrams.places import Places
from wayout.diagrams.selections import Selections
from wayout.diagrams.wording import events_of
from wayout.machines.vocabulary import Kind, Role


@dataclass(frozen=True, slots=True)
class Folding:
    """When an event is universal: from how large a share of the live states, how many at least.

    The live states are those of the lifecycle, or those inside one compound state. `errors` is
    from how many error states an event is a common way out of errors. A lifecycle of no more
    than `small` transitions is drawn whole.
    """

    share: float = 0.6
    least: int = 4
    errors: int = 3
    small: int = 20


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Transitions of one kind, from each origin to each target."""

    kind: Kind | None
    origins: frozenset[str]
    targets: frozenset[str]
    transitions: tuple[Transition, ...]


def fold(
    transitions: Sequence[Transition], places: Places, folding: Folding
) -> tuple[tuple[Rule, ...], tuple[Transition, ...]]:
    """Split transitions into rules and the rest that is drawn. Together they are all, each once.

    Self-loops that belong to a universal event are in its rule, the others in rules of their
    own. Linear in the transitions.
    """
    if len(transitions) <= folding.small:
        return (), tuple(transitions)
    scopes = tuple(_scopes(places))
    universal = [
        bundle
        for group in _by_event(transitions)
        for bundle in _universal(group, places, scopes, folding)
    ]
    rest = _without(transitions, universal)
    loops = [step for step in rest if places.of[step.from_state] is places.of[step.to_state]]
    staying = [_staying(group, places) for group in _by_event(loops)]
    words = Selections(places)
    rules = (*_rules(universal, words), *_rules(staying, words))
    return rules, _without(rest, staying)


def _by_event(transitions: Iterable[Transition]) -> list[list[Transition]]:
    groups: dict[tuple[str | None, Kind | None], list[Transition]] = {}
    for transition in transitions:
        groups.setdefault((transition.event, transition.kind), []).append(transition)
    return list(groups.values())


def _scopes(places: Places) -> Iterator[frozenset[str]]:
    """The sets of live nodes that an event may be universal in, the widest first."""
    live = frozenset(node.id for node in places.live)
    yield live
    for cluster in places.clusters:
        yield live & frozenset(places.inside[cluster.id])


def _universal(
    group: Sequence[Transition],
    places: Places,
    scopes: Sequence[frozenset[str]],
    folding: Folding,
) -> list[_Bundle]:
    """Return the universal part of the transitions of one event."""
    by_target: dict[str, list[Transition]] = {}
    for step in group:
        by_target.setdefault(places.of[step.to_state].id, []).append(step)
    by_origins: dict[frozenset[str], list[Transition]] = {}
    for steps in by_target.values():
        found = frozenset(places.of[step.from_state].id for step in steps)
        origins = _common(found, places, scopes, folding)
        inside = [step for step in steps if places.of[step.from_state].id in origins]
        by_origins.setdefault(origins, []).extend(inside)
    return [
        _Bundle(
            kind=steps[0].kind,
            origins=origins,
            targets=frozenset(places.of[step.to_state].id for step in steps),
            transitions=tuple(steps),
        )
        for origins, steps in by_origins.items()
        if origins
    ]


def _common(
    found: frozenset[str], places: Places, scopes: Sequence[frozenset[str]], folding: Folding
) -> frozenset[str]:
    """Return those origins that a rule may speak of; none, if they are too few."""
    for scope in scopes:
        if len(found & scope) >= max(folding.least, folding.share * len(scope)):
            return found & scope
    errors = frozenset(node.id for node in places.live if node.role is Role.ERROR)
    return found & errors if len(found & errors) >= folding.errors else frozenset()


def _staying(loops: Sequence[Transition], places: Places) -> _Bundle:
    origins = frozenset(places.of[step.from_state].id for step in loops)
    return _Bundle(loops[0].kind, origins, frozenset(), tuple(loops))


def _without(
    transitions: Iterable[Transition], bundles: Iterable[_Bundle]
) -> tuple[Transition, ...]:
    folded = {id(step) for bundle in bundles for step in bundle.transitions}
    return tuple(step for step in transitions if id(step) not in folded)


def _rules(bundles: Iterable[_Bundle], words: Selections) -> Iterator[Rule]:
    """Join the bundles that differ in their events only; order them by their origins."""
    joined: dict[frozenset[str], dict[tuple[object, ...], list[_Bundle]]] = {}
    for bundle in bundles:
        alike = joined.setdefault(bundle.origins, {})
        alike.setdefault((bundle.kind, bundle.targets), []).append(bundle)
    for origins, alike in joined.items():
        for members in alike.values():
            steps = tuple(step for member in members for step in member.transitions)
            targets = members[0].targets
            yield Rule(
                origins=words.in_words(origins),
                kind=members[0].kind,
                events=events_of(steps),
                targets=words.in_words(targets, every="any") if targets else "",
                tails=tuple(sorted(origins)),
                heads=tuple(sorted(targets)),
                transitions=steps,
            )
