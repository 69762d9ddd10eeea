"""Random guards that compete for one event, and answers about them by brute force.

The values of the grid are all that the atoms of the guards tell apart.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from types import CodeType

from hypothesis import strategies as st
from tests.analysis.lifecycles import step

from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle, State
from wayout.machines.vocabulary import Constraints, Role

GRID: dict[str, Sequence[object]] = {
    "a": (True, False),
    "b": (True, False),
    "x": ("p", "q", "another", "", None),
    "n": (-1, 0, 1, 2, 3, 4, 5),
}
_ATOMS = ["a", "b", "x", "x == 'p'", "'q' != x", "n < 2", "3 <= n", "n == 2", "1 < n <= 4", "n"]

GUARDS = st.recursive(
    st.sampled_from(_ATOMS),
    lambda inner: st.one_of(
        inner.map(lambda guard: f"not ({guard})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
        ),
    ),
    max_leaves=4,
)
OPTIONS = st.lists(st.tuples(st.none() | GUARDS, st.sampled_from("uvw")), min_size=1, max_size=4)
CONSTRAINTS = st.just(Constraints()) | st.builds(
    Constraints,
    exclusive=st.lists(st.tuples(GUARDS, GUARDS), max_size=1).map(tuple),
    always=st.lists(GUARDS, max_size=1).map(tuple),
)

Values = dict[str, object]


def assignments(constraints: Constraints) -> list[Values]:
    """Return the points of the grid that the constraints allow."""
    points = (dict(zip(GRID, values, strict=True)) for values in product(*GRID.values()))
    return [values for values in points if _allowed(values, constraints)]


def _allowed(values: Values, constraints: Constraints) -> bool:
    return (
        all(holds(text, values) for text in constraints.always)
        and all(sum(holds(text, values) for text in group) <= 1 for group in constraints.exclusive)
        and all(
            holds(second, values) for first, second in constraints.implies if holds(first, values)
        )
    )


def holds(guard: str | None, values: Values) -> bool:
    return guard is None or bool(eval(_compiled(guard), {}, dict(values)))  # noqa: S307 - our own guards


@lru_cache(maxsize=1024)
def _compiled(guard: str) -> CodeType:
    """Compile once what is asked at every point: it takes longer than the answer."""
    return compile(guard, guard, "eval")


def truths(
    options: Sequence[tuple[str | None, str]], constraints: Constraints
) -> Iterator[tuple[bool, ...]]:
    """Yield which of the guards hold, for each assignment."""
    for values in assignments(constraints):
        yield tuple(holds(guard, values) for guard, _ in options)


def competing(
    options: Sequence[tuple[str | None, str]], constraints: Constraints | None = None
) -> Lifecycle:
    """Return the lifecycle in which these (guard, target) compete for `go` from `s`."""
    steps = [step("go", "s", target, guard=guard) for guard, target in options]
    return Lifecycle(
        name="tiny",
        title="Tiny",
        target="tiny",
        initial=("s",),
        states=(
            State("s", "s", Role.STABLE),
            *(State(name, name, Role.FINAL) for name in "uvw"),
        ),
        transitions=tuple(steps),
        constraints=constraints or Constraints(),
    )


def message_of(findings: list[Finding]) -> str:
    (finding,) = findings
    assert (finding.states, finding.events) == (("s",), ("go",))
    return finding.message
