"""The engine for large systems: sets of configurations as decision diagrams, by saturation.

One level per member fits loosely coupled lifecycles: what it costs goes by how members depend on
each other, not by how many configurations there are.
"""

from wayout.analysis.systems.symbolic.errors import UnsupportedError
from wayout.analysis.systems.symbolic.proving import Prover, count, prove

__all__ = ["Prover", "UnsupportedError", "count", "prove"]
