"""Replay logs of growing size beside peers, in one run on the same files.

- `floor`: DuckDB decodes and hashes every value that the check needs.
- `sql`: the same check written by hand for DuckDB: a window pass, a group-by.
- `pandas`, `loop`, and where they are installed `polars` and `pm4py` (its directly-follows graph
  alone): the pairs of states that follow each other, counted.
- `wayout`: `replay` with all that it judges, through Ibis.

Each in a process of its own; CPU seconds after imports and the peak of memory. All give the same
counts, or the run fails. `bench/replay.py [LARGEST]`: events, by default 1000000.
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from wayout.analysis.reading import read
from wayout.machines.server import Server

PEERS = ["floor", "sql", "pandas", "loop", "polars", "pm4py", "wayout"]
PER_RESOURCE = 8


def write(path: Path, events: int) -> None:
    """Write random walks of servers: the same for the same number of events."""
    lifecycle = read(Server, target="server")
    value = {state.id: state.value for state in lifecycle.states}
    steps = [
        (value[step.from_state], value[step.to_state])
        for step in lifecycle.transitions
        if step.from_state != step.to_state
    ]
    number = {state: index for index, state in enumerate(dict.fromkeys(value.values()))}
    leaving: dict[int, list[int]] = {index: [] for index in number.values()}
    for before, after in dict.fromkeys(steps):
        leaving[number[before]].append(number[after])
    begin = number[value[lifecycle.initial[0]]]
    connection = duckdb.connect()
    connection.execute("create table ways (before int, nth int, after int, ways int)")
    rows = [
        (before, nth, after, len(targets))
        for before, targets in leaving.items()
        for nth, after in enumerate(targets or [before])
    ]
    connection.executemany("insert into ways values (?, ?, ?, ?)", rows)
    connection.execute("create table names as select unnest(?) as name", [list(number)])
    connection.execute(
        f"""
        create table walk as with recursive walks as (
          select i as resource, {begin} as state, 0 as step
          from range({events // PER_RESOURCE}) t(i)
          union all
          select resource, after, step + 1 from walks join ways
            on before = state and nth = hash(resource, step) % greatest(ways, 1)
          where step < {PER_RESOURCE}
        ) select * from walks where step > 0"""  # noqa: S608 - our own numbers
    )
    connection.execute(
        f"""
        copy (
          select lower(hex(resource))::varchar || '-server' as resource,
            make_timestamp((1700000000000000 + step * 97000000 + hash(resource) % 1000000)::bigint)
              as time, names.name as state, row_number() over () as sequence
          from walk join (select name, row_number() over () - 1 as n from names) names on n = state
          order by time
        ) to '{path}' (format parquet, compression zstd)"""  # noqa: S608 - our own path
    )


def floor(path: str) -> int:
    """Decode and hash every value that the check needs."""
    columns = ("resource", "time", "state", "sequence")
    hashes = ", ".join(f"bit_xor(hash({name}))" for name in columns)
    duckdb.execute(f"select {hashes} from '{path}'").fetchall()  # noqa: S608 - our own path
    return 0


def sql(path: str) -> int:
    """Count the pairs by hand-written SQL."""
    rows = duckdb.execute(
        f"""select previous, state, count(*), min(time), max(time), min(resource) from (
          select *, lag(state) over (partition by resource order by time, sequence) as previous
          from '{path}') group by all"""  # noqa: S608 - our own path
    ).fetchall()
    return sum(row[2] for row in rows if row[0] is not None and row[0] != row[1])


def pandas(path: str) -> int:
    """Count the pairs with pandas."""
    import pandas as pd

    log = pd.read_parquet(path).sort_values(["resource", "time", "sequence"])
    log["previous"] = log.groupby("resource")["state"].shift(1)
    pairs = log.groupby(["previous", "state"]).size().reset_index(name="n")
    return int(pairs.loc[pairs.previous != pairs.state, "n"].sum())


def loop(path: str) -> int:
    """Count the pairs with a dict, over a log in order of time."""
    import pyarrow.parquet as pq

    last: dict[str, str] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    for batch in pq.ParquetFile(path).iter_batches(columns=["resource", "state"]):
        resources, states = batch["resource"].to_pylist(), batch["state"].to_pylist()
        for name, state in zip(resources, states, strict=True):
            if (before := last.get(name)) is not None:
                pairs[before, state] += 1
            last[name] = state
    return sum(count for (before, after), count in pairs.items() if before != after)


def polars(path: str) -> int:
    """Count the pairs with Polars."""
    import polars as pl

    log = pl.scan_parquet(path).sort("resource", "time", "sequence")
    log = log.with_columns(previous=pl.col("state").shift(1).over("resource"))
    pairs = log.drop_nulls("previous").group_by("previous", "state").len().collect()
    return int(pairs.filter(pl.col("previous") != pl.col("state"))["len"].sum())


def pm4py(path: str) -> int:
    """Count the pairs with pm4py's directly-follows graph."""
    import pandas as pd
    import pm4py as peer

    log = pd.read_parquet(path)
    log = peer.format_dataframe(log, case_id="resource", activity_key="state", timestamp_key="time")
    edges, _, _ = peer.discover_dfg(log)
    return int(sum(count for (before, after), count in edges.items() if before != after))


def wayout(path: str) -> int:
    """Hold the log against the lifecycle of servers."""
    from wayout.analysis.conformance.replay.judging import Outcome
    from wayout.analysis.conformance.replay.replaying import replay
    from wayout.interfaces.recordings.opening import Reading, opened

    with opened([path], Reading("server")) as log:
        found = replay(log.of("server"), read(Server, target="server"), complete=True)
    assert not found.wrong
    return found.counts[Outcome.PERMITTED]


def measured(peer: str, path: str) -> tuple[float, int, int]:
    """Return CPU seconds, peak memory in MB, and the steps that a peer counts."""
    done = subprocess.run(
        [sys.executable, __file__, "--peer", peer, path],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory, count = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory, count


def run_peer(peer: str, path: str) -> None:
    """Run one peer twice on its imports, and print what the second took."""
    work = globals()[peer]
    if find_spec({"floor": "duckdb", "sql": "duckdb", "loop": "pyarrow"}.get(peer, peer)) is None:
        return
    with TemporaryDirectory() as folder:
        small = Path(folder) / "small.parquet"
        write(small, 800)
        work(str(small))
    start = time.process_time()
    count = work(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([time.process_time() - start, memory, count]))


def main(largest: int) -> None:
    """Print a table of each size, and how the check grows."""
    before = None
    peers = [peer for peer in PEERS if peer not in {"polars", "pm4py"} or find_spec(peer)]
    for size in (size for size in (10**5, 10**6, 10**7, 10**8) if size <= largest):
        with TemporaryDirectory() as folder:
            path = str(Path(folder) / "log.parquet")
            write(Path(path), size)
            shown = [peer for peer in peers if size <= 10**7 or peer in {"floor", "sql", "wayout"}]
            found = {peer: measured(peer, path) for peer in shown}
        counts = {found[peer][2] for peer in shown if peer not in {"floor", "pm4py"}}
        assert len(counts) == 1, found
        ours = found["wayout"][0]
        print(f"\n{size:,} events: CPU s, MB, and ratio to wayout")
        for peer, (seconds, memory, _) in found.items():
            print(f"  {peer:<8}{seconds:>9.2f}{memory:>8,}{seconds / ours:>8.2f}")
        if before:
            print(f"  growth of wayout: {ours / before:.1f}")
        before = ours


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 10**6)
