"""The command line `wayout`."""

from wayout.interfaces.cli.program import main

__all__ = ["main"]
