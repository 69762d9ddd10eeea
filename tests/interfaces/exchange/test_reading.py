import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interfaces.exchange.schema import VALIDATOR

from wayout.analysis.limits import Limits
from wayout.interfaces.errors import DataError, LimitError
from wayout.interfaces.exchange import problems
from wayout.interfaces.exchange.decoding import decode
from wayout.interfaces.exchange.reading import read_file, read_value

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *("name", "title", "target", "initial", "states", "transitions", "assumptions", "events"),
        *("compounds", "shadowed", "accepted", "location", "version", "description"),
        "projection",
        *("constraints", "drops_events", "unknown_guards", "refused"),
    ]
)


def door(**changes: Any) -> dict[str, Any]:
    value: dict[str, Any] = {
        "name": "door",
        "initial": "shut",
        "states": [{"id": "shut", "role": "stable"}, {"id": "gone", "role": "final"}],
        "transitions": [{"event": "scrap", "from": "shut", "to": "gone"}],
    }
    return value | changes


def lamp(status: object = "OFF", **changes: Any) -> dict[str, Any]:
    states = [
        {"id": "shut", "role": "stable", "status": status},
        {"id": "gone", "role": "final"},
    ]
    return door(states=states, projection={"statuses": ["OFF"], "hidden": ["gone"]} | changes)


def problems_of(value: object) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_value(value)
    return list(caught.value.problems)


def test_what_a_person_may_leave_out_has_defaults() -> None:
    lifecycle = read_value(door())
    assert lifecycle.title == lifecycle.target == "door"
    assert [state.value for state in lifecycle.states] == ["shut", "gone"]
    assert lifecycle.transitions[0].kind is None


def test_the_status_of_a_state_stands_with_it() -> None:
    projection = read_value(lamp()).projection
    assert projection is not None
    assert (projection.name, projection.source) == ("status", "")
    assert (projection.shown, projection.hidden) == ((("shut", "OFF"),), ("gone",))


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (
            door(states=[{"id": "shut", "role": "stable", "status": "OFF"}], transitions=[]),
            "projection: is missing, though state 'shut' has a status",
        ),
        (
            lamp("OF"),
            "states[0].status: 'OF' is none of projection.statuses; did you mean 'OFF'?",
        ),
        (lamp(3), "states[0].status: expected a text, found 3"),
        (lamp(hidden=["gome"]), "projection.hidden[0]: no state has the id 'gome'"),
        (lamp(hidden=["shut"]), "projection.hidden[0]: 'shut' has a status"),
        (lamp(statuses=["OFF", "OFF"]), "projection.statuses: a status stands more than once"),
        (lamp(statuses=None), "projection.statuses: expected a list, found null"),
        (lamp(shown={}), "projection.shown: is not a known key"),
        (door(projection={}), "projection.statuses: is missing"),
        (door(projection="x"), "projection: expected an object, found 'x'"),
    ],
)
def test_problems_of_a_projection_are_named_by_their_path(value: object, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems_of(value))


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (door(name=""), "name: is empty; expected a name"),
        (door(name=3), "name: expected a text, found 3"),
        (
            door(constraints={"exclusive": [["a"]]}),
            "constraints.exclusive[0]: expected two guards or more",
        ),
        (
            door(constraints={"exclusive": ["ab"]}),
            'constraints.exclusive: expected lists in a list, as in [["ab"]]',
        ),
        (
            door(constraints={"implies": [["a", "b", "c"]]}),
            "constraints.implies[0]: expected two guards",
        ),
        (
            door(constraints={"implies": [["a", "b and"]]}),
            "constraints.implies[0][1]: 'b and' is no expression",
        ),
        (door(constraints={"always": ["a b"]}), "constraints.always[0]: 'a b' is no expression"),
        (door(constraints={"never": []}), "constraints.never: is not a known key"),
        (door(drops_events="yes"), "drops_events: expected true or false, found 'yes'"),
        (door(unknown_guards=[{"name": "x"}]), "unknown_guards[0].reason: is missing"),
        (door(initial="shutt"), "initial: no state has the id 'shutt'; did you mean 'shut'?"),
        (door(initial=["shut", "x"]), "initial[1]: no state has the id 'x'"),
        (
            door(shared_values=[{"value": "v", "leaves": [], "compounds": [], "states": ["x"]}]),
            "shared_values[0].states[0]: no state has the id 'x'",
        ),
        (door(initial=True), "initial: expected a text, found true"),
        (door(states=[]), "states: is empty; a lifecycle has at least one state"),
        (door(states={}), "states: expected a list, found an object"),
        (
            door(states=[{"id": "shut", "role": "stabel"}, {"id": "gone", "role": "final"}]),
            "states[0].role: 'stabel' is not one of stable, transient, error, final; did you",
        ),
        (
            door(states=[{"id": "shut"}, {"id": "gone", "role": "final"}]),
            "states[0].role: is missing; expected one of stable, transient, error, final",
        ),
        (
            door(states=[{"id": "shut", "role": "final"}] * 2, transitions=[]),
            "states[1].id: 'shut' is the id of states[0] as well",
        ),
        (
            door(transitions=[{"event": "scrap", "from": "shut", "to": "goen"}]),
            "transitions[0].to: no state has the id 'goen'; did you mean 'gone'?",
        ),
        (
            door(transitions=[{"event": "scrap", "from": "shut", "to": "gone", "gaurd": "x"}]),
            "transitions[0].gaurd: is not a known key; did you mean 'guard'?",
        ),
        (
            door(transitions=[{"from": "shut", "to": "gone"}]),
            "transitions[0].event: is missing",
        ),
        (
            door(compounds=[{"id": "p", "parent": "q"}, {"id": "q", "parent": "p"}]),
            "compounds: 'p' lies inside itself",
        ),
        (door(location={"path": "x", "line": 0}), "location.line: expected a whole number"),
        (door(location={"path": "x", "line": True}), "location.line: expected a whole number"),
        (
            door(
                accepted=[{"check": "WO101", "reason": "r", "reference": "d", "until": "20260101"}]
            ),
            "accepted[0].until: '20260101' is no date; write it as 2027-01-31",
        ),
        (door(version=2), "version: 2 is newer than this wayout reads (1); upgrade wayout"),
        (door(version="1"), "version: '1' is no version; this wayout reads version 1"),
        ([], "expected an object, found a list"),
    ],
)
def test_a_problem_is_named_by_its_path(value: object, problem: str) -> None:
    (found,) = problems_of(value)
    assert found.startswith(problem)


