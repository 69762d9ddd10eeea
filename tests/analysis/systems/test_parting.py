"""What is taken apart and composed again takes the same steps."""

from hypothesis import given
from tests.analysis.systems.parts import parts

from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.parting import parts_of
from wayout.analysis.systems.system import Pair, Step
from wayout.analysis.systems.unfolding import unfolded


@given(parts())
def test_a_system_taken_apart_is_the_same_but_for_the_names_of_events(
    given_parts: tuple[Part, ...],
) -> None:
    system = compose("random", given_parts)
    again = compose("random", parts_of(system))
    before, after = (unfolded(each, most=1_000) for each in (system, again))
    assert sorted(map(_moves, again.steps)) == sorted(map(_moves, system.steps))
    assert set(after.names) == set(before.names)


def _moves(step: Step) -> list[tuple[int, tuple[Pair, ...]]]:
    return [(move.member, move.pairs) for move in step.moves]
