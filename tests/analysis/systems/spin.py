"""Ask SPIN: states counted, deadlocks, violated assertions and acceptance cycles."""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Said:
    """What SPIN says: states stored, errors found, CPU seconds to compile and to search, and MB."""

    states: int
    errors: int
    compiling: float
    searching: float
    memory_mb: float


def is_there() -> bool:
    """Whether SPIN and a C compiler are installed."""
    return all(shutil.which(name) for name in ("spin", "gcc"))


def ask(model: str, room: Path, *, compile: str = "-DSAFETY", run: str = "") -> Said:  # noqa: A002
    """Make a verifier of the model in a folder, and run it; depth is enough for all of it."""
    (room / "model.pml").write_text(model)
    before = _cpu()
    _run(["spin", "-a", "model.pml"], room)
    _run(["gcc", "-O2", "-w", *compile.split(), "-o", "pan", "pan.c"], room)
    compiled = _cpu()
    text = _run(["./pan", *(run or "-m10000").split()], room)
    found = [float(re.search(rf"([\d.e+]+)\s+{what}", text)[1]) for what in _WHAT]  # type: ignore[index]
    errors = int(re.search(r"errors: (\d+)", text)[1])  # type: ignore[index]
    return Said(int(found[0]), errors, compiled - before, _cpu() - compiled, found[1])


_WHAT = ("states, stored", "total actual memory usage")


def _run(words: list[str], room: Path) -> str:
    done = subprocess.run(words, cwd=room, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0 or words[0] == "./pan", done.stderr + done.stdout
    return done.stdout


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
