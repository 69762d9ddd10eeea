"""The machines that the test cases of transitions set up for themselves.

Not those that set a separator: it is one for all machines, and the next case sets another.
"""

import unittest
from importlib import import_module

for name in ("core", "nesting", "parallel", "enum", "states", "reuse", "add_remove"):
    module = import_module(f"tests.test_{name}")
    for cls in vars(module).values():
        is_case = isinstance(cls, type) and issubclass(cls, unittest.TestCase)
        if is_case and "Separator" not in cls.__name__:
            case = cls("setUp")
            case.setUp()
            for attribute in ("stuff", "machine"):
                if hasattr(case, attribute):
                    globals()[f"{name}_{cls.__name__}_{attribute}"] = getattr(case, attribute)