def test_all_problems_are_named_at_once() -> None:
    value = door(initial="x", states=[{"id": "shut", "role": "?"}, 5], surplus=1)
    assert [problem.partition(":")[0] for problem in problems_of(value)] == [
        "states[0].role",
        "states[1]",
        "initial",
        "transitions[0].to",
        "surplus",
    ]


def test_problems_without_number_are_counted_and_not_listed() -> None:
    found = problems_of(door(transitions=[{}] * 1000))
    assert len(found) == problems.MAX_LISTED + 1
    assert found[-1] == "and 2,950 more problems"


@pytest.mark.parametrize(
    ("value", "limits", "problem"),
    [
        (door(), Limits(states=1), "states: has 2 items; at most 1 are allowed (--limit-states)"),
        (
            door(transitions=[{"event": "e", "from": "shut", "to": "gone"}] * 2),
            Limits(transitions=1),
            "transitions: has 2 items; at most 1 are allowed (--limit-transitions)",
        ),
    ],
)
def test_too_many_items_reach_a_limit(
    value: dict[str, object], limits: Limits, problem: str
) -> None:
    with pytest.raises(LimitError) as caught:
        read_value(value, limits)
    assert caught.value.problems == (problem,)


@given(st.dictionaries(KEYS, JSON))
def test_any_value_is_a_lifecycle_or_an_error(
    value: dict[str, object],
) -> None:
    try:
        lifecycle = read_value(value)
    except DataError:
        return
    assert lifecycle.states


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "x.json:1:1: is empty"),
        ('{"a": 1,}', "x.json:1:9: not JSON: Expecting property name enclosed in double quotes"),
        ('{"a": 1, "a": 2}', "x.json: key 'a' stands more than once in this object"),
        ('{"a": [{"b": 1, "b": 1}]}', "x.json: a[0]: key 'b' stands more than once"),
        ('{"a": NaN}', "x.json: not JSON: NaN is no JSON number"),
        ('{"a": -Infinity}', "x.json: not JSON: -Infinity is no JSON number"),
        ("[" * 100_000, "x.json: nested too deeply to be a lifecycle"),
        ("9" * 10_000, "x.json: not JSON: Exceeds the limit"),
    ],
)
def test_what_is_no_strict_json_is_refused(text: str, problem: str) -> None:
    with pytest.raises(DataError) as caught:
        decode(text, "x.json")
    assert str(caught.value).startswith(problem)


