"""Check in several processes at once."""

from wayout.interfaces.working.workers import Workers

__all__ = ["Workers"]
