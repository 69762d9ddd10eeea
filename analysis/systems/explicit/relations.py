"""The steps of a system as tables that turn arrays of packed states into those after a step.

A step adds to a packed state what depends on some of its digits only. Steps that look at the same
digits share a table, whose rows fall into few classes: those to which the same is added. States
are sorted by class, so that all of a class are sent on at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod

import numpy as np
from numpy.typing import NDArray

from wayout.analysis.systems.clusters import stepped, targets
from wayout.analysis.systems.explicit.packing import Batch, Codes, Mask, Nodes, Packing
from wayout.analysis.systems.system import Step

MOST_ROWS = 1 << 18
"""How large a table over several digits may be; a step that needs more has a table for each."""

_MOST_SHORT = 1 << 16

Kinds = NDArray[np.unsignedinteger]


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """What is added to a state by its digits in some clusters, as a class of each row.

    Class 0 cannot make the step; to the states of any other everything in `added` is added.
    """

    clusters: tuple[int, ...]
    of_row: Kinds
    added: tuple[Codes, ...]


Relation = tuple[Table, ...]
"""Steps that are made in each of several tables at once."""


def sent(relation: Relation, batch: Batch) -> Iterator[tuple[Nodes, Codes]]:
    """Yield packed states after a step, a row for each way, and the indices of those before.

    An index is one in the batch; they come class by class.
    """
    table, *others = relation
    kind = table.of_row[batch.rows(table.clusters)]
    index = np.flatnonzero(kind)
    kind = kind[index]
    index = index[np.argsort(kind, kind="stable")]
    codes = batch.codes[index]
    ends = np.cumsum(np.bincount(kind, minlength=1))
    for which in np.flatnonzero(np.diff(ends)) + 1:
        some = slice(ends[which - 1], ends[which])
        if not others:
            yield index[some], np.add.outer(table.added[which], codes[some])
            continue
        for added in table.added[which]:
            for origin, after in sent(tuple(others), Batch(batch.packing, codes[some] + added)):
                yield index[some][origin], after


def all_sent(tables: Iterable[Relation], batch: Batch) -> Iterator[tuple[Nodes, Codes]]:
    """Yield the same of several relations: of equal members, the states that stand for them."""
    for origin, after in chain.from_iterable(sent(relation, batch) for relation in tables):
        yield origin, batch.packing.standing(after)


def able(relation: Relation, batch: Batch) -> Mask:
    """Return which states of a batch the steps can be made in."""
    found = np.ones(len(batch.codes), np.bool_)
    for table in relation:
        found &= table.of_row[batch.rows(table.clusters)] > 0
    return found


_Local = Mapping[int, tuple[int, ...]]
"""What is added to one digit, by its value; never nothing."""


def relations(
    packing: Packing, steps: Iterable[Step], *, back: bool = False
) -> tuple[Relation, ...]:
    """Return tables of the steps, or of the way back from after them."""
    joint: dict[tuple[int, ...], list[Sequence[_Local]]] = {}
    apart: dict[object, Relation] = {}
    for step in steps:
        found = _by_cluster(packing, step, back=back)
        clusters = tuple(found)
        if not all(found.values()):
            continue
        if prod(packing.sizes[cluster] for cluster in clusters) <= MOST_ROWS:
            joint.setdefault(clusters, []).append(tuple(found.values()))
            continue
        key = tuple((cluster, tuple(sorted(local.items()))) for cluster, local in found.items())
        if key not in apart:
            tables = (_table(packing, (cluster,), [(local,)]) for cluster, local in found.items())
            apart[key] = tuple(sorted(tables, key=lambda table: np.count_nonzero(table.of_row)))
    return (
        *((_table(packing, clusters, locals_),) for clusters, locals_ in joint.items()),
        *apart.values(),
    )


def _by_cluster(packing: Packing, step: Step, *, back: bool) -> Mapping[int, _Local]:
    moves: dict[int, list[tuple[int, Mapping[int, Sequence[int]]]]] = {}
    for move in step.moves:
        index, place = packing.at[move.member]
        moves.setdefault(index, []).append((place, targets(move.pairs)))
    found: dict[int, _Local] = {}
    for index in sorted(moves):
        cluster, weight = packing.clusters[index], packing.weights[index]
        local: dict[int, dict[int, None]] = {}
        for number, state in enumerate(cluster.states):
            for after in stepped(state, tuple(moves[index])):
                before, to = (
                    (cluster.number[after], number) if back else (number, cluster.number[after])
                )
                local.setdefault(before, {})[(to - before) * weight] = None
        found[index] = {digit: tuple(added) for digit, added in local.items()}
    return found


def _table(packing: Packing, clusters: tuple[int, ...], steps: Iterable[Sequence[_Local]]) -> Table:
    """Return the table of steps that look at these clusters."""
    sizes = [packing.sizes[cluster] for cluster in clusters]
    rows: list[NDArray[np.int64]] = []
    added: list[NDArray[np.int64]] = []
    for locals_ in steps:
        row, add = np.zeros(1, np.int64), np.zeros(1, np.int64)
        for local, size in zip(locals_, sizes, strict=True):
            pairs = np.array([(d, a) for d, each in local.items() for a in each], np.int64)
            row = np.add.outer(row * size, pairs[:, 0]).ravel()
            add = np.add.outer(add, pairs[:, 1]).ravel()
        rows.append(row)
        added.append(add)
    entries = np.unique(np.stack((np.concatenate(rows), np.concatenate(added)), 1), axis=0)
    row, begin = np.unique(entries[:, 0], return_index=True)
    classes: dict[bytes, int] = {}
    kinds = [
        classes.setdefault(each.tobytes(), len(classes) + 1)
        for each in np.split(entries[:, 1], begin[1:])
    ]
    kind = np.uint16 if len(classes) < _MOST_SHORT else np.uint32
    of_row: Kinds = np.zeros(prod(sizes), kind)
    of_row[row] = kinds
    every = (np.frombuffer(each, np.int64) for each in classes)
    return Table(clusters, of_row, (np.empty(0, np.int64), *every))