@pytest.fixture
def data(tmp_path: Path) -> Callable[[bytes], Path]:
    def _data(content: bytes) -> Path:
        path = tmp_path / "x.json"
        path.write_bytes(content)
        return path

    return _data


def test_a_byte_order_mark_is_no_matter(data: Callable[[bytes], Path]) -> None:
    path = data(b"\xef\xbb\xbf" + json.dumps(door()).encode())
    assert [lifecycle.name for lifecycle in read_file(path, "x.json")] == ["door"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe{", "x.json: not UTF-8 text (byte 1); save it as UTF-8"),
        (b"[]", "x.json: no lifecycle: expected an object with 'states' and 'transitions'"),
        (b'{"members": []}', "x.json: a system of lifecycles; one lifecycle is expected here"),
        (b'{"lifecycles": []}', "x.json: version: is missing; this wayout reads version 1"),
        (b'{"version": 2, "lifecycles": []}', "x.json: version: 2 is newer than this wayout"),
        (b'{"version": 1, "lifecycles": {}}', "x.json: lifecycles: expected a list"),
    ],
)
def test_what_is_no_lifecycle_file_is_refused(
    data: Callable[[bytes], Path], content: bytes, problem: str
) -> None:
    with pytest.raises(DataError) as caught:
        read_file(data(content), "x.json")
    assert str(caught.value).startswith(problem)


def test_a_file_that_is_too_large_reaches_a_limit(data: Callable[[bytes], Path]) -> None:
    path = data(b" " * 1_000_001)
    with pytest.raises(LimitError, match=r"x.json: larger than 1 MB; raise --limit-file"):
        read_file(path, "x.json", Limits(file_mb=1))
    with pytest.raises(DataError, match="is empty"):
        read_file(path, "x.json")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_a_file_without_end_is_read_up_to_the_limit() -> None:
    with pytest.raises(LimitError, match="larger than 1 MB"):
        read_file(Path("/dev/zero"), "x.json", Limits(file_mb=1))


@pytest.mark.parametrize(
    "value",
    [
        door(name="x" * 1_001),
        door(states=[{"id": "shut", "role": "stable", "value": "x" * 1_001}], transitions=[]),
        door(compounds=[{"id": "p", "value": "x" * 1_001}]),
    ],
)
def test_a_label_that_nothing_could_show_reaches_a_limit(value: dict[str, object]) -> None:
    with pytest.raises(LimitError, match=r"has 1,001 characters; at most 1,000 are allowed"):
        read_value(value)
    assert read_value(value, Limits(label=2_000)).name


def test_what_is_wrong_and_too_large_is_wrong() -> None:
    with pytest.raises(DataError) as caught:
        read_value(door(name="x" * 1_001, initial="nowhere"))
    assert len(caught.value.problems) == 2


def test_two_lifecycles_of_a_document_cannot_share_a_name(data: Callable[[bytes], Path]) -> None:
    content = json.dumps({"version": 1, "lifecycles": [door(), door()]}).encode()
    with pytest.raises(DataError, match=r"lifecycles\[1\].name: 'door' is the name of"):
        read_file(data(content), "x.json")


def test_problems_in_a_document_are_named_from_its_root(data: Callable[[bytes], Path]) -> None:
    content = json.dumps({"version": 1, "lifecycles": [door(initial="x")]}).encode()
    with pytest.raises(DataError, match=r"x.json: lifecycles\[0\].initial: no state"):
        read_file(data(content), "x.json")


@given(KEYS | st.sampled_from(["surplus"]), JSON)
def test_the_schema_allows_whatever_the_reader_allows(key: str, value: object) -> None:
    changed = door(**{key: value})
    try:
        read_value(changed)
    except DataError:
        return
    VALIDATOR.validate(changed)
