"""Guards as Boolean formulas: what can hold together, and what always does."""

from wayout.analysis.guards.deciding import GuardsTooLargeError

__all__ = ["GuardsTooLargeError"]
