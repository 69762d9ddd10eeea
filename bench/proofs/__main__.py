"""Prove systems with our engines and with peers, side by side: same models, same questions.

`python -m bench.proofs [ROW...]` prints a table; each cell is a process of its own. CPU seconds
(user and system) from the model loaded to the answer, those of the whole process beside them, and
its memory. SPIN's inner seconds are those of its search, without the compiler. A cell stops after
60 CPU seconds (`>60`); `-` is what a contender cannot do or is not asked.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress

from bench.families import family
from tests.analysis.systems.symbolic.reading import system_of

SECONDS = 60
OURS = ("textbook", "explicit", "symbolic", "bounded", "auto")
SERVED = "weak each true"

Row = tuple[str, str, str, Sequence[str], Sequence[str]]
"""Its name, the model, the question, what is fair, and who is asked."""

_ROWS: tuple[tuple[str, str, str, str], ...] = (
    (
        "count",
        "count",
        "A3",
        "textbook explicit symbolic SPIN NuSMV oxidd CUDD networkx minicheck musil",
    ),
    ("count", "count", "A4 B3 C8", "explicit symbolic SPIN NuSMV oxidd CUDD"),
    ("count", "count", "A10 B6", "symbolic NuSMV oxidd CUDD"),
    ("count", "count", "A20 B10 C20 D3 D4 A100", "symbolic oxidd CUDD"),
    ("invariant", "never-bad", "A4 C8", "explicit symbolic bounded SPIN NuSMV"),
    ("broken invariant", "never-bad", "A4:guard B3:guard", "explicit symbolic bounded SPIN NuSMV"),
    ("broken invariant", "never-bad", "A10:guard BS10:guard", "symbolic bounded NuSMV"),
    ("deep run", "deep-reachable", "A4 A10 B10 D10", "symbolic bounded NuSMV"),
    ("deadlock", "AG EX true", "C8 C8:trap", "explicit symbolic bounded SPIN NuSMV oxidd CUDD"),
    ("AG EF", "resettable", "A4 B3", "explicit symbolic NuSMV oxidd CUDD"),
    ("AG EF", "resettable", "A10 A10:trap", "symbolic NuSMV oxidd CUDD"),
    ("AG EF", "resettable", "B10 A100", "symbolic oxidd CUDD"),
    ("AG AF", "AG AF !v0.creating", "A2 B2", "explicit symbolic NuSMV"),
)


def rows() -> list[Row]:
    """Return all rows: models by family and size, with their flaw."""
    found: list[Row] = [
        (f"{name} {model}", model, question, (), asked.split())
        for name, question, models, asked in _ROWS
        for model in models.split()
    ]
    asked = ("explicit", "symbolic", "SPIN", "NuSMV")
    found += [
        (f"AG AF weakly fair {model}", model, "AG AF !v0.creating", (SERVED,), asked)
        for model in ("A1", "A2", "A3")
    ]
    return found


def main(wanted: Sequence[str]) -> None:
    """Print the table, and how many times less we take than each peer."""
    if wanted[:1] == ["--one"]:
        one(*wanted[1:4], wanted[4:])
        return
    print(f"{'row':28} {'who':9} {'answer':>22} {'inner s':>8} {'whole s':>8} {'MB':>6}")
    for name, model, question, fair, asked in rows():
        if wanted and not any(word in name for word in wanted):
            continue
        inner: dict[str, float] = {}
        for who in asked:
            answer, took, whole, memory = cell(who, model, question, fair)
            if not answer.startswith(("-", ">")):
                inner[who] = whole
            print(
                f"{name:28} {who:9} {answer:>22} {took:8.3f} {whole:8.3f} {memory:6.0f}", flush=True
            )
        _ratios(inner)


def _ratios(whole: dict[str, float]) -> None:
    """Print how many times longer than the best of ours each peer took, as whole processes."""
    mine = {who: took for who, took in whole.items() if who in OURS and took > 0}
    if not mine:
        return
    best = min(mine, key=mine.__getitem__)
    said = (
        f"{who}/{best} {took / mine[best]:.1f}" for who, took in whole.items() if who not in OURS
    )
    print(f"{'':28} {'; '.join(said)}")


def cell(
    who: str, model: str, question: str, fair: Sequence[str]
) -> tuple[str, float, float, float]:
    """Ask one contender in a process of its own: answer, inner and whole CPU seconds, MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "bench.proofs", "--one", who, model, question, *fair],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limited,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = [line.split(" ", 2) for line in done.stdout.splitlines()]
    answer, inner, memory = "-", 0.0, 0.0
    for word, *rest in lines:
        if word == "answer":
            answer = " ".join(rest)
        elif word == "inner":
            inner, memory = float(rest[0]), float(rest[1])
    if answer == "-" and whole > SECONDS - 1:
        answer = f">{SECONDS}"
    elif answer == "-" and done.stderr:
        answer = f"- {done.stderr.strip().splitlines()[-1][:20]}"
    return answer, inner, whole, memory


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def one(who: str, model: str, question: str, fair: Sequence[str]) -> None:
    """Answer for one cell, in this process."""
    name, _, flaw = model.partition(":")
    letters = name.rstrip("0123456789")
    value = family(letters, int(name[len(letters) :]), flaw=flaw)
    claims = {claim["name"]: claim["formula"] for claim in value["claims"]}
    system = system_of(value)
    from bench.proofs.contenders import CONTENDERS

    with (
        suppress(Exception),
        redirect_stdout(None),
    ):  # so that what it imports is not counted: it is in the whole
        CONTENDERS[who](system_of(family("C", 2)), "AG EX true", ())
    before, start = time_of_others(), time.process_time()
    answer = CONTENDERS[who](system, claims.get(question, question), fair)
    took = time.process_time() - start
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    took = max(took, time_of_others() - before)
    used = max(resource.getrusage(each).ru_maxrss for each in whose) / 1000
    if who != "SPIN":
        print(f"inner {took:.3f} {used:.0f}")
    print(f"answer {answer}")


def time_of_others() -> float:
    """Return the CPU seconds of the programs that this process asked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
