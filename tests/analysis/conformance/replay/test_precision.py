"""A hundred thousand traces: every injected step is found where it is, and nothing else."""

from __future__ import annotations

from random import Random

import networkx as nx
import pytest
from tests.analysis.conformance.replay.logs import Row, table, walks

from wayout.analysis.conformance.replay.engine import listed
from wayout.analysis.conformance.replay.replaying import replay
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.loading import load_lifecycles
from wayout.machines import BUILTIN

TRACES = 100_000


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILTIN)
def test_every_step_that_no_run_explains_is_found_and_nothing_else(name: str) -> None:
    (lifecycle,) = load_lifecycles([name])
    random = Random(name)  # noqa: S311 - the same traces every time
    rows = injected(lifecycle, walks(lifecycle, random, TRACES // len(BUILTIN) + 1, 12), random)
    log = table(rows)
    found = replay(log, lifecycle, complete=False)
    keys = [(each.pair.previous, each.pair.told, each.pair.current) for each in found.wrong]
    located = {(step.resource, step.time) for step in listed(log, keys, most=len(rows))}
    assert located
    assert located == wrong_by_closure(lifecycle, rows)


def injected(lifecycle: Lifecycle, rows: list[Row], random: Random) -> list[Row]:
    """Put another state in the place of some."""
    values = [state.value for state in lifecycle.states]
    return [
        Row(row.resource, row.time, random.choice([*values, "no such"]), row.sequence)
        if random.random() < 0.01
        else row
        for row in rows
    ]


def wrong_by_closure(lifecycle: Lifecycle, rows: list[Row]) -> set[tuple[object, object]]:
    """Judge row by row on the transitive closure that networkx finds."""
    graph = nx.DiGraph()
    value = {state.id: state.value for state in lifecycle.states}
    graph.add_nodes_from(value.values())
    graph.add_edges_from((value[s.from_state], value[s.to_state]) for s in lifecycle.transitions)
    after = {each: nx.descendants(graph, each) | {each} for each in graph}
    last: dict[object, str | None] = {}
    wrong: set[tuple[object, object]] = set()
    for row in sorted(rows, key=lambda row: (row.time, row.sequence)):  # type: ignore[arg-type, return-value]
        before = last.get(row.resource)
        last[row.resource] = row.state
        if row.state not in after or (before in after and row.state not in after[before]):
            wrong.add((row.resource, row.time))
    return wrong
