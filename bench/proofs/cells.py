"""Ask one contender one question, in a process of its own, and measure it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from bench.families import family
from bench.proofs.contenders import PROGRAMS, contender
from bench.proofs.questions import Asked, question
from bench.proofs.rows import parts
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.systems.bounds import memory_mb

SECONDS = 30
"""After so many CPU seconds a contender is stopped."""

MUSIL = Path("build/musil/bin/python")
"""A newer Python for musil, where ours is too old for it."""

LEAST = 0.004
"""The clock of some systems ticks every four milliseconds: less is compared as that."""

_QUICK = 2.0
"""What takes less is asked three times."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer; CPU seconds from the model to it, and of the whole process; most memory in MB.

    `grown_mb` is how much of the memory came after the model was there.
    """

    answer: str
    inner: float = 0.0
    whole: float = 0.0
    memory_mb: float = 0.0
    grown_mb: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether there is an answer in time."""
        return not self.answer.startswith(("-", ">"))


def cell(who: str, asked: Asked, model: str) -> Cell:
    """Ask in a process of its own; the one of three with the median of seconds, if it is quick."""
    first = _asked(who, asked, model)
    if not first.answered or first.whole > _QUICK:
        return first
    three = first, _asked(who, asked, model), _asked(who, asked, model)
    return sorted(three, key=lambda each: each.inner)[1]


def _asked(who: str, asked: Asked, model: str) -> Cell:
    python = str(MUSIL) if who == "musil" and MUSIL.exists() else sys.executable
    before = _children()
    done = subprocess.run(
        [python, "-m", "bench.proofs", "--one", who, asked.name, model],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limited,
        env={name: value for name, value in os.environ.items() if name != _NO_BYTECODE},
    )
    used = _children() - before
    lines = done.stdout.splitlines()[::-1]  # what a contender says itself comes first, and counts
    said = dict(line.split(" ", 1) for line in lines if " " in line)
    if "answer" not in said:
        why = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
        return Cell(f">{SECONDS}" if used > SECONDS - 2 else f"- {why[:40]}", whole=used)
    numbers = {name: float(said[name]) for name in ("inner", "memory_mb", "grown_mb")}
    return Cell(said["answer"], whole=float(said.get("whole", used)), **numbers)


_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def one(who: str, asked: Asked, model: str) -> None:
    """Answer in this process, and print what it took."""
    letters, size, flaw = parts(model)
    value = family(letters, size, flaw=flaw)
    system, wanted = system_of(value), question(asked, value)
    ask = contender(who)
    if who not in PROGRAMS:  # what is imported on the way counts to the whole alone
        small = family("A", 1)
        with redirect_stdout(None):
            ask(system_of(small), question(asked, small))
    before, others, start = memory_mb(), _children(), time.process_time()
    answer = ask(system, wanted)
    taken = time.process_time() - start
    whose = resource.RUSAGE_CHILDREN if who in PROGRAMS else resource.RUSAGE_SELF
    most = resource.getrusage(whose).ru_maxrss * 1024 / 1_000_000
    if who in PROGRAMS:
        print(f"whole {_children() - others:.3f}")
    print(f"inner {_children() - others if who in PROGRAMS else taken:.3f}")
    print(f"memory_mb {most:.1f}")
    print(f"grown_mb {most - before:.1f}")
    print(f"answer {answer}")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
