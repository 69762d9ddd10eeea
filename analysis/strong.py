"""Strongly connected sets: states that all lead to each other.

networkx has them, too, but importing it takes longer than all checks of all our lifecycles.
"""

from collections.abc import Iterable, Iterator, Mapping


def strongly_connected(following: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield the sets, each after all others that it leads to.

    `following` maps each state to those that follow it, which are all keys as well. Harold N.
    Gabow, Path-based depth-first search for strong and biconnected components, 2000: linear.
    Without recursion, so that no length of a path is too much.

    >>> list(strongly_connected({"a": ["b"], "b": ["c"], "c": ["b", "d"], "d": []}))
    [['d'], ['b', 'c'], ['a']]
    """
    search = _Search(following)
    for state in following:
        yield from search.sets_from(state)


class _Search:
    """A depth-first search.

    `_order` numbers what was seen. `_open` is what was seen and is in no set that is complete;
    `_firsts` are the states of it that were seen first of each set known so far.
    """

    def __init__(self, following: Mapping[str, Iterable[str]]) -> None:
        self._following = following
        self._order: dict[str, int] = {}
        self._open: list[str] = []
        self._firsts: list[str] = []
        self._complete: set[str] = set()

    def sets_from(self, origin: str) -> Iterator[list[str]]:
        if origin in self._order:
            return
        way = [(origin, self._enter(origin))]
        while way:
            here, rest = way[-1]
            state = next(rest, None)
            if state is None:
                way.pop()
                if self._firsts[-1] == here:
                    yield self._completed(here)
            elif state not in self._order:
                way.append((state, self._enter(state)))
            elif state not in self._complete:
                while self._order[self._firsts[-1]] > self._order[state]:
                    self._firsts.pop()

    def _enter(self, state: str) -> Iterator[str]:
        self._order[state] = len(self._order)
        self._open.append(state)
        self._firsts.append(state)
        return iter(self._following[state])

    def _completed(self, first: str) -> list[str]:
        self._firsts.pop()
        members: list[str] = []
        while not members or members[-1] != first:
            members.append(self._open.pop())
        self._complete.update(members)
        members.reverse()
        return members
