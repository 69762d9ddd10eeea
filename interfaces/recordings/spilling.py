"""How much memory DuckDB may take before it spills to disk."""

DEFAULT_MB = 1500
"""What a run takes where nothing is said: ten million rows fit, and beyond it costs little."""

BESIDE_MB = 300
"""What Python and its libraries take of it, beside the engine."""

LEAST_MB = BESIDE_MB + 100
"""With what the engine can work."""


def left_to_engine(memory_mb: int | None) -> int:
    """Return the MB that are left of those that the whole process may take."""
    return max(memory_mb or DEFAULT_MB, LEAST_MB) - BESIDE_MB
