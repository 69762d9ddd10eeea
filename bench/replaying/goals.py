"""What was aimed at, and whether the figures of one run reach it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Took = dict[str, tuple[float, int, int]]
"""CPU seconds, MB and counted steps of each peer."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A ratio to a peer, or to ourselves at a tenth of the size; `found` None if not asked."""

    aim: str
    size: int
    most: float
    found: float | None
    why: str = ""

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """What is shown: the aim, the size, what was found, and the verdict."""
        if self.found is None:
            return self.aim, f"{self.size:,}", "", "not asked"
        missed = self.found > self.most
        said = f"missed: {self.why}" if missed and self.why else "missed" if missed else "reached"
        return self.aim, f"{self.size:,}", f"{self.found:.3g}", said


_CPU, _MEMORY = 0, 1
_TABLE = "to count rows by resource alone grows by as much; why, is not known"
_RATIOS = (
    ("CPU: at most 1.1 times hand-written SQL", 10**6, "roomy", "sql", 1.1, _CPU),
    ("CPU: at most 1.1 times hand-written SQL", 10**7, "roomy", "sql", 1.1, _CPU),
    ("CPU: at most 1.1 times the same by lists", 10**7, "roomy", "lists", 1.1, _CPU),
    ("CPU: at most 1.1 times lists of numbers", 10**7, "roomy", "numbers", 1.1, _CPU),
    ("CPU: at most 1.1 times hand-written SQL", 10**8, "roomy", "sql", 1.1, _CPU),
    ("CPU: at most 8 times the floor", 10**7, "wayout", "floor", 8.0, _CPU),
    ("CPU: at most 1/5 of pm4py's graph", 10**7, "wayout", "pm4py", 1 / 5, _CPU),
    ("CPU: at most 1/40 of pm4py's token replay", 10**5, "wayout", "tokens", 1 / 40, _CPU),
    ("memory: at most half of pandas'", 10**7, "wayout", "pandas", 1 / 2, _MEMORY),
)
"""What, of how many events, of whom, to which peer, at most how much."""


def goals(found: Mapping[int, Took]) -> Iterator[Goal]:
    """Yield each goal with what was found."""
    for aim, size, ours, peer, most, what in _RATIOS:
        took = found.get(size, {})
        ratio = took[ours][what] / took[peer][what] if peer in took else None
        yield Goal(aim, size, most, ratio)
    before, after = (found.get(size, {}).get("roomy") for size in (10**7, 10**8))
    grown = after[_CPU] / before[_CPU] if before and after else None
    yield Goal("CPU: at most 11 times that of a tenth", 10**8, 11, grown, _TABLE)
