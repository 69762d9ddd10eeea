"""The page of the docs that keeps the figures of one whole run."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.proofs.page import taken
from bench.replaying.goals import Goal, Took

PAGE = Path("docs/reference/replay-measured.md")
_BLOCK = re.compile(
    r"(<!-- python -m bench\.replaying: begin -->\n).*(<!-- python -m bench\.replaying: end -->)",
    re.DOTALL,
)


def written(found: Mapping[int, Took], goals: list[Goal]) -> None:
    """Write the figures into the page."""
    text = "\n".join([taken(), "", *_aims(goals), "", *_table(found), ""])
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BLOCK.sub(lambda m: f"{m[1]}{text}{m[2]}", page), encoding="utf-8")


def _aims(goals: list[Goal]) -> Iterator[str]:
    yield "| goal | events | found | |"
    yield "|---|--:|--:|---|"
    for goal in goals:
        aim, size, found, said = goal.columns
        yield f"| {aim} | {size} | {found} | {said} |"


def _table(found: Mapping[int, Took]) -> Iterator[str]:
    yield "| events | who | CPU s | events a CPU s | to wayout | to the floor | MB | growth |"
    yield "|--:|---|--:|--:|--:|--:|--:|--:|"
    smaller = {after: found.get(before, {}) for before, after in itertools.pairwise([0, *found])}
    for size, took in found.items():
        ours, floor = took["wayout"][0], took["floor"][0]
        for peer, (seconds, memory, _) in took.items():
            before = smaller[size].get(peer)
            grown = f"{seconds / before[0]:.1f}" if before else ""
            ratios = f"{seconds / ours:.2f} | {seconds / floor:.1f}"
            speed = f"{size / seconds:,.0f}"
            yield f"| {size:,} | {peer} | {seconds:.2f} | {speed} | {ratios} | {memory} | {grown} |"
