"""Guards as Boolean formulas: what can hold together, and what always does."""

from wayout.analysis.guards.deciding import GuardsTooLargeError, subjects_of

__all__ = ["GuardsTooLargeError", "subjects_of"]
