"""The model of a system as LTSmin reads it, and LTSmin asked: its multi-valued diagrams.

LTSmin asks a language module for the steps of each group of them, and keeps them as a relation of
the members that the group reads and writes. `ltsmin.c` is that module, for any model; a model is
a list of numbers. A model has one configuration to begin in.

Saturation learns steps for each way in which the members can be that a group reads. Where these
are too many, guards are asked one by one, which LTSmin's saturation does not know: its way to go
through levels again and again does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from pathlib import Path
from tempfile import TemporaryDirectory

from wayout.analysis.systems.symbolic.ordering import levels
from wayout.analysis.systems.system import Move, Step, System

FOLDER = os.environ.get("LTSMIN")
"""Where the programs are, if not on the path."""

_PROGRAM = "pins2lts-sym"
_MODULE = Path(__file__).with_suffix(".c")
_MADE = Path(__file__).parents[3] / "build/ltsmin/members.so"
_FEW = 1_000_000
"""In so many ways a group's members may be, for their steps to be learnt one by one."""

_TABLES = "--vset=lddmc --precise --lace-workers=1 --lace-dqsize=16384 --sylvan-sizes=16,28,14,28"
_SATURATED = "--saturation=sat"
_SPLIT = (
    "--pins-guards --no-soundness-check --next-union"
    " --order=chain --saturation=sat-like --sat-granularity=1"
)

_Way = tuple[tuple[Sequence[int], int], ...]
"""For each member that moves the states that it moves from, and to which; -1 where it stays."""


@dataclass(frozen=True, slots=True)
class Model:
    """A system in the order that LTSmin keeps it in, and as text; `m0` is its first member."""

    system: System
    text: str
    options: str


@dataclass(frozen=True, slots=True)
class Said:
    """What LTSmin says, CPU seconds since the model was loaded and of the whole process, and MB.

    `clean` is whether it found no deadlock or violation of those that it was to look for.
    """

    text: str
    clean: bool
    searching: float
    whole: float
    memory_mb: float

    @property
    def states(self) -> int:
        """How many states it counted."""
        return int(_found(r"precisely (\d+) states", self.text)[1])

    @property
    def holds(self) -> bool:
        """Whether the formula holds that it was asked."""
        return _found(r"(holds|does not hold) for the initial state", self.text)[1] == "holds"


def is_there() -> bool:
    """Whether LTSmin and a C compiler are installed."""
    return all(shutil.which(name, path=path) for name, path in ((_PROGRAM, FOLDER), ("gcc", None)))


def ltsmin(system: System, *, split: bool | None = None) -> Model:
    """Return the model, with the options that LTSmin is fastest with; `split` asks guards apart."""
    if split is None:
        split = any(prod(_sizes(system, step)) > _FEW for step in system.steps)
    if split:
        return Model(system, _text(system), f"{_TABLES} {_SPLIT}")
    ordered = _ordered(system)
    return Model(ordered, _text(ordered), f"{_TABLES} {_SATURATED}")


def ask(model: Model, room: Path, *options: str) -> Said:
    """Ask LTSmin about a model, in a folder."""
    (room / "model.members").write_text(model.text)
    program = Path(str(shutil.which(_PROGRAM, path=FOLDER)))
    module = f"--loader={_module(program.parent.parent / 'include')}"
    asking = [program, module, "model.members", *model.options.split(), *options]
    with (room / "said").open("w") as said:
        asked = subprocess.Popen(asking, cwd=room, stdout=said, stderr=subprocess.STDOUT)  # noqa: S603
        _, status, used = os.wait4(asked.pid, 0)
    asked.returncode = os.waitstatus_to_exitcode(status)
    text = (room / "said").read_text()
    assert asked.returncode in {0, 1}, text[-400:]
    searching = float(_found(r"since loaded: (\S+)", text)[1])
    whole = used.ru_utime + used.ru_stime
    return Said(text, not asked.returncode, searching, whole, used.ru_maxrss * 1024 / 1_000_000)


def _module(include: Path) -> Path:
    """Return the language module, compiled once for all models."""
    if not _MADE.exists() or _MADE.stat().st_mtime < _MODULE.stat().st_mtime:
        _MADE.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=_MADE.parent) as room:
            made = Path(room) / _MADE.name
            words = ["gcc", "-O2", "-shared", "-fPIC", f"-I{include}", "-o", made, _MODULE]
            subprocess.run(words, check=True)  # noqa: S603
            made.replace(_MADE)
    return _MADE


def everywhere_possible(goal: str) -> str:
    """Return the option that asks whether from everywhere a run leads to where `goal` is true."""
    return f"--mu=nu Z . ((mu Y . (({goal}) || (E X Y))) && (A X Z))"


def _found(pattern: str, text: str) -> re.Match[str]:
    found = re.search(pattern, text)
    assert found, text[-400:]
    return found


def _sizes(system: System, step: Step) -> Iterator[int]:
    return (len(system.members[move.member].states) for move in step.moves)


def _ordered(system: System) -> System:
    """Return the same system with its members in the order of our levels, from the top down."""
    level = levels(system)
    order = sorted(range(len(level)), key=lambda member: -level[member])
    place = {member: index for index, member in enumerate(order)}
    steps = (replace(step, moves=tuple(_moved(step.moves, place))) for step in system.steps)
    return replace(system, members=tuple(system.members[n] for n in order), steps=tuple(steps))


def _moved(moves: Iterable[Move], place: dict[int, int]) -> Iterable[Move]:
    return sorted(
        (replace(move, member=place[move.member]) for move in moves), key=lambda move: move.member
    )


def _text(system: System) -> str:
    guards: dict[tuple[int, tuple[int, ...]], int] = {}
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], dict[_Way, None]] = {}
    for step in system.steps:
        moving = [move for move in step.moves if any(a != b for a, b in move.pairs)]
        moving = moving or [*step.moves[:1]]  # what stays as it is, is no deadlock
        kept = ((m.member, tuple(a for a, _ in m.pairs)) for m in step.moves if m not in moving)
        guarded = tuple(guards.setdefault(each, len(guards)) for each in kept)
        members = tuple(move.member for move in moving)
        ways = product(*(_ends(move) for move in moving))
        groups.setdefault((members, guarded), {}).update(dict.fromkeys(ways))
    numbers = [len(system.members)]
    numbers += [len(member.states) for member in system.members]
    for member in system.members:
        (start,) = member.initial
        numbers.append(start)
    numbers.append(len(guards))
    for member, states in guards:
        numbers += [member, *_counted(states)]
    numbers.append(len(groups))
    for (members, guarded), ways in groups.items():
        numbers += [*_counted(members), *_counted(guarded), len(ways)]
        for way in ways:
            for states, to in way:
                numbers += [*_counted(states), to]
    return " ".join(map(str, numbers)) + "\n"


def _ends(move: Move) -> Iterable[tuple[tuple[int, ...], int]]:
    ends: dict[int, list[int]] = {}
    for before, after in move.pairs:
        ends.setdefault(-1 if before == after else after, []).append(before)
    return [(tuple(states), to) for to, states in ends.items()]


def _counted(numbers: Sequence[int]) -> Iterable[int]:
    return len(numbers), *numbers
