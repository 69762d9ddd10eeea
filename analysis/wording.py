"""How states and events are named and described in sentences."""

from collections.abc import Iterable

from wayout.analysis.lifecycle import Lifecycle, State

_SHOWN = 6


def quoted(names: Iterable[str | None], joint: str = "and") -> str:
    """Quote names, each once; None is an eventless transition. Long lists are cut.

    >>> quoted(["a", "b", "a", None])
    "'a', 'b' and an eventless transition"
    >>> quoted(f"s{number}" for number in range(100))
    "'s0', 's1', 's2', 's3', 's4' and 95 more"
    """
    return listed(map(_quoted, names), joint)


def listed(texts: Iterable[str], joint: str = "and") -> str:
    """Join texts, each once, as `quoted` does."""
    distinct = list(dict.fromkeys(texts))
    if len(distinct) > _SHOWN:
        shown = distinct[: _SHOWN - 1]
        return f"{', '.join(shown)} {joint} {len(distinct) - len(shown)} more"
    *others, last = distinct
    return f"{', '.join(others)} {joint} {last}" if others else last


def refusal(lifecycle: Lifecycle, *states: str) -> str:
    """Return how a sentence ends if python-statemachine refuses the class for these states."""
    if set(states).isdisjoint(lifecycle.refused):
        return ""
    return "; python-statemachine does not define the class"


def role_in_words(state: State, lifecycle: Lifecycle) -> str:
    """Return a state's role, whether it was inferred, and whether the lifecycle begins in it."""
    inferred = " (inferred)" if state.inferred else ""
    initial = ", initial" if state.id in lifecycle.initial else ""
    return f"{state.role.value}{inferred}{initial}"


def _quoted(name: str | None) -> str:
    return "an eventless transition" if name is None else repr(name)
