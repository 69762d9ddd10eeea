"""How hard the tests try: the fast suite a little, the slow one as hard as they can.

`WAYOUT_EFFORT=full`, as `make slow` sets it, gives every random test all its examples, and lets
no test take a short cut.
"""

import os

IS_FULL = os.environ.get("WAYOUT_EFFORT") == "full"


def examples(number: int) -> int:
    """Return how many of so many examples a random test draws: a tenth where time matters."""
    return number if IS_FULL else max(number // 10, 10)
