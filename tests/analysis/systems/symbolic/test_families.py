"""The families have the counts that they must have, whatever their size."""

from __future__ import annotations

import pytest
from bench.families import family
from tests.analysis.systems.symbolic.reading import system_of

from wayout.analysis.systems.symbolic import count


@pytest.mark.parametrize(
    ("letters", "size", "expected"),
    [("A", 3, 50_653), ("B", 2, 68_021), ("C", 4, 1_442), ("A", 10, 37**10), ("A", 100, 37**100)],
)
def test_counts_are_exact(letters: str, size: int, expected: int) -> None:
    assert count(system_of(family(letters, size))) == expected
