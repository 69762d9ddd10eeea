"""Check lifecycles: cold start, and growth with size beside two peers, in one run.

- `naive`: the same questions (which states are unreachable, dead ends, without a path to a
  final state) asked with networkx one state at a time, as a script does.
- `python-statemachine`: its own class-time checks of the same class (`statemachine.graph`).

CPU seconds, the best of a few rounds. Prints a table; asserts that all give the
same answers. `bench/checking.py [LARGEST]`: the largest size, by default 100000.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import networkx as nx
from statemachine import State, StateChart
from statemachine.factory import StateMachineMetaclass
from statemachine.graph import disconnected_states, states_without_path_to_final_states
from statemachine.transition_list import TransitionList

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read, validation_off
from wayout.analysis.verification import verify
from wayout.machines import BUILTIN
from wayout.machines.vocabulary import Admin, Final, Machine, Progress, Request, Transient

SEVEN = ["server", "image", "volume", "snapshot", "backup", "attachment", "volume_migration"]
OUT_DEGREE = 3
EVENTS = 20
KINDS = [*[Progress] * 17, Request, Request, Admin]  # of the events
PEERS_LIMIT = 3_000  # both peers take time that grows with the square of the size


def cpu(work: Callable[[], Any], rounds: int = 1) -> tuple[float, Any]:
    """Return the least CPU seconds of a few rounds, and what the work returned."""
    best, result = float("inf"), None
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def cold_start() -> None:
    """Time the whole program from nothing: as a person waits for it, and what it works."""
    print("Cold start, seconds, best of 5       wall      CPU")
    for words in (["--version"], ["--help"], ["explain", "WO203"], ["check", *SEVEN], ["check"]):
        walls, works = [], []
        for _ in range(5):
            start, before = time.perf_counter(), _cpu_of_children()
            done = subprocess.run(
                [sys.executable, "-m", "wayout", *words], capture_output=True, check=False
            )
            walls.append(time.perf_counter() - start)
            works.append(_cpu_of_children() - before)
            assert done.returncode == 0, done.stderr
        shown = "check (seven)" if len(words) > 2 else " ".join(words)
        print(f"  wayout {shown:20} {min(walls):10.3f} {min(works):8.3f}")
    modules = [target.partition(":")[0] for target in BUILTIN.values()]
    seconds, _ = cpu(lambda: [import_module(module) for module in modules])
    print(f"  all classes made {'':9} {seconds:19.3f}\n")


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def machine_of(size: int) -> type[Machine]:
    """Make a class of `size` states: a spine, random transitions, some defects.

    All is work that no failure leads out of, so that the checks of exits find much.
    """
    chance = random.Random(size)
    states: list[State] = [*(Transient(initial=not index) for index in range(size - 1)), Final()]
    labelled: list[list[object]] = [[] for _ in range(EVENTS)]
    for index in range(size - 1):
        if index % 97 != 0 or index == 0:
            labelled[index % EVENTS].extend(states[index].to(states[index + 1]))
        for _ in range(OUT_DEGREE - 1):
            target = states[chance.randrange(max(0, index - 50), min(size, index + 50))]
            labelled[chance.randrange(EVENTS)].extend(states[index].to(target))
    namespace: dict[str, object] = {f"s{index}": state for index, state in enumerate(states)}
    for index, (kind, transitions) in enumerate(zip(KINDS, labelled, strict=True)):
        namespace[f"e{index}"] = kind(TransitionList(transitions), source="bench")
    with validation_off():
        return StateMachineMetaclass("Generated", (Machine,), namespace)


def naive(lifecycle: Lifecycle) -> tuple[set[str], set[str]]:
    """Ask networkx of each state by itself whether it is reached and reaches a final one."""
    graph = nx.DiGraph(lifecycle.graph)
    finals = {state.id for state in lifecycle.states if state.role.value == "final"}
    unreachable = {s for s in graph if not nx.has_path(graph, lifecycle.initial[0], s)}
    doomed = {s for s in graph if not (finals & (nx.descendants(graph, s) | {s}))}
    return unreachable, doomed - unreachable


def own_checks(machine: type[StateChart]) -> tuple[set[str], set[str]]:
    """Ask python-statemachine's own functions, on the class."""
    every = set(machine.states)
    assert machine.initial_state is not None
    lost = {state.id for state in disconnected_states(machine.initial_state, every)}
    doomed = {state.id for state in states_without_path_to_final_states(machine.states)}
    return lost, doomed - lost


def growth(sizes: list[int]) -> None:
    """Print CPU seconds by size, and the ratios to the peers."""
    catalogue = checks()
    three = checks(["WO101", "WO102", "WO103"])
    print("Growth, CPU seconds (three: WO101, WO102, WO103; all: the whole catalogue)")
    print(
        "  states  transitions    class     read    three      all     naive    own"
        "   naive/three  own/three"
    )
    for size in sizes:
        made, machine = cpu(lambda: machine_of(size))  # noqa: B023 - called at once
        reading, lifecycle = cpu(lambda: read(machine, target="generated"))  # noqa: B023
        graph, _ = cpu(lambda: lifecycle.graph)  # noqa: B023
        some, report = cpu(lambda: verify([lifecycle], three))  # noqa: B023
        whole, _ = cpu(lambda: verify([lifecycle], catalogue))  # noqa: B023
        found = {
            check: {state for f in report.findings if f.check == check for state in f.states}
            for check in ("WO101", "WO102", "WO103")
        }
        peer = own = float("nan")
        if size <= PEERS_LIMIT:
            own, (lost, doomed) = cpu(lambda: own_checks(machine))  # noqa: B023
            assert lost == found["WO101"]
            peer, (lost, doomed) = cpu(lambda: naive(lifecycle))  # noqa: B023
            assert lost == found["WO101"]
            assert doomed == found["WO102"] | found["WO103"]
        print(
            f"  {size:6} {len(lifecycle.transitions):12} {made:8.2f} {reading:8.2f}"
            f" {graph + some:8.3f} {whole:8.3f} {peer:9.3f} {own:6.3f}"
            f" {peer / (graph + some):12.1f} {own / (graph + some):10.2f}"
        )


if __name__ == "__main__":
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    cold_start()
    growth([size for size in (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000) if size <= largest])
