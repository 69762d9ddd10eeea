"""What was aimed at, and whether the cells of one run reach it.

A goal is about CPU seconds from the model loaded to the answer. As whole processes, start-up
included, it is said beside it: on models that take milliseconds it compares start-up alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.proofs.cells import LEAST, SECONDS, Cell
from bench.proofs.questions import Asked

Cells = Mapping[tuple[Asked, str, str], Cell]

_Found = tuple[str, float, float, bool]
"""A model, how many times longer a peer took, as a whole too; and if that is the least."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, what was found, and whether that reaches it; `reached` None if it was not asked."""

    aim: str
    found: str
    reached: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Ratio:
    """Be so many times faster than a peer on each of some models."""

    aim: str
    peer: str
    ours: Sequence[str]
    asked: Asked
    models: str
    times: float
    why: str = ""


_EXPLICIT = "each state is looked at in batches of numpy, each step once for all of a batch"
_SMALL = (
    "what takes milliseconds is the order of members and the making of their steps, in Python, and "
    "the shortest run, which the peer does not look for"
)
_RATIOS = (
    _Ratio(
        "explicit: 10 times less than SPIN at 2 million states",
        "SPIN",
        ("explicit",),
        Asked.COUNT,
        "A4 B3 C8",
        10,
        _EXPLICIT,
    ),
    _Ratio(
        "symbolic: 50 times less than NuSMV at 5e15, AG EF with a witness",
        "NuSMV",
        ("symbolic",),
        Asked.AG_EF,
        "A10 A10:trap",
        50,
        "NuSMV has few reached states here, and ours finds the shortest run besides",
    ),
    _Ratio(
        "a bug 50 events deep, 20 times faster than NuSMV, shortest",
        "NuSMV",
        ("symbolic", "bounded"),
        Asked.DEEP,
        "A10",
        20,
    ),
)


def goals(cells: Cells) -> Iterator[Goal]:
    """Yield each goal with what was found."""
    for each in _RATIOS:
        yield _ratio(cells, each)
    yield _memory(cells)
    for peer, times in (("CUDD", 5.0), ("oxidd", 2.0)):
        aim = f"symbolic: {times:g} times less than {peer} everywhere"
        yield _judged(aim, _beside(cells, peer), times, _SMALL)
    yield _hundred(cells)
    yield from _level(cells)


def _ratio(cells: Cells, goal: _Ratio) -> Goal:
    found = []
    for model in goal.models.split():
        peer = cells.get((goal.asked, model, goal.peer))
        mine = _best(cells, goal.asked, model, goal.ours)
        if peer is not None and mine is not None:
            found.append((model, *_compared(peer, mine)))
    return _judged(goal.aim, found, goal.times, goal.why)


def _beside(cells: Cells, peer: str) -> list[_Found]:
    found = []
    for (asked, model, who), other in cells.items():
        mine = cells.get((asked, model, "symbolic"))
        if who != peer or mine is None:
            continue
        if mine.answered and not other.answer.startswith("-"):
            found.append((f"{asked} {model}", *_compared(other, mine)))
    return found


def _level(cells: Cells) -> Iterator[Goal]:
    """Yield how ours stand beside LTSmin: where coupling is loose, where it is tight, on claims."""
    found = _beside(cells, "LTSmin")
    counts = [each for each in found if each[0].startswith(Asked.COUNT)]
    tight = [each for each in counts if each[0].startswith(f"{Asked.COUNT} D")]
    loose = [each for each in counts if each not in tight]
    proofs = [each for each in found if each not in counts]
    level = "level with LTSmin (at most a quarter longer)"
    yield _judged(f"{level} on loosely coupled systems", loose, 0.8, _SMALL)
    yield _judged("not behind LTSmin on tightly coupled systems", tight, 1, "")
    yield _judged(f"{level} on claims", proofs, 0.8, _SMALL)


def _compared(peer: Cell, mine: Cell) -> tuple[float, float, bool]:
    """Return how many times longer a peer took, inside and as a whole; and if that is the least."""
    if not peer.answered:
        return SECONDS / max(mine.inner, LEAST), SECONDS / mine.whole, True
    return max(peer.inner, LEAST) / max(mine.inner, LEAST), peer.whole / mine.whole, False


def _judged(aim: str, found: Sequence[_Found], times: float, why: str) -> Goal:
    if not found:
        return Goal(aim, "not asked in this run", None)
    missed = [each for each in found if each[1] < times]
    shown = found if len(found) <= 3 else [min(found, key=lambda each: each[1])]
    text = "; ".join(
        f"{name} {'over ' * least}{inner:.1f} (whole {whole:.1f})"
        for name, inner, whole, least in shown
    )
    if len(found) > 3:
        text = f"at least {text}; reached in {len(found) - len(missed)} of {len(found)}"
        short = ", ".join(f"{name} {inner:.1f}" for name, inner, _, _ in missed)
        text += f"; not in {short}" if short else ""
    return Goal(aim, text, not missed, why if missed else "")


def _best(cells: Cells, asked: Asked, model: str, among: Sequence[str]) -> Cell | None:
    mine = (cells.get((asked, model, who)) for who in among)
    return min(
        (cell for cell in mine if cell is not None and cell.answered),
        key=lambda cell: cell.inner,
        default=None,
    )


def _memory(cells: Cells) -> Goal:
    aim = "explicit: at most 32 bytes a state, with what traces are found by"
    found = []
    for model in ("A4", "B3", "C8"):
        cell = cells.get((Asked.COUNT, model, "explicit"))
        if cell is not None and cell.answered:
            found.append((model, cell.grown_mb * 1e6 / int(cell.answer)))
    if not found:
        return Goal(aim, "not asked in this run", None)
    text = "; ".join(f"{model} {size:.0f}" for model, size in found)
    why = "batches of states on their way count too, and a table has room for what is not reached"
    reached = all(size <= 32 for _, size in found)
    return Goal(aim, text, reached, "" if reached else why)


def _hundred(cells: Cells) -> Goal:
    aim = "200 lifecycles counted and AG EF proved in under a second, start-up included"
    cell = cells.get((Asked.BOTH, "A100", "symbolic"))
    if cell is None or not cell.answered:
        return Goal(aim, "not asked in this run", None)
    text = f"{cell.whole:.2f} CPU s, {cell.inner:.2f} from the model on"
    why = "start-up, and composing the model, take the rest"
    return Goal(aim, text, cell.whole < 1, "" if cell.whole < 1 else why)
