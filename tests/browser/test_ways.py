"""The ways that pages find, held against Python's search over the same lifecycles."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wayout
from wayout.analysis.reliance import Reliance, ways
from wayout.machines import BUILTIN

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

PAIRS = 150
FIND = "(pairs) => pairs.map(([from, to, actor]) => wayout.way(from, to, actor))"


@pytest.mark.parametrize("name", BUILTIN)
def test_pages_find_the_same_ways(visit: "Callable[..., Page]", site: Path, name: str) -> None:
    (lifecycle,) = wayout.load([name])
    ids = [state.id for state in lifecycle.states]
    chance = random.Random(name)  # noqa: S311 - chooses examples
    asked = [
        (chance.choice(ids), chance.choice(ids), chance.choice(list(Reliance)))
        for _ in range(PAIRS)
    ]
    page = visit(site / f"{name}.html")
    found = page.evaluate(FIND, [(a, b, reliance.value) for a, b, reliance in asked])
    for (origin, goal, reliance), steps in zip(asked, found, strict=True):
        tree = ways(lifecycle, origin, reliance)
        expected = None
        if goal in tree:
            expected = []
            while (step := tree[goal]) is not None:
                expected.insert(0, [step.event, step.to_state])
                goal = step.from_state  # noqa: PLW2901 - walks back to the origin
        assert steps == expected, (origin, goal, reliance)
