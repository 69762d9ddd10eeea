import ast
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wayout.analysis.conformance.drift.filling import calls, split


def ways(body: str) -> dict[str, str]:
    """Conditions -> value of key `k` in the dict that `save` is called with."""
    found = {}
    for call, filled in calls(ast.parse(body).body):
        if ast.unparse(call.func) == "save":
            keys = filled.keys_of(call.args[0]) or {}
            for way in keys.get("k", ((None, ()),)):
                for value, conditions in split(way):
                    shown = "nothing" if value is None else ast.unparse(value)
                    found[" and ".join(conditions)] = shown
    return found


def test_each_branch_is_a_way_of_its_own() -> None:
    body = "d = {'k': 1}\nif a:\n    d['k'] = 2\nelif b:\n    d['k'] = 3\nsave(d)"
    assert ways(body) == {"a": "2", "b and not a": "3", "not b and not a": "1"}


def test_a_branch_that_ends_goes_no_further() -> None:
    body = "d = {}\nif a:\n    d['k'] = 2\n    raise X\nsave(d)"
    assert ways(body) == {"": "nothing"}


def test_both_sides_of_a_conditional_expression() -> None:
    assert ways("save({'k': 1 if a else 2})") == {"a": "1", "not a": "2"}


def test_what_is_made_anew_forgets_what_was() -> None:
    body = "d = {'k': 1}\nif a:\n    d = {'other': 1}\n    save(d)"
    assert ways(body) == {"": "nothing"}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=4))
def test_the_ways_are_what_running_gives(branches: list[tuple[str, int]]) -> None:
    lines = "".join(f"if {test}:\n    d['k'] = {value}\n" for test, value in branches)
    body = f"d = {{'k': -1}}\n{lines}save(d)"
    told = ways(body)
    for truth in product([False, True], repeat=3):
        names: dict[str, object] = dict(zip("abc", truth, strict=True))
        saved: list[dict[str, int]] = []
        exec(body, names | {"save": saved.append})  # noqa: S102 - our own text
        fitting = {v for test, v in told.items() if not test or eval(test, dict(names))}  # noqa: S307 - as above
        assert fitting == {str(saved[0]["k"])}
