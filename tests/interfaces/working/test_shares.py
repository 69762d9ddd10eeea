"""Each number is drawn once, whoever draws."""

import sys

import pytest

from wayout.interfaces.working.shares import Share
from wayout.interfaces.working.worker import Worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forks")


def drawn(share: Share) -> list[int]:
    found: list[int] = []
    while numbers := share.draw():
        found.extend(numbers)
    return found


def test_the_most_work_comes_first_and_what_is_left_is_known():
    share = Share({0: 5, 1: 70, 2: 5, 3: 20})
    assert (share.left, share.draws) == (100, 4)
    assert share.draw() == (1,)
    assert (share.left, share.draws) == (30, 3)
    assert drawn(share) == [3, 0, 2]
    assert (share.left, share.draws) == (0, 0)
    assert share.draw() == ()
    share.close()


def test_nothing_to_share_is_nothing_to_draw():
    share = Share({})
    assert (share.left, share.draws, share.draw()) == (0, 0, ())
    share.close()


@pytest.mark.parametrize("count", [900, 20_000])
def test_processes_draw_each_number_once(count: int):
    share = Share({number: number % 7 for number in range(count)})
    assert share.left == sum(number % 7 for number in range(count))
    workers = [Worker(lambda: drawn(share)) for _ in range(3)]
    found = [drawn(share), *(worker.answer() for worker in workers)]
    assert sorted(number for each in found for number in each) == [*range(count)]
    assert share.draws == 0
    share.close()
