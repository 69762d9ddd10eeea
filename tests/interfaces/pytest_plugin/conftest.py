import networkx as nx
import pytest
import statemachine

from wayout.analysis.checks.catalogue import checks
from wayout.interfaces.pytest_plugin import collecting, summary

LOADED = (nx, statemachine, collecting, summary, checks())
"""Stay loaded: each run of pytest inside a test forgets what it has loaded itself."""

ORDER = '''
from statemachine import State, StateChart


class Order(StateChart):
    """An order in a shop."""

    open = State(initial=True)
    paid = State()
    lost = State()
    closed = State()

    pay = open.to(paid)
    lose = paid.to(lost)
    search = lost.to.itself()
    ship = paid.to(closed)
    reorder = closed.to(open)
'''


@pytest.fixture
def shop(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a machine in `order.py`: `lost` is a dead end, all else is sound."""
    pytester.makepyfile(order=ORDER)
    pytester.syspathinsert()
    return pytester
