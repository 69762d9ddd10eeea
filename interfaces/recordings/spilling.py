"""How much memory DuckDB may take before it spills to disk."""

DEFAULT_MB = 1500
"""What a run takes where nothing is said: ten million rows fit, and beyond it costs little."""

_BESIDE_MB, _LEAST_MB = 250, 100
"""What Python and its libraries take beside the engine, and with what the engine can work."""


def left_to_engine(memory_mb: int | None) -> int:
    """Return the MB that are left of those that the whole process may take."""
    return max((memory_mb or DEFAULT_MB) - _BESIDE_MB, _LEAST_MB)
