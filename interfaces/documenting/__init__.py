"""Lifecycles as pages of the docs."""

from wayout.interfaces.documenting.builtin import pages

__all__ = ["pages"]
