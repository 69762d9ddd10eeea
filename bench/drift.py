"""Hold lifecycles against source trees: time per 100,000 lines, and growth, in one run.

- `floor`: what any reader of Python pays at the least: `ast.parse` of every file of the tree.
- `pinned`: the releases that the built-in lifecycles are declared from, where they can be had.
- `generated`: one service, then twice as many, and so on: states, a table, guards and writes in
  one file of ten; the others have none of them, and are not parsed by wayout.

CPU seconds, the best of three rounds, of one for `pinned`; a round reads everything anew.
Asserts that all that was written into the generated trees is compared. `bench/drift.py
[SERVICES]`: the largest tree.
"""

import ast
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from wayout.analysis.checks.catalogue import ON_DRIFT, checks
from wayout.analysis.conformance.drift.binding import bind
from wayout.analysis.conformance.drift.bindings import (
    Binding,
    ConstantsBinding,
    GuardsBinding,
    TableBinding,
    WritesBinding,
)
from wayout.analysis.conformance.drift.bindings import Mapping as Bindings
from wayout.analysis.conformance.drift.tallying import tallies, totals
from wayout.analysis.conformance.drift.tree import Forest, Tree
from wayout.analysis.lifecycle import Lifecycle, State, Transition
from wayout.analysis.verification import verify
from wayout.interfaces.drifting.gathering import Wanted, read_sources
from wayout.interfaces.drifting.mappings import builtin_mappings
from wayout.interfaces.drifting.releases import Release
from wayout.interfaces.errors import LoadError
from wayout.interfaces.loading import load_lifecycles
from wayout.machines.vocabulary import Place, Role

STATES = tuple(f"state_{index}" for index in range(12))
FUNCTIONS = 40
OTHERS = 9  # files of a service that say nothing of states
ROUNDS = 3

_T = TypeVar("_T")


@dataclass(frozen=True)
class Texts:
    """Files in memory."""

    texts: Mapping[str, bytes]

    def paths(self) -> Iterable[str]:
        """Return the paths."""
        return self.texts

    def read(self, path: str) -> bytes:
        """Return a file."""
        return self.texts[path]


