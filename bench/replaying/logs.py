"""Random walks of servers as a Parquet log, of any size in constant memory."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wayout.analysis.lifecycle import Lifecycle

PER_RESOURCE = 8
AT_ONCE = 100_000
"""So many resources walk at one time; the next ones begin when they are done."""

_BEGIN, _STEP = 1_700_000_000_000_000, 97_000_000
_SCHEMA = pa.schema(
    [
        ("resource", pa.string()),
        ("time", pa.timestamp("us")),
        ("state", pa.string()),
        ("sequence", pa.int64()),
    ]
)


def edges_of(lifecycle: Lifecycle) -> list[tuple[str, str]]:
    """Return which value follows which, each pair once."""
    value = {state.id: state.value for state in lifecycle.states}
    pairs = ((value[each.from_state], value[each.to_state]) for each in lifecycle.transitions)
    return list(dict.fromkeys((before, after) for before, after in pairs if before != after))


def write(path: Path, events: int, lifecycle: Lifecycle) -> None:
    """Write a log in order of time: the same for the same number of events.

    A walk that comes to an end stays there.
    """
    names = list(dict.fromkeys(state.value for state in lifecycle.states))
    number = {name: index for index, name in enumerate(names)}
    leaving: list[list[int]] = [[] for _ in names]
    for before, after in edges_of(lifecycle):
        leaving[number[before]].append(number[after])
    ways = np.array([len(after) or 1 for after in leaving])
    after = np.array(
        [
            (each or [index]) + [0] * (int(ways.max()) - (len(each) or 1))
            for index, each in enumerate(leaving)
        ]
    )
    begin = number[lifecycle.by_id[lifecycle.initial[0]].value]
    random = np.random.default_rng(1)
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
        for first in range(0, events // PER_RESOURCE, AT_ONCE):
            many = min(AT_ONCE, events // PER_RESOURCE - first)
            state, states = np.full(many, begin), []
            for _ in range(PER_RESOURCE):
                state = after[state, random.integers(0, 2**31, many) % ways[state]]
                states.append(state)
            start = _BEGIN + first // AT_ONCE * PER_RESOURCE * _STEP
            offsets = np.arange(PER_RESOURCE)[:, None] * _STEP
            times = (start + offsets + random.integers(0, _STEP, (1, many))).ravel()
            order = np.argsort(times, kind="stable")
            resources = pa.array([f"{index:x}-server" for index in range(first, first + many)])
            columns = [
                resources.take(pa.array(np.tile(np.arange(many), PER_RESOURCE)[order])),
                pa.array(times[order], pa.timestamp("us")),
                pa.array(names).take(pa.array(np.concatenate(states)[order])),
                pa.array(np.arange(len(order)) + first * PER_RESOURCE),
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=_SCHEMA))
