"""Hold every engine against the textbook on many random systems and formulas, and count.

`python -m tests.analysis.systems.counting [SYSTEMS [FIRST [ENGINE]]]`: how many systems, from
which seed.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.analysis.systems.comparing import (
    FORMULAS,
    any_formula,
    branching_formula,
    compare,
    formula_of_one_state,
)

from wayout.analysis.systems.bounds import NONE
from wayout.analysis.systems.engines import engine_for, is_there

AT_ONCE = 500
BATCH = {
    "explicit": (True, any_formula),
    "symbolic": (False, branching_formula),
    "bounded": (False, formula_of_one_state),
}


def main(systems: int, first: int, only: str) -> None:
    """Print how many answers were the same; stop with the case where one was not."""
    for name, (naming, formulas) in BATCH.items():
        if only not in ("", name):
            continue
        if not is_there(name):
            print(f"{name}: not installed here")  # noqa: T201 - it is a program
            continue
        found: Counter[str] = Counter()
        start = time.process_time()
        for begin in range(first, first + systems, AT_ONCE):
            seeds = range(begin, min(begin + AT_ONCE, first + systems))
            found += compare(
                lambda system, name=name: engine_for(system, name, NONE),
                seeds,
                naming=naming,
                formulas=formulas,
            )
            same = sum(found.values()) - found["refused"] - found["undetermined"]
            print(  # noqa: T201 - it is a program
                f"{name}: {len(seeds) + begin - first} systems, "
                f"{sum(found.values())} of {FORMULAS} formulas each, {same} answers the same, "
                f"{dict(sorted(found.items()))}, {time.process_time() - start:.0f} CPU s",
                flush=True,
            )


if __name__ == "__main__":
    given = [*sys.argv[1:], *("20000", "0", "")[len(sys.argv) - 1 :]]
    main(int(given[0]), int(given[1]), given[2])
