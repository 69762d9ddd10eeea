"""The page of the docs that keeps the figures of one whole run."""

from __future__ import annotations

import platform
import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.proofs.cells import LEAST, Cell
from bench.proofs.goals import Cells, Goal
from bench.proofs.questions import Asked
from bench.proofs.rows import parts

PAGE = Path("docs/reference/proofs-measured.md")
_BLOCK = re.compile(
    r"(<!-- python -m bench\.proofs: begin -->\n).*(<!-- python -m bench\.proofs: end -->)",
    re.DOTALL,
)


def written(cells: Cells, goals: Sequence[Goal]) -> None:
    """Write the figures into the page."""
    text = "\n".join([taken(), "", *_aims(goals), "", *_table(cells), ""])
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BLOCK.sub(lambda m: f"{m[1]}{text}{m[2]}", page), encoding="utf-8")


def taken() -> str:
    """Say when, of what commit and where the figures are."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"],  # noqa: S607 - git of whoever measures
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    return (
        f"Taken on {datetime.now(UTC):%Y-%m-%d} at {commit}, with Python "
        f"{platform.python_version()} on {_processor()}, load {_load()}."
    )


def _processor() -> str:
    said = Path("/proc/cpuinfo")
    text = said.read_text(encoding="utf-8") if said.exists() else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1] if found else platform.machine()


def _load() -> str:
    said = Path("/proc/loadavg")
    return said.read_text(encoding="utf-8").split()[0] if said.exists() else "unknown"


def _aims(goals: Sequence[Goal]) -> Iterator[str]:
    yield "| goal | found | |"
    yield "|---|---|---|"
    for goal in goals:
        verdict = {True: "reached", False: "missed", None: "not asked"}[goal.reached]
        yield f"| {goal.aim} | {goal.found} | {verdict}{goal.why and f': {goal.why}'} |"


def _table(cells: Cells) -> Iterator[str]:
    yield "| question | model | who | answer | CPU s | whole | MB | growth |"
    yield "|---|---|---|---|--:|--:|--:|--:|"
    for (asked, model, who), cell in cells.items():
        columns = asked, model, who, *figures(cell, growth(cells, asked, model, who))
        yield f"| {' | '.join(columns)} |"


def figures(cell: Cell, growth: str) -> tuple[str, ...]:
    """Return the columns of a cell, from the answer on."""
    if not cell.answered:
        return (cell.answer, "", "", "", "")
    return (
        _short(cell.answer),
        f"{cell.inner:.3f}",
        f"{cell.whole:.2f}",
        f"{cell.memory_mb:.0f}",
        growth,
    )


def _short(answer: str) -> str:
    """Return an answer with its numbers of states in a length that can be read."""
    first, _, rest = answer.partition(" ")
    if first.isdigit() and len(first) > 12:
        first = f"{first[0]}.{first[1:4]}e{len(first) - 1}"
    return f"{first} {rest}".strip()


def growth(cells: Cells, asked: Asked, model: str, who: str) -> str:
    """Return how many times longer it took than at the next smaller size of the family asked."""
    letters, size, flaw = parts(model)
    smaller = [
        (parts(other)[1], cell)
        for (question, other, by), cell in cells.items()
        if (question, by) == (asked, who)
        and parts(other)[::2] == (letters, flaw)
        and parts(other)[1] < size
        and cell.answered
    ]
    if not smaller:
        return ""
    before, cell = max(smaller, key=lambda each: each[0])
    now = cells[asked, model, who].inner
    return f"{max(now, LEAST) / max(cell.inner, LEAST):.1f} from {letters}{before}"
