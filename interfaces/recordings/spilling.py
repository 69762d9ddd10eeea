"""How much memory DuckDB may take before it spills to disk."""

DEFAULT_MB = 1500
"""What a run takes where nothing is said: ten million rows of a resource and a state fit."""

BESIDE_MB = 300
"""What Python and its libraries take of it, beside the engine."""

LEAST_MB = BESIDE_MB + 100
"""What a run takes at least: the engine cannot work with less than is left."""

_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")


def left_to_engine(memory_mb: int | None, unasked: str) -> int:
    """Return the MB that are left of those that the whole process may take.

    `unasked` is what DuckDB takes where it is told nothing, as it spells that (`18.8 GiB`): most
    of what the machine or the container has. Where nothing is said, our default is no more.
    """
    number, unit = unasked.split()
    has_mb = int(float(number) * 1024 ** _UNITS.index(unit) / 1_000_000)
    return max(memory_mb or min(DEFAULT_MB, has_mb), LEAST_MB) - BESIDE_MB
