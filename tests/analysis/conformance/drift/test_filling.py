import ast
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from wayout.analysis.conformance.drift.filling import calls
from wayout.analysis.conformance.drift.ways import split, ways_of


def ways(body: str) -> dict[str, str]:
    """Conditions -> value of key `k` in the dict that `save` is called with."""
    found = {}
    for call, filled in calls(ast.parse(body).body):
        if ast.unparse(call.func) == "save":
            keys = filled.keys_of(call.args[0]) or {}
            for way in ways_of(keys, "k"):
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


def test_a_loop_may_be_passed_or_not() -> None:
    body = "d = {'k': 1}\nfor x in y:\n    if x:\n        d['k'] = 2\n        break\nsave(d)"
    told = ways(body)
    assert set(told.values()) == {"1", "2"}
    assert told["x and for y"] == "2"


def test_what_is_caught_goes_on() -> None:
    body = "d = {'k': 1}\ntry:\n    d['k'] = 2\nexcept E:\n    d['k'] = 3\nsave(d)"
    assert ways(body) == {"except E": "3", "not (except E)": "2"}
    assert ways(body.replace("    d['k'] = 3", "    pass")) == {
        "except E": "...",
        "not (except E)": "2",
    }
    assert ways(body.replace("    d['k'] = 3", "    raise")) == {"": "2"}


def test_each_case_of_a_match_is_a_way() -> None:
    cases = "    case 1:\n        d['k'] = 1\n    case _:\n        save({'k': 2})\n"
    body = f"d = {{}}\nmatch a:\n{cases}save(d)"
    assert {"1", "2"} <= set(ways(body).values())


def test_what_methods_do_to_a_dict() -> None:
    for change, value in (
        ("d.update({'k': 2})", "2"),
        ("d.update(k=2)", "2"),
        ("d.update(other)", "..."),
        ("d[other] = 2", "..."),
        ("d['k'] += 2", "..."),
        ("d.setdefault('k', 2)", "..."),
        ("d.pop('k')", "nothing"),
        ("del d['k']", "nothing"),
        ("d.clear()", "nothing"),
    ):
        assert ways(f"d = {{'k': 1}}\n{change}\nsave(d)") == {"": value}, change


def test_what_another_dict_may_bring_is_not_known() -> None:
    assert ways("d = {}\nd.update(other)\nsave(d)") == {"": "..."}
    assert ways("save({'k': 1, **other})") == {"": "..."}
    assert ways("save({**other, 'k': 1})") == {"": "1"}
    assert ways("save(dict(k=1))") == {"": "1"}
