"""A witness is as long as its run, and costs nothing until it is looked at."""

import pickle

import pytest
from tests.analysis.lifecycles import lifecycle, step

from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.runs import run_to
from wayout.machines.vocabulary import Kind, Role

STEM = (Step(None, "t0"), Step("go", "t1"), Step("go", "t2"))


def chain(size: int) -> Lifecycle:
    steps = [step("go", f"t{i}", f"t{i + 1}", Kind.PROGRESS) for i in range(size - 1)]
    return lifecycle({f"t{i}": Role.TRANSIENT for i in range(size)}, steps)


def test_a_stem_behaves_as_the_tuple_of_its_steps():
    stem = run_to(chain(4), "t2").stem
    assert stem == STEM == stem
    assert run_to(chain(4), "t2") == run_to(chain(3), "t2") == Witness(STEM)
    assert stem != STEM[:2]
    assert stem != list(STEM)
    assert (hash(stem), repr(stem), len(stem)) == (hash(STEM), repr(STEM), 3)
    assert (stem[-1], stem[1:], tuple(stem)) == (STEM[-1], STEM[1:], STEM)
    assert pickle.loads(pickle.dumps(stem)) == STEM  # noqa: S301 - made here


def test_no_run_leads_to_what_is_not_reached():
    with pytest.raises(KeyError):
        run_to(chain(2), "t2")
