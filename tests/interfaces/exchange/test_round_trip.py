import json
from dataclasses import replace

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from tests.interfaces.exchange.schema import SCHEMA, VALIDATOR
from tests.interfaces.random_lifecycles import lifecycles

from wayout.analysis.checks.catalogue import checks
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.verification import verify
from wayout.interfaces.exchange.decoding import decode
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.reading import read_value
from wayout.interfaces.exchange.writing import lifecycle_value, report_value
from wayout.interfaces.loading import load_lifecycles
from wayout.machines import BUILTIN

DESIGNED = ["name", "title", "target", "initial", "states", "transitions", "assumptions"]
DESIGNED_STATE = ["id", "value", "role", "parent", "parts"]
DESIGNED_TRANSITION = ["event", "from", "to", "kind", "actor", "guard", "source", "location"]


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@given(lifecycles())
def test_a_lifecycle_survives_the_way_to_json_and_back(lifecycle: Lifecycle) -> None:
    text = encode(lifecycle_value(lifecycle))
    back = read_value(decode(text, "x.json"))
    assert back == lifecycle
    assert back.accepted == lifecycle.accepted
    assert encode(lifecycle_value(back)) == text


@given(lifecycles())
def test_what_is_written_fits_the_schema(lifecycle: Lifecycle) -> None:
    value = json.loads(encode(lifecycle_value(lifecycle)))
    VALIDATOR.validate(value)
    assert list(value)[: len(DESIGNED)] == DESIGNED
    for state in value["states"]:
        assert list(state)[: len(DESIGNED_STATE)] == DESIGNED_STATE
    for transition in value["transitions"]:
        assert list(transition)[: len(DESIGNED_TRANSITION)] == DESIGNED_TRANSITION


@pytest.mark.parametrize("name", BUILTIN)
def test_built_in_lifecycles_survive_and_fit_the_schema(name: str) -> None:
    (lifecycle,) = load_lifecycles([name])
    text = encode(lifecycle_value(lifecycle))
    assert read_value(decode(text, "x.json")) == lifecycle
    VALIDATOR.validate(json.loads(text))


@given(lifecycles())
def test_a_report_fits_the_schema(lifecycle: Lifecycle) -> None:
    report = verify([lifecycle], checks())
    value = json.loads(encode(report_value(report)))
    VALIDATOR.validate(value)
    assert value["summary"]["findings"] == len(report.open)


@pytest.mark.parametrize(
    ("initial", "written"), [((), None), (("a",), "a"), (("a", "b"), ["a", "b"])]
)
def test_initial_is_an_id_or_null_or_a_list(initial: tuple[str, ...], written: object) -> None:
    (lifecycle,) = load_lifecycles(["image"])
    assert lifecycle_value(replace(lifecycle, initial=initial))["initial"] == written


def test_json_has_a_line_per_state_and_transition() -> None:
    (lifecycle,) = load_lifecycles(["image"])
    lines = encode(lifecycle_value(lifecycle)).splitlines()
    assert sum('"role":' in line for line in lines) == len(lifecycle.states)
    assert sum('"from":' in line for line in lines) == len(lifecycle.transitions)
