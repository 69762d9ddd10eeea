"""Random parts of systems, and what their composition means by its definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from wayout.analysis.systems.composing import LocalStep, Part
from wayout.analysis.systems.system import Member

Configuration = tuple[int, ...]
EVENTS = ("a", "b", "c")


def member(name: str, count: int, initial: tuple[int, ...] = (0,)) -> Member:
    """Return a member of so many states: s0, s1 and so on; its last is of role error."""
    states = tuple(f"s{number}" for number in range(count))
    names = {state: frozenset({number}) for number, state in enumerate(states)}
    return Member(name, states, initial, names, {"error": frozenset({count - 1})})


@st.composite
def parts(draw: DrawFn, most_members: int = 3, most_states: int = 4) -> tuple[Part, ...]:
    """Draw parts that share some events, with guards on each other."""
    counts = draw(st.lists(st.integers(1, most_states), min_size=1, max_size=most_members))
    return tuple(
        Part(
            member(f"m{index}", count, draw(_initial(count))),
            tuple(draw(st.lists(_steps(counts, index), max_size=6))),
            tuple(draw(st.sets(st.sampled_from(EVENTS), max_size=1))),
        )
        for index, count in enumerate(counts)
    )


def _initial(count: int) -> SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(0, count - 1), min_size=1, max_size=2).map(
        lambda found: tuple(sorted(found))
    )


def _steps(counts: Sequence[int], index: int) -> SearchStrategy[LocalStep]:
    states = st.integers(0, counts[index] - 1)
    guards = [
        st.tuples(
            st.just(other), st.frozensets(st.integers(0, counts[other] - 1), max_size=counts[other])
        )
        for other in range(len(counts))
    ]
    return st.builds(
        LocalStep,
        st.sampled_from((None, *EVENTS)),
        states,
        states,
        st.sampled_from((None, "request", "failure")),
        st.sampled_from((None, "user", "service")),
        st.lists(st.one_of(guards), max_size=2, unique_by=lambda each: each[0]).map(dict),
    )


def steps_by_definition(
    given: Sequence[Part], configuration: Configuration
) -> Iterator[tuple[str | None, Configuration]]:
    """Yield each step by event and what it leads to: alphabetised parallel, word by word."""
    alphabets = [{*part.events, *(s.event for s in part.steps)} - {None} for part in given]
    for index, part in enumerate(given):
        for step in part.steps:
            if step.event is None and _may(step, index, configuration):
                yield None, _moved(configuration, {index: step.to_state})
    for event in sorted({name for alphabet in alphabets for name in alphabet if name}):
        taking = [index for index, alphabet in enumerate(alphabets) if event in alphabet]
        ways = [
            [s for s in given[i].steps if s.event == event and _may(s, i, configuration)]
            for i in taking
        ]
        for chosen in product(*ways):
            to = {i: step.to_state for i, step in zip(taking, chosen, strict=True)}
            yield event, _moved(configuration, to)


def _may(step: LocalStep, index: int, configuration: Configuration) -> bool:
    return step.from_state == configuration[index] and all(
        configuration[other] in allowed for other, allowed in step.when.items()
    )


def _moved(configuration: Configuration, to: dict[int, int]) -> Configuration:
    return tuple(to.get(index, state) for index, state in enumerate(configuration))
