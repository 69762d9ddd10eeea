"""WO109: two states, or a state and a compound, have one value."""

from collections.abc import Iterator

from wayout.analysis.check import Check
from wayout.analysis.finding import Finding, Severity
from wayout.analysis.lifecycle import Compound, Lifecycle, SharedValue, State
from wayout.analysis.runs import run_to
from wayout.analysis.wording import quoted


def _run(lifecycle: Lifecycle) -> Iterator[Finding]:
    shared = lifecycle.shared_values
    for each in _by_text(lifecycle) if shared is None else shared:
        second = each.states[1:2] or each.states[:1]
        yield CHECK.finding(
            lifecycle,
            f"{_named(each.leaves, each.compounds)} have one value, {each.value!r}"
            f"{_consequence(each.compounds)}",
            states=each.states,
            witness=run_to(lifecycle, second[0])
            if each.leaves and second and second[0] in lifecycle.reached
            else None,
            location=each.location,
        )


def _by_text(lifecycle: Lifecycle) -> Iterator[SharedValue]:
    everything: list[State | Compound] = [*lifecycle.states, *lifecycle.compounds]
    holders: dict[str, list[State | Compound]] = {}
    for holder in everything:
        holders.setdefault(holder.value, []).append(holder)
    for value, found in holders.items():
        if len(found) == 1:
            continue
        states = tuple(holder.id for holder in found if isinstance(holder, State))
        compounds = tuple(holder.id for holder in found if isinstance(holder, Compound))
        placed = states or _inside(lifecycle, compounds)
        yield SharedValue(value, states, compounds, placed, found[-1].location)


def _named(states: tuple[str, ...], compounds: tuple[str, ...]) -> str:
    parts = []
    if states:
        parts.append(f"state{'s' if len(states) > 1 else ''} {quoted(states)}")
    if compounds:
        parts.append(f"compound{'s' if len(compounds) > 1 else ''} {quoted(compounds)}")
    return " and ".join(parts)


def _consequence(compounds: tuple[str, ...]) -> str:
    if not compounds:
        return ": whoever reads it cannot tell them apart"
    return (
        ": python-statemachine keeps states by value, and takes one for the other; with a state "
        "inside such a compound it loops for ever"
    )


def _inside(lifecycle: Lifecycle, compounds: tuple[str, ...]) -> tuple[str, ...]:
    around = {compound.id: compound.parent for compound in lifecycle.compounds}

    def is_inside(parent: str | None) -> bool:
        while parent is not None:
            if parent in compounds:
                return True
            parent = around.get(parent)
        return False

    return tuple(state.id for state in lifecycle.states if is_inside(state.parent))


CHECK = Check(
    id="WO109",
    slug="duplicate-value",
    severity=Severity.ERROR,
    summary="Two states, or a state and a compound, with one value.",
    remedy="give each a value of its own, such as value='group:name' for a compound",
    run=_run,
)
