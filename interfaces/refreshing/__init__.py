"""Blocks of a document that wayout fills, and keeps true."""

from wayout.interfaces.refreshing.documents import refresh

__all__ = ["refresh"]
