import json
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.interfaces.config.configs import config

from wayout.analysis.finding import Severity
from wayout.analysis.limits import Limits
from wayout.interfaces.config.lines import Lines
from wayout.interfaces.config.locating import Found
from wayout.interfaces.config.reading import read
from wayout.interfaces.errors import ConfigError
from wayout.machines.vocabulary import Constraints

SCHEMA = json.loads(
    files("wayout.interfaces.config").joinpath("wayout-config.schema.json").read_text("utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)

GOOD = """
targets = ["volume", "shop.order:Order"]
select = ["WO1", "error-without-recovery"]
ignore = ["WO106"]
fail-on = "error"
output-format = "full"

[severities]
dead-end = "info"
WO2 = "warning"

[roles]
transient = ["*ing"]

[lifecycles.Order]
roles.error = ["lost"]
kinds = { request = ["pay"], failure = ["lose*"] }
actors.timer = ["sweep"]
constraints = { exclusive = [["paid", "late"]], always = ["paid or due"] }

[limits]
seconds = 5

[[accept]]
check = "WO203"
lifecycle = "Order"
states = ["lost*"]
covers = 2
reason = "known"
until = "2027-01-31"
"""


BEYOND = ("no check is called", "fits no file", "is no expression")
"""What only the reader can know, the schema cannot."""


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        config(text)
    return caught.value.problems


def test_what_it_says_is_read() -> None:
    got = config(GOOD)
    assert got.targets == ("volume", "shop.order:Order")
    assert got.select == ("WO1", "error-without-recovery")
    assert got.severities["WO102"] is Severity.INFO
    assert got.severities["WO205"] is Severity.WARNING
    assert [(rule.word.value, rule.pattern, rule.lifecycle) for rule in got.roles] == [
        ("transient", "*ing", None),
        ("error", "lost", "Order"),
    ]
    assert [rule.at for rule in got.roles] == [
        "wayout.toml:13: roles.transient[0]",
        "wayout.toml:16: lifecycles.Order.roles.error[0]",
    ]
    assert [(each.constraints, each.lifecycle, each.at) for each in got.constraints] == [
        (
            Constraints(exclusive=(("paid", "late"),)),
            "Order",
            "wayout.toml:19: lifecycles.Order.constraints.exclusive[0]",
        ),
        (
            Constraints(always=("paid or due",)),
            "Order",
            "wayout.toml:19: lifecycles.Order.constraints.always[0]",
        ),
    ]
    assert got.limits == Limits(seconds=5)
    assert [rule.word.value for rule in (*got.kinds, *got.actors)] == [
        "request",
        "failure",
        "timer",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("target = []", "wayout.toml:1: target: is not a known key; did you mean 'targets'?"),
        ("targets = 'a'", "wayout.toml:1: targets: expected a list, found 'a'"),
        (
            "targets = []",
            "wayout.toml:1: targets: is empty; leave it out to check the built-in lifecycles",
        ),
        ("\ntargets = [1]", "wayout.toml:2: targets[0]: expected a text, found 1"),
        (
            "select = ['WO9x']",
            "wayout.toml:1: select[0]: no check is called 'WO9x'; did you mean 'WO902'?",
        ),
        ("ignore = []", "wayout.toml:1: ignore: is empty; leave it out, or name a check"),
        (
            "fail-on = 'warn'",
            (
                "wayout.toml:1: fail-on: 'warn' is not one of error, warning, info, never; "
                "did you mean 'warning'?"
            ),
        ),
        (
            "fail-on = 2",
            "wayout.toml:1: fail-on: 2 is not one of error, warning, info, never",
        ),
        ("severities = 3", "wayout.toml:1: severities: expected a table, found 3"),
        (
            "[severities]\nWO101 = 'fatal'",
            "wayout.toml:2: severities.WO101: 'fatal' is not one of error, warning, info",
        ),
        (
            "[roles]\nstabel = ['a']",
            "wayout.toml:2: roles.stabel: is not a known key; did you mean 'stable'?",
        ),
        (
            "[roles]\nstable = ['']",
            "wayout.toml:2: roles.stable[0]: is empty; expected a name or a pattern",
        ),
        (
            "[lifecycles.Order.role]",
            "wayout.toml:1: lifecycles.Order.role: is not a known key; did you mean 'roles'?",
        ),
        (
            "lifecycles = { Order = 1 }",
            "wayout.toml:1: lifecycles.Order: expected a table, found 1",
        ),
        (
            "[lifecycles.Order.constraint]",
            (
                "wayout.toml:1: lifecycles.Order.constraint: is not a known key; did you mean "
                "'constraints'?"
            ),
        ),
        (
            "[lifecycles.Order.constraints]\nexclusiv = [['a', 'b']]",
            (
                "wayout.toml:2: lifecycles.Order.constraints.exclusiv: is not a known key; "
                "did you mean 'exclusive'?"
            ),
        ),
        (
            "[lifecycles.Order.constraints]\nexclusive = ['a', 'b']",
            (
                "wayout.toml:2: lifecycles.Order.constraints.exclusive: expected lists in a list, "
                'as in [["a", "b"]]'
            ),
        ),
        (
            "[lifecycles.Order.constraints]\nexclusive = [['a', 'b'], ['c']]",
            (
                "wayout.toml:2: lifecycles.Order.constraints.exclusive[1]: expected two guards "
                "or more"
            ),
        ),
        (
            "[lifecycles.Order.constraints]\nimplies = [['a', 'b', 'c']]",
            "wayout.toml:2: lifecycles.Order.constraints.implies[0]: expected two guards",
        ),
        (
            "[lifecycles.Order.constraints]\nalways = ['a and']",
            ("wayout.toml:2: lifecycles.Order.constraints.always[0]: 'a and' is no expression"),
        ),
        (
            "[constraints]\nalways = ['a']",
            "wayout.toml:1: constraints: are those of one lifecycle: [lifecycles.NAME.constraints]",
        ),
        (
            "[limits]\nsecond = 1",
            "wayout.toml:2: limits.second: is not a known key; did you mean 'seconds'?",
        ),
        (
            "[limits]\nmemory = 10000000000",
            "wayout.toml:2: limits.memory: is 10,000,000,000; at most 1,000,000,000 can be set",
        ),
    ],
)
def test_a_wrong_input_is_one_line(text: str, problem: str) -> None:
    assert problems(text) == (problem,)
    if not any(part in problem for part in BEYOND):
        assert not VALIDATOR.is_valid(tomllib.loads(text))


@pytest.mark.parametrize("text", ['targets = ["*\\u0000"]', 'baseline = "a\\u0000b"'])
def test_a_path_that_cannot_be_is_one_line(text: str) -> None:
    (line,) = problems(text)
    assert line.endswith("holds a NUL character, which no path can")


def test_all_problems_come_at_once() -> None:
    found = problems("a = 1\nfail-on = 3\nb = 2\nignore = ['WO999']\n[roles]\nc = 4\n")
    assert [problem.split(": ")[1] for problem in found] == [
        "a",
        "fail-on",
        "b",
        "ignore[0]",
        "roles.c",
    ]


def test_the_schema_takes_what_is_read() -> None:
    VALIDATOR.validate(tomllib.loads(GOOD))


KEYS = [*SCHEMA["properties"], "nothing"]
VALUES = st.recursive(
    st.sampled_from(["volume", "WO101", "error", "full", "", 1, True, 1.5]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("stable", "request", "user", "roles", "WO102", "error", "x", "seconds"),
                    *("constraints", "exclusive", "implies", "always"),
                ]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=3))