def cpu(work: Callable[[], _T], rounds: int) -> tuple[float, _T]:
    """Return the least CPU seconds of a few rounds, and what the work returned."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def service() -> tuple[bytes, bytes]:
    """Return a file that says much of states, and one of the same size that says nothing."""
    names = "\n".join(f"    {state.upper()} = {state!r}" for state in STATES)
    rows = "\n".join(f"    {a!r}: [{b!r}]," for a, b in pairwise(STATES))
    functions = "\n".join(
        f"    def step_{number}(self, thing, force):\n"
        f"        expected = {{'status': Status.{STATES[number % 11].upper()}}}\n"
        "        for other in thing.others:\n"
        "            self.log(other, [part.name for part in other.parts if part.is_old])\n"
        "        thing.conditional_update({'count': 1}, expected)\n"
        f"        thing.status = Status.{STATES[number % 11 + 1].upper()}\n"
        for number in range(FUNCTIONS)
    )
    told = f"class Status:\n{names}\n\n\nNEXT = {{\n{rows}\n}}\n\n\nclass API:\n{functions}"
    silent = told.replace("status", "colour").replace("conditional_update", "paint")
    return told.encode(), silent.encode()


def generated(services: int) -> tuple[Tree, list[Lifecycle], Bindings]:
    """Return a tree of services, a lifecycle for each, and what binds them."""
    told, silent = service()
    texts: dict[str, bytes] = {}
    bindings: list[Binding] = []
    for number in range(services):
        path = f"s{number}/api.py"
        texts[path] = told
        texts |= {f"s{number}/other_{index}.py": silent for index in range(OTHERS)}
        at = (f"s{number}", path)
        bindings.extend(_bindings(*at))
    tree = Tree("generated", "generated", Texts(texts))
    return (
        tree,
        [_lifecycle(f"s{number}") for number in range(services)],
        Bindings("generated", "", tuple(bindings)),
    )


def _bindings(name: str, path: str) -> list[Binding]:
    place = Place("", "bench", 1)
    guards = [
        GuardsBinding(
            name,
            path,
            f"API.step_{number}",
            place,
            fields=(("status", ""),),
            events=((f"API.step_{number}", (f"go_{number % 11}",)),),
        )
        for number in range(FUNCTIONS)
    ]
    return [
        ConstantsBinding(name, path, "Status", place),
        TableBinding(name, path, "NEXT", place),
        WritesBinding(name, name, "", place, on=("thing",)),
        *guards,
    ]


def _lifecycle(name: str) -> Lifecycle:
    states = tuple(State(value, value, Role.STABLE) for value in STATES)
    pairs = pairwise(STATES)
    steps = tuple(Transition(f"go_{n}", a, b) for n, (a, b) in enumerate(pairs))
    return Lifecycle(
        name=name,
        title=name,
        target=name,
        initial=STATES[:1],
        states=states,
        transitions=steps,
        events=tuple(step.event or "" for step in steps),
    )


def lines_of(trees: Iterable[Tree]) -> int:
    """Return the lines of all Python files."""
    return sum(
        tree.files.read(path).count(b"\n")
        for tree in trees
        for path in tree.files.paths()
        if path.endswith(".py")
    )


def parse_all(trees: Iterable[Tree]) -> None:
    """Parse every Python file: the floor."""
    for tree in trees:
        for path in (path for path in tree.files.paths() if path.endswith(".py")):
            ast.parse(tree.files.read(path))


def held(
    trees: tuple[Tree, ...], lifecycles: Iterable[Lifecycle], mappings: Iterable[Bindings]
) -> tuple[int, int]:
    """Read, bind and check; return how many facts were compared, and how many findings."""
    bound = bind(lifecycles, mappings, Forest(trees))
    report = verify(bound, checks(ON_DRIFT))
    return sum(totals(tallies(bound)).values()), len(report.open)


def show(
    name: str, trees: tuple[Tree, ...], work: Callable[[], tuple[int, int]], rounds: int = ROUNDS
) -> None:
    """Measure a tree beside its floor, and print a line."""
    lines = lines_of(trees)
    floor, _ = cpu(lambda: parse_all(trees), rounds)
    seconds, (facts, findings) = cpu(work, rounds)
    each = seconds / lines * 100_000
    print(
        f"  {name:22} {lines:9,} {facts:7,} {findings:8} {seconds:9.2f} {each:9.2f}"
        f" {floor:8.2f} {seconds / floor:8.2f}",
        flush=True,
    )


def main(largest: int) -> None:
    """Print the table."""
    print("Drift, CPU seconds, best of 3")
    print(
        "  tree                       lines   facts findings     drift  per 100k    floor    ratio"
    )
    services = 1
    while services <= largest:
        tree, lifecycles, mapping = generated(services)
        trees = (tree,)
        expected = services * (len(STATES) + len(STATES) - 1 + 2 * FUNCTIONS)
        assert held(trees, lifecycles, [mapping]) == (expected, 0)
        show(
            f"generated, {services}",
            trees,
            lambda: held(trees, lifecycles, [mapping]),  # noqa: B023 - called at once
        )
        services *= 2
    pinned()


def pinned() -> None:
    """Print a line for the pinned releases together, measured once."""
    mappings = builtin_mappings()
    wanted = [Wanted(m.project, release=Release(m.project, m.release)) for m in mappings]
    try:
        forest, _ = read_sources(wanted)
    except LoadError as error:
        print(f"  pinned: {error}")
        return
    own = load_lifecycles(())
    show("pinned", forest.trees, lambda: held(forest.trees, own, mappings), rounds=1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 64)
