"""Replay logs of growing size beside peers, in one run on the same files.

`python -m bench.replaying [LARGEST] [--python FILE] [--rounds N] [--logs FOLDER]`: events, by
default 1000000; the Python that has pandas, Polars and pm4py, which is under the AGPL and so in an
environment of its own; a folder that keeps the logs for the next run. With 100000000 events it
writes the page of the docs.

- `floor`: DuckDB decodes and hashes every value that the check needs.
- `pairs`: the pairs of states that follow each other by hand-written SQL, and nothing else.
- `sql`: by hand-written SQL all that the check finds; `lists`: the same, gathered by resource;
  `numbers`: so, with states as numbers.
- `pandas`, `polars`, `loop`, `pm4py` (its directly-follows graph): the pairs, counted.
- `tokens`: pm4py's token replay, for the smallest log.
- `wayout`: `replay` with all that it judges, through Ibis, in the memory that it takes by itself;
  `roomy`: the same in as much as the SQL has; `spark`: the same on Spark.

CPU seconds after a first run on a small log, the best of the rounds, and the peak of memory. All
give the same counts, or the run fails.
"""

import argparse
import itertools
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.replaying.goals import Took, goals
from bench.replaying.logs import edges_of, write
from bench.replaying.page import written
from bench.replaying.peers import PEERS

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.interfaces.recordings.spilling import DEFAULT_MB
from wayout.machines.server import Server

SIZES = (10**5, 10**6, 10**7, 10**8)
ELSEWHERE = frozenset({"pandas", "polars", "pm4py", "tokens"})
LARGEST = {
    "tokens": 10**5,
    "loop": 10**7,
    "pm4py": 10**7,
    "pandas": 10**7,
    "polars": 10**7,
    "pairs": 10**7,
    "lists": 10**7,
    "numbers": 10**7,
    "spark": 10**6,
}
ONCE = frozenset({"tokens", "spark"})
"""What is run in the first round alone, as it takes long."""
ROOM_MB = 6000
"""What an engine that spills may take: less than the largest log needs. `roomy` is ours with it."""
ROOT = Path(__file__).parents[2]
UNCOUNTED = frozenset({"floor", "tokens", "pm4py"})


def measured(peer: str, python: str, *arguments: str) -> tuple[float, int, int] | None:
    """Return what a peer took; None where it is not installed."""
    own = python if peer in ELSEWHERE else sys.executable
    done = subprocess.run(
        [own, "-m", "bench.replaying.peers", peer, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{peer}: {done.stderr[-2000:]}")
    if not done.stdout.strip():
        return None
    seconds, memory, count = json.loads(done.stdout.splitlines()[-1])
    return seconds, memory, count


def took(size: int, lifecycle: Lifecycle, python: str, rounds: int, logs: Path) -> Took:
    """Measure all peers on a log of a size, one after the other in each round."""
    found: Took = {}
    with TemporaryDirectory(prefix="wayout-bench-") as folder:
        small, edges = Path(folder) / "small.parquet", Path(folder) / "e"
        log = logs / f"{size}.parquet"
        if not log.exists():
            write(log, size, lifecycle)
        write(small, 800, lifecycle)
        edges.write_text(json.dumps(edges_of(lifecycle)), encoding="utf-8")
        print(f"\n{size:,} events, {log.stat().st_size / 1e6:,.0f} MB of Parquet", flush=True)
        for number, peer in itertools.product(range(rounds), PEERS):
            if size > LARGEST.get(peer, size) or (number and peer in ONCE):
                continue
            most = DEFAULT_MB if peer == "wayout" else ROOM_MB
            one = measured(peer, python, str(log), str(small), str(edges), str(most))
            if one is not None:
                found[peer] = min(found.get(peer, one), one)
    counts = {found[peer][2] for peer in found if peer not in UNCOUNTED}
    if len(counts) > 1:
        sys.exit(f"the counts differ: {found}")
    return found


def show(found: Took) -> None:
    """Print what each peer took, and the ratio to ours."""
    print(f"  {'':<8}{'CPU s':>9}{'MB':>9}{'to wayout':>11}{'to floor':>10}")
    ours, floor = found["wayout"][0], found["floor"][0]
    for peer, (seconds, memory, _) in found.items():
        ratios = f"{seconds / ours:>11.2f}{seconds / floor:>10.1f}"
        print(f"  {peer:<8}{seconds:>9.2f}{memory:>9,}{ratios}", flush=True)


def main() -> None:
    """Print a table of each size, and the goals."""
    parser = argparse.ArgumentParser(prog="python -m bench.replaying")
    parser.add_argument("largest", type=int, nargs="?", default=10**6)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--logs")
    given = parser.parse_args()
    lifecycle = read(Server, target="server")
    all_found: dict[int, Took] = {}
    with TemporaryDirectory(prefix="wayout-bench-") as folder:
        for size in (size for size in SIZES if size <= given.largest):
            logs = Path(given.logs or folder).resolve()
            all_found[size] = took(size, lifecycle, given.python, given.rounds, logs)
            show(all_found[size])
            if given.largest == SIZES[-1]:
                written(all_found, list(goals(all_found)))
    for goal in goals(all_found):
        print(" ".join(f"{text:<46}" for text in goal.columns).rstrip())


if __name__ == "__main__":
    main()
