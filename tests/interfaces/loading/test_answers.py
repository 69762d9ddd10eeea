"""What crosses the border is exact, and nothing else crosses it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interfaces.random_lifecycles import LABELS, TEXTS, lifecycles

from wayout.analysis.finding import Unfinished
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import DEFAULT, Limits
from wayout.interfaces.errors import DataError, LoadError
from wayout.interfaces.loading.answers import (
    decode_answer,
    decode_request,
    encode_found,
    encode_problems,
    encode_request,
)
from wayout.interfaces.loading.found import Found

NAMED = st.lists(TEXTS, max_size=3).map(tuple)
UNFINISHED = st.builds(Unfinished, TEXTS, TEXTS, NAMED)
FOUND = st.builds(Found, lifecycles() | UNFINISHED, TEXTS, LABELS)


@given(st.lists(FOUND, max_size=3).map(tuple))
def test_what_is_found_comes_over_exactly(found: tuple[Found, ...]) -> None:
    line = encode_found(found)
    assert b"\n" not in line
    back = decode_answer(line, DEFAULT)
    assert back == found
    for one, other in zip(found, back, strict=True):
        if isinstance(one.content, Lifecycle):
            assert one.content.accepted == other.content.accepted


@given(st.lists(TEXTS, min_size=1))
def test_problems_come_over_exactly(problems: list[str]) -> None:
    answer = decode_answer(encode_problems(problems), DEFAULT)
    assert isinstance(answer, LoadError)
    assert list(answer.problems) == problems


@given(st.lists(TEXTS), st.builds(Limits))
def test_requests_come_over_exactly(targets: list[str], limits: Limits) -> None:
    assert decode_request(encode_request(targets, limits)) == (targets, limits)


@given(st.binary())
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(DataError):
        decode_answer(line, DEFAULT)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"{}", "answer: found: is missing"),
        (b'{"found": [{"machine": "m"}]}', "answer: found[0].lifecycle: expected an object"),
        (b'{"found": [], "found": []}', "answer: key 'found' stands more than once"),
        (b'{"found": [], "more": 1}', "answer: more: is not a known key"),
        (b'{"problems": [1]}', "answer: problems[0]: expected a text"),
        (b"[" * 100_000, "answer: nested too deeply"),
        (b'{"found": NaN}', "answer: not JSON: NaN is no JSON number"),
        ('{"found": "é"}'.encode(), "answer: not ASCII"),
    ],
)
def test_an_answer_that_is_none_is_refused(line: bytes, problem: str) -> None:
    with pytest.raises(DataError) as caught:
        decode_answer(line, DEFAULT)
    assert caught.value.problems[0].startswith(problem)
