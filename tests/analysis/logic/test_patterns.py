"""The readable forms against what they say, on random runs."""

from random import Random

import pytest
from tests.analysis.logic.brute import Lasso, parts_of_states, truths

from wayout.analysis.logic.formulas import Pattern, Truth, Word
from wayout.analysis.logic.patterns import meaning
from wayout.analysis.logic.spelling import spelt

NAMES = "psqr"


def random_run(random: Random) -> tuple[Lasso, dict]:
    size = random.randint(1, 5)
    lasso = Lasso(tuple(range(size)), (0,) * size, random.randrange(size))
    held = {
        Word(name): frozenset(i for i in range(size) if random.random() < 0.4) for name in NAMES
    }
    return lasso, held


def stretch(lasso: Lasso, begin: int, end: frozenset[int]) -> tuple[list[int], bool]:
    """Return the indices from one on, up to but not with the first in `end`; whether it is met.

    An index comes again where the run goes on in circles, often enough for every order.
    """
    found = []
    index = begin
    for _ in range(4 * len(lasso.states)):
        if index in end:
            return found, True
        found.append(index)
        index = lasso.after(index)
    return found, False


Part = tuple[list[int], bool]
"""A part of a run, and whether it ends."""


def stretches(scope: str, lasso: Lasso, q: frozenset[int], r: frozenset[int]) -> list[Part]:
    """Return the parts of the run that a scope means."""
    nothing = frozenset()
    run, _ = stretch(lasso, 0, nothing)
    if scope == "":
        return [(run, False)]
    if scope == "before":
        before, met = stretch(lasso, 0, r)
        return [(before, True)] if met else []
    if scope == "after":
        first = next((i for i in run if i in q), None)
        return [] if first is None else [stretch(lasso, first, nothing)]
    begins = [i for i in dict.fromkeys(run) if i in q and i not in r]
    found = [stretch(lasso, i, r) for i in begins]
    return [(part, met) for part, met in found if met or scope == "until"]


def is_met(form: str, within: Part, p: frozenset[int], s: frozenset[int]) -> bool:
    part, ends = within
    if form == "never":
        return not any(i in p for i in part)
    if form == "eventually":
        return any(i in p for i in part)
    if form == "always":
        return all(i in p for i in part)
    if form == "leads to":
        judged = len(part) if ends else len(part) // 2
        return all(any(j in s for j in part[n:]) for n, i in enumerate(part[:judged]) if i in p)
    first = next((n for n, i in enumerate(part) if i in s), len(part))
    return any(i in p for i in part[: first + 1]) or first == len(part)


@pytest.mark.parametrize("form", ["never", "eventually", "always", "leads to", "precedes"])
@pytest.mark.parametrize("scope", ["", "before", "after", "between", "until"])
def test_a_form_means_what_it_says(form: str, scope: str):
    random = Random(7)  # noqa: S311 - the same cases every time
    args = (Word("p"), Word("s")) if form in ("leads to", "precedes") else (Word("p"),)
    bounds = {"": (), "before": (Word("r"),), "after": (Word("q"),)}.get(
        scope, (Word("q"), Word("r"))
    )
    formula = meaning(Pattern(form, args, scope, bounds))
    assert not [part for part in parts_of_states(formula) if isinstance(part, Truth)]
    seen = set()
    for _ in range(500):
        lasso, held = random_run(random)
        p, s, q, r = (held[Word(name)] for name in NAMES)
        expected = all(is_met(form, part, p, s) for part in stretches(scope, lasso, q, r))
        assert truths(formula, lasso, held, rested=True)[0] == expected, (
            spelt(formula),
            lasso,
            held,
        )
        seen.add(expected)
    assert seen == {True, False}
