"""Run one peer on a log in its own process: `-m bench.replaying.peers NAME LOG SMALL EDGES MB`.

SMALL is a log like it that is read first, so that what is loaded once does not count; EDGES are
the declared pairs of values as JSON; MB are what an engine that spills may take. Prints CPU
seconds, the peak of memory in MB and the number of steps that change a state, or nothing where the
peer is not installed. Imports nothing of wayout but for its own runs, so that peers may live in
another environment.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from os import sysconf
from pathlib import Path
from typing import TYPE_CHECKING

from bench.replaying.handwritten import floor, lists, numbers, pairs, sql

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle


def pandas(path: str) -> int:
    """Count the pairs with pandas."""
    import pandas as pd

    log = pd.read_parquet(path).sort_values(["resource", "time", "sequence"])
    log["previous"] = log.groupby("resource")["state"].shift(1)
    counted = log.groupby(["previous", "state"]).size().reset_index(name="n")
    return int(counted.loc[counted.previous != counted.state, "n"].sum())


def loop(path: str) -> int:
    """Count the pairs with a dict, over a log in order of time."""
    import pyarrow.parquet as pq

    last: dict[str, str] = {}
    found: Counter[tuple[str, str]] = Counter()
    for batch in pq.ParquetFile(path).iter_batches(columns=["resource", "state"]):
        resources, states = batch["resource"].to_pylist(), batch["state"].to_pylist()
        for name, state in zip(resources, states, strict=True):
            if (before := last.get(name)) is not None:
                found[before, state] += 1
            last[name] = state
    return sum(count for (before, after), count in found.items() if before != after)


def polars(path: str) -> int:
    """Count the pairs with Polars."""
    import polars as pl

    log = pl.scan_parquet(path).sort("resource", "time", "sequence")
    log = log.with_columns(previous=pl.col("state").shift(1).over("resource"))
    counted = log.drop_nulls("previous").group_by("previous", "state").len()
    changed = counted.filter(pl.col("previous") != pl.col("state"))
    return int(changed.collect()["len"].sum())


def pm4py(path: str) -> int:
    """Count the pairs with pm4py's directly-follows graph."""
    import pm4py as peer

    edges, _, _ = peer.discover_dfg(_event_log(path))
    return int(sum(count for (before, after), count in edges.items() if before != after))


def tokens(path: str) -> int:
    """Replay the log on a Petri net of the declared pairs with pm4py."""
    import pm4py as peer
    from pm4py.objects.petri_net.obj import Marking, PetriNet
    from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to

    edges = json.loads(Path(sys.argv[4]).read_text(encoding="utf-8"))
    net = PetriNet("lifecycle")
    places = {
        name: PetriNet.Place(name) for name in sorted({each for pair in edges for each in pair})
    }
    net.places.update(places.values())
    for number, (before, after) in enumerate(edges):
        taken = PetriNet.Transition(str(number), after)
        net.transitions.add(taken)
        add_arc_from_to(places[before], taken, net)
        add_arc_from_to(taken, places[after], net)
    begin = Marking({places[edges[0][0]]: 1})
    peer.conformance_diagnostics_token_based_replay(_event_log(path), net, begin, Marking())
    return 0


def _event_log(path: str) -> object:
    import pandas as pd
    import pm4py as peer

    names = {"case_id": "resource", "activity_key": "state", "timestamp_key": "time"}
    return peer.format_dataframe(pd.read_parquet(path), **names)


def wayout(path: str) -> int:
    """Hold the log against the lifecycle of servers."""
    return _replayed(path)


def spark(path: str) -> int:
    """Do the same with Spark on this machine."""
    return _replayed(path, spark=True)


def _replayed(path: str, *, spark: bool = False) -> int:
    from wayout.analysis.conformance.replay.judging import Outcome
    from wayout.analysis.conformance.replay.replaying import replay
    from wayout.interfaces.recordings.opening import Reading, opened

    most, master = int(sys.argv[5]), "local[2]" if spark else None
    how = Reading("server", memory_mb=most, spark=spark, master=master)
    with opened([path], how) as log:
        found = replay(log.of("server"), _lifecycle(), complete=True)
        _TOLD.append(_of_java() if spark else (0.0, 0))
    if found.wrong:
        raise SystemExit(str(found.wrong[:3]))
    return found.counts[Outcome.PERMITTED]


@cache
def _lifecycle() -> "Lifecycle":
    """Read the lifecycle of servers, once as what is imported is."""
    from wayout.analysis.reading import read
    from wayout.machines.server import Server

    return read(Server, target="server")


_TOLD: list[tuple[float, int]] = []
"""What each run's Java took so far: CPU seconds and MB."""


def _of_java() -> tuple[float, int]:
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    process = Path(f"/proc/{session.sparkContext._gateway.proc.pid}")  # noqa: SLF001 - nothing else tells it
    ticks = (process / "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, ticks[11:13])) / sysconf("SC_CLK_TCK"), _peak(process)


def _peak(process: Path) -> int:
    """Return the peak of memory in MB; that which `getrusage` tells may be the parent's."""
    lines = (process / "status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


PEERS: dict[str, tuple[Callable[[str], int], str]] = {
    "floor": (floor, "duckdb"),
    "pairs": (pairs, "duckdb"),
    "sql": (sql, "duckdb"),
    "lists": (lists, "duckdb"),
    "numbers": (numbers, "duckdb"),
    "wayout": (wayout, "ibis"),
    "roomy": (wayout, "ibis"),
    "polars": (polars, "polars"),
    "pandas": (pandas, "pandas"),
    "loop": (loop, "pyarrow"),
    "pm4py": (pm4py, "pm4py"),
    "tokens": (tokens, "pm4py"),
    "spark": (spark, "pyspark"),
}
"""Each peer, and the package without which it cannot run."""


def main(peer: str, path: str, small: str) -> None:
    """Run a peer and print what it took."""
    work, needed = PEERS[peer]
    if find_spec(needed) is None:
        return
    work(small)
    before, start = (_TOLD[-1:] or [(0.0, 0)])[0], time.process_time()
    count = work(path)
    seconds = time.process_time() - start
    memory = _peak(Path("/proc/self"))
    java, java_memory = (_TOLD[-1:] or [(0.0, 0)])[0]
    spent = java - before[0] if java >= before[0] else java
    print(json.dumps([seconds + spent, memory + java_memory, count]))


if __name__ == "__main__":
    main(*sys.argv[1:4])
