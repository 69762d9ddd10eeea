"""What checks find comes through a pickle as it was, and costs no more than there is."""

import pickle
from types import MappingProxyType

from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.pickling import pickled
from wayout.analysis.running import run
from wayout.machines.vocabulary import Kind, Role

ALL = checks()


@given(lifecycles())
def test_what_is_found_comes_back(some: Lifecycle) -> None:
    found = run(some, ALL, None)
    assert pickle.loads(pickled(found)) == found  # noqa: S301 - made here


def test_a_view_comes_back_as_one() -> None:
    back = pickle.loads(pickled(MappingProxyType({"a": (1,)})))  # noqa: S301 - made here
    assert (type(back), dict(back)) == (MappingProxyType, {"a": (1,)})


def test_runs_that_share_a_search_grow_no_faster_than_it() -> None:
    """Written out, the runs along a chain would take the square of its length."""
    small, large = (len(pickled(run(chain(size), ALL, None))) for size in (100, 1_000))
    assert large < 12 * small


def chain(size: int) -> Lifecycle:
    steps = [step("go", f"t{i}", f"t{i + 1}", Kind.PROGRESS) for i in range(size - 1)]
    return lifecycle({f"t{i}": Role.TRANSIENT for i in range(size)}, steps)
