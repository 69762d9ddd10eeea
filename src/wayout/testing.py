"""Lifecycles in tests of your own; the pytest plugin needs no import.

`load_tests` is for unittest and stestr, `state_machine` for Hypothesis.
"""

from wayout.interfaces.testing import load_tests, state_machine

__all__ = ["load_tests", "state_machine"]
