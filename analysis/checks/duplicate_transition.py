"""WO108: the same transition is declared more than once."""

from collections import Counter
from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.runs import run_to
from wayout.analysis.wording import quoted

_Key = tuple[str | None, str, str, str | None, str | None, bool]
_Label = tuple[str | None, str, str | None, bool]


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    steps = (*lifecycle.transitions, *lifecycle.shadowed)
    counts = Counter(map(_key, steps))
    if len(counts) == len(steps):
        return
    place = {state.id: index for index, state in enumerate(lifecycle.states)}
    last = {_key(step): step for step in steps if counts[_key(step)] > 1}
    declarations: dict[tuple[_Label, int], Transition] = {}
    met: Counter[tuple[_Label, str]] = Counter()
    for step in sorted(last.values(), key=lambda step: place[step.from_state]):
        label = _label(step)
        declarations.setdefault((label, met[label, step.from_state]), step)
        met[label, step.from_state] += 1
    cases: dict[tuple[str | None, str, str], list[Transition]] = {}
    for step in declarations.values():
        cases.setdefault((step.event, step.from_state, step.to_state), []).append(step)
    for alike in cases.values():
        yield _finding(lifecycle, alike, [counts[_key(step)] for step in alike])


def _finding(lifecycle: Lifecycle, alike: list[Transition], counts: list[int]) -> Finding:
    step = alike[0]
    states = tuple(dict.fromkeys((step.from_state, step.to_state)))
    to = f"to {step.to_state!r}" if len(states) > 1 else "to itself"
    times = dict.fromkeys(map(_times, alike, counts))
    return CHECK.finding(
        lifecycle,
        f"{quoted([step.event])} from {step.from_state!r} {to} is declared {' and '.join(times)}",
        states=states,
        directed=True,
        events=() if step.event is None else (step.event,),
        witness=run_to(lifecycle, step.from_state)
        if step.from_state in lifecycle.reached
        else None,
        location=step.location,
    )


def _key(step: Transition) -> _Key:
    return (
        step.event,
        step.from_state,
        step.to_state,
        step.guard,
        step.declared_on,
        step.internal,
    )


def _label(step: Transition) -> _Label:
    """Return what all steps of one declaration have in common.

    On a compound, or beside a parallel region, it makes steps from many states to many others.
    Declarations with one label make steps from the same states, in the same order.
    """
    return (step.event, step.declared_on or step.from_state, step.guard, step.internal)


def _times(step: Transition, count: int) -> str:
    times = "twice" if count == 2 else f"{count} times"  # noqa: PLR2004 - 2 is what twice means
    guard = f" under the guard {step.guard!r}" if step.guard else ""
    around = f" on {step.declared_on!r}" if step.declared_on not in (None, step.from_state) else ""
    return times + guard + around


CHECK = Check(
    id="WO108",
    slug="duplicate-transition",
    severity=Severity.WARNING,
    summary="A transition declared more than once, with the same ends, event and guard.",
    remedy="remove all but one of the declarations",
    run=_run,
)
