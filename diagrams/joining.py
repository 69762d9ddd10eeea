"""Transitions to lines: parallel ones merged, round trips as one, compound states as origins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wayout.analysis.lifecycle import Transition
from wayout.diagrams import wording
from wayout.diagrams.drawing import Detail, Edge, Mark, Node
from wayout.diagrams.escaping import TITLE_LIMIT, cut
from wayout.diagrams.places import Places
from wayout.machines.vocabulary import Kind, Role

_OUTWARD = (Kind.REQUEST, Kind.SUCCESS, Kind.PROGRESS, Kind.ADMIN, Kind.PERIODIC, Kind.STARTUP)
TELLING = (*_OUTWARD[:2], Kind.REVERT, Kind.FAILURE, *_OUTWARD[2:], None)
"""Kinds, that which says most about a line first."""


@dataclass(frozen=True, slots=True)
class _Key:
    """What parallel transitions share. `cluster` is the compound state that declares them."""

    tail: str
    head: str
    kind: Kind | None
    cluster: str | None = None


_Bundles = Mapping[_Key, tuple[Transition, ...]]


def join(
    transitions: Sequence[Transition],
    places: Places,
    detail: Detail,
    called: Mapping[str, str] | None = None,
) -> tuple[Edge, ...]:
    """Return the lines that stand for the transitions, each of which is in exactly one of them.

    They bear the events, or what these are `called`.
    Transitions between the same nodes are one line if they are of the same kind; between groups
    they are one whatever their kinds, and it looks like the most telling of these. In the order
    of their first transitions. Linear in the transitions.
    """
    bundles = _merged(transitions, places)
    if detail is Detail.GROUPS:
        bundles = _of_any_kind(bundles)
    trips = dict(_round_trips(bundles, places))
    returning = {key for keys in trips.values() for key in keys}
    outgoing = [key for key in bundles if key not in returning]
    names = {node.id: node.value for node in places.nodes}
    names |= {cluster.id: cluster.label for cluster in places.clusters}
    return tuple(
        _named(_edge(f"e{index}", key, bundles, trips.get(key, ()), names), called)
        for index, key in enumerate(outgoing)
    )


def _edge(
    identity: str,
    key: _Key,
    bundles: _Bundles,
    home: tuple[_Key, ...],
    names: Mapping[str, str],
) -> Edge:
    there = bundles[key]
    back = tuple(step for way in home for step in bundles[way])
    tail, head = names[key.cluster or key.tail], names[key.head]
    return Edge(
        id=identity,
        tail=key.tail,
        head=key.head,
        kind=key.kind,
        label="",
        title=wording.edge_title(tail, head, there, back),
        there=there,
        back=back,
        tail_cluster=key.cluster,
    )


def _named(edge: Edge, called: Mapping[str, str] | None) -> Edge:
    bears = wording.events_of(edge.there, called)
    back = wording.events_of(edge.back, called)
    said = "" if called is None else f"\nOperations: {', '.join(dict.fromkeys((*bears, *back)))}."
    return replace(
        edge,
        label=wording.edge_label(bears, back),
        title=cut(edge.title, TITLE_LIMIT - len(said)) + said,
        bears=bears,
        bears_back=back,
    )


def _merged(transitions: Sequence[Transition], places: Places) -> _Bundles:
    """Merge the transitions that one line can show."""
    whole = _whole(transitions, places)
    bundles: dict[_Key, list[Transition]] = {}
    for step in transitions:
        tail, head = places.of[step.from_state].id, places.of[step.to_state].id
        cluster = places.cluster_of.get(step.declared_on or "")
        inside = places.inside[cluster] if cluster else ()
        if _declaration(step) not in whole or tail not in inside or head in inside:
            key = _Key(tail, head, step.kind)
        else:
            key = _Key(inside[0], head, step.kind, cluster)
        bundles.setdefault(key, []).append(step)
    return {key: tuple(steps) for key, steps in bundles.items()}


def _whole(transitions: Sequence[Transition], places: Places) -> frozenset[tuple[object, ...]]:
    """Return the declarations on compound states that hold in every state drawn inside.

    A state inside that answers the event itself is none of their origins.
    """
    origins: dict[tuple[object, ...], set[str]] = {}
    on: dict[tuple[object, ...], tuple[str, ...]] = {}
    for step in transitions:
        made = _declaration(step)
        origins.setdefault(made, set()).add(step.from_state)
        on[made] = places.inside.get(places.cluster_of.get(step.declared_on or "", ""), ())
    return frozenset(
        made
        for made, found in origins.items()
        if len(found) > 1 and {places.of[state].id for state in found}.issuperset(on[made])
    )


def _declaration(step: Transition) -> tuple[object, ...]:
    """What transitions have in common that one declaration on a compound state gives."""
    return step.declared_on, step.event, step.kind, step.to_state


def _of_any_kind(bundles: _Bundles) -> _Bundles:
    """Merge the bundles between the same two nodes, the most telling kind first."""
    pairs: dict[tuple[str, str], list[_Key]] = {}
    for key in bundles:
        pairs.setdefault((key.tail, key.head), []).append(key)
    merged = {}
    for keys in pairs.values():
        keys.sort(key=lambda key: TELLING.index(key.kind))
        merged[keys[0]] = tuple(step for key in keys for step in bundles[key])
    return merged


def _round_trips(bundles: _Bundles, places: Places) -> Iterator[tuple[_Key, tuple[_Key, ...]]]:
    """Pair the way out of a stable state with the ways back into it.

    Failures, and what ends in an error or final state, are never part of a round trip.
    """
    nodes = {node.id: node for node in places.nodes}
    taken: set[_Key] = set()
    for key in bundles:
        if key.cluster is not None or key.kind not in _OUTWARD or key in taken:
            continue
        if not _may_be_round(nodes[key.tail], nodes[key.head]):
            continue
        ways = (_Key(key.head, key.tail, kind) for kind in _homeward(key.kind))
        home = tuple(way for way in ways if way in bundles and way not in taken)
        if home:
            taken.update((key, *home))
            yield key, home


def _homeward(kind: Kind | None) -> Iterator[Kind | None]:
    """Yield the kinds that may return on a line of a kind, and so in its colour.

    They are the kind itself and what a service does. An administrator's return on the line of a
    user's request would look like a call that a user can make, and the other way round.
    """
    yield from dict.fromkeys((Kind.SUCCESS, kind, Kind.REVERT, Kind.PROGRESS, Kind.STARTUP))


def _may_be_round(tail: Node, head: Node) -> bool:
    stable = tail.role is Role.STABLE and tail.mark is not Mark.ABSENT
    return stable and head is not tail and head.role in {Role.STABLE, Role.TRANSIENT}