def test_the_schema_and_the_reader_agree(value: dict[str, object]) -> None:
    found = Found(Path("wayout.toml"), "wayout.toml", "", "", value)
    refused: tuple[str, ...] = ()
    try:
        read(found)
    except ConfigError as error:
        refused = error.problems
    if not refused or not all(any(part in line for part in BEYOND) for line in refused):
        assert VALIDATOR.is_valid(value) == (not refused), refused


def test_lines_are_those_of_the_keys_however_they_are_written() -> None:
    text = '''a = """
b = 1
"""
c = [
  "x = 1", # y = 2
]
[t."u v"]
d.e = 1

[[l]]
f = 1
[[l]]
f = { g = 1 }
'''
    lines = Lines(text)
    assert {path: lines.of(path) for path in ("a", "c[0]", "t.u v", "t.u v.d.e")} == {
        "a": 1,
        "c[0]": 4,
        "t.u v": 7,
        "t.u v.d.e": 8,
    }
    assert [lines.of(path) for path in ("l", "l[0].f", "l[1].f.g", "l[1]", "b")] == [
        10,
        11,
        13,
        12,
        None,
    ]


def test_tables_without_a_header_of_their_own_begin_with_what_is_in_them() -> None:
    lines = Lines("a = 1\n[t.u.v]\nb = 1\n[t.w]\nc.d = 1\n")
    assert [lines.of(path) for path in ("t", "t.u", "t.u.v.b", "t.w", "t.w.c")] == [2, 2, 3, 4, 5]


@given(st.text(alphabet="[]{}\"'=#\n. ab\\", max_size=60))
def test_lines_of_anything_lie_in_the_text(text: str) -> None:
    lines = Lines(text)._lines
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
