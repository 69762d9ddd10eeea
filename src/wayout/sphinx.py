"""Lifecycles in Sphinx documents: `extensions = ["wayout.sphinx"]` in conf.py."""

from wayout.interfaces.sphinx_extension import setup

__all__ = ["setup"]
