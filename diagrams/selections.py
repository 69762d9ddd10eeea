"""Sets of nodes in few words: `every live state but maintenance`."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from wayout.diagrams.drawing import Mark, Node
from wayout.diagrams.places import Places
from wayout.diagrams.wording import listed
from wayout.machines.vocabulary import Role


@dataclass(frozen=True, slots=True)
class _Base:
    words: str
    nodes: frozenset[str]


class Selections:
    """Finds the shortest exact wording of a set of nodes.

    Tried are: a plain list, every live state, every state of one or two roles, every state in a
    cluster; each with exceptions and additions. Nodes of the same label are told apart by value.
    """

    def __init__(self, places: Places) -> None:
        labels = Counter(node.label for node in places.nodes)
        self._names = {
            node.id: node.label if labels[node.label] == 1 else node.value for node in places.nodes
        }
        self._bases = tuple(_bases(places))

    def in_words(self, selected: Collection[str], *, every: str = "every") -> str:
        """Return words for exactly the nodes with the ids in `selected`.

        `every` is `any` where one of them is meant.
        """
        chosen = frozenset(selected)
        joint = "or" if every == "any" else "and"
        words, cost = self._listed(chosen, joint), len(chosen)
        for base in self._bases:
            missing, extra = base.nodes - chosen, chosen - base.nodes
            price = 1 + len(missing) + len(extra)
            if price < cost:
                words, cost = f"{every} {base.words}", price
                words += f" but {self._listed(missing, 'and')}" if missing else ""
                words += f", {joint} {self._listed(extra, joint)}" if extra else ""
        return words

    def _listed(self, chosen: frozenset[str], joint: str) -> str:
        return listed([name for one, name in self._names.items() if one in chosen], joint)


def _bases(places: Places) -> Iterator[_Base]:
    live = places.live
    thing = "compound state" if any(node.mark is Mark.GROUP for node in live) else "state"
    yield _Base(f"live {thing}", _ids(live))
    for count in (1, 2):
        for roles in combinations((Role.STABLE, Role.TRANSIENT, Role.ERROR), count):
            words = " or ".join(role.value for role in roles)
            yield _Base(f"{words} {thing}", _ids(node for node in live if node.role in roles))
    for cluster in places.clusters:
        inside = frozenset(places.inside[cluster.id])
        yield _Base(f"live state in {cluster.label}", _ids(live) & inside)
        yield _Base(f"state in {cluster.label}", inside)


def _ids(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset(node.id for node in nodes)
