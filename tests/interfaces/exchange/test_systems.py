"""A SYSTEM file is read into what it says, or refused with every problem at its path."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from tests.analysis.systems.parts import parts
from tests.interfaces.conftest import Wayout, Write
from tests.interfaces.exchange.schema import VALIDATOR

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import Limits
from wayout.analysis.systems.composing import Part, compose
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.interfaces.errors import DataError, LimitError, LoadError
from wayout.interfaces.exchange.composing import system_value
from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.problems import Problems
from wayout.interfaces.exchange.systems import read_system
from wayout.interfaces.loading import load, load_lifecycles

_SHOWN = "pair.json"
_SHARED = Path(__file__).parents[3] / ".." / "shared" / "reference" / "systems"


def _member(name: str, **more: object) -> dict[str, object]:
    return {
        "name": name,
        "initial": "off",
        "states": ["off", "on"],
        "transitions": [{"event": "go", "from": "off", "to": "on"}],
    } | more


def _system(*members: dict[str, object], **more: object) -> dict[str, object]:
    return {"version": 1, "name": "pair", "members": list(members)} | more


def _lifecycle(target: str) -> Lifecycle:
    (lifecycle,) = load_lifecycles([target])
    return lifecycle


def _read(value: object, limits: Limits | None = None) -> DeclaredSystem:
    problems = Problems(limits or Limits())
    declared = read_system(json.loads(json.dumps(value)), "pair.json", problems, _lifecycle)
    if problems.count:
        raise problems.error(_SHOWN)
    return declared


PAIR = _system(
    _member("door"),
    _member(
        "lamp",
        transitions=[
            {"event": "go", "from": "off", "to": "on"},
            {"event": "burn_out", "from": "on", "to": "off", "when": {"door": ["on"]}},
        ],
    ),
    claims=[
        {"name": "together", "formula": "AG (lamp.on -> door.on)"},
        {"name": "lit", "formula": "AG AF lamp.on", "meaning": "it is lit again and again"},
    ],
)


def test_members_take_shared_events_together_and_others_alone() -> None:
    declared = _read(PAIR)
    VALIDATOR.validate(PAIR)
    assert declared.outcome.states == 3
    assert {proof.claim.name: proof.verdict.value for proof in declared.proofs} == {
        "together": "holds",
        "lit": "fails",
    }
    assert declared.claims[0].meaning == "AG (lamp.on -> door.on)"
    witness = declared.proofs[1].witness
    assert witness is not None
    assert [(step.event, step.state) for step in witness.stem] == [
        (None, "door.off lamp.off"),
        ("go", "door.on lamp.on"),
        ("burn_out", "door.on lamp.off"),
    ]


@given(parts())
def test_a_system_survives_the_way_to_json_and_back(given_parts: tuple[Part, ...]) -> None:
    declared = DeclaredSystem(
        "random", "random", "x.json", compose("random", given_parts), given_parts
    )
    text = encode(system_value(declared))
    value = json.loads(text)
    VALIDATOR.validate(value)
    back = _read(value)
    assert back.system == declared.system
    assert encode(system_value(back)) == text


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (_system(), ["members: is empty; a system has at least one member"]),
        (_system(_member("a"), nmae="x"), ["nmae: is not a known key; did you mean 'name'?"]),
        (_system(_member("a"), version=2), ["version: 2 is newer than this wayout reads (1)"]),
        (_system(_member("a"), _member("a")), ["members[1].name: 'a' is members[0].name as well"]),
        (_system(_member("a.b")), ["members[0].name: 'a.b' has a dot in it"]),
        (_system(_member("a", states=[])), ["members[0].states: is empty"]),
        (
            _system(_member("a", states=["off", "on", "off"])),
            ["members[0].states[2]: 'off' is states[0] as well"],
        ),
        (
            _system(_member("a", initial="of", transitions=[])),
            ["members[0].initial: no state is called 'of'; did you mean 'off'?"],
        ),
        (
            _system(_member("a", transitions=[{"event": "go", "from": "on", "to": "gone"}])),
            ["members[0].transitions[0].to: no state is called 'gone'"],
        ),
        (
            _system(
                _member(
                    "a",
                    transitions=[
                        {"event": "go", "from": "on", "to": "off", "when": {"b": ["no"]}},
                        {"event": "go", "from": "on", "to": "off", "when": {"c": ["on"]}},
                    ],
                ),
                _member("b"),
            ),
            [
                "members[0].transitions[0].when.b: no state is called 'no'",
                "members[0].transitions[1].when.c: no member is called 'c'; there are b",
            ],
        ),
        (
            _system({"name": "v", "lifecycle": "volum"}),
            ["members[0].lifecycle: "],
        ),
        (
            _system({"name": "v", "lifecycle": "volume", "called": {"creat": "v.create"}}),
            ["members[0].called: 'volume' has no event 'creat'; did you mean 'create'?"],
        ),
        (
            _system(_member("a"), claims=[{"name": "c", "formula": " "}]),
            ["claims[0].formula: is empty; write a text"],
        ),
        (
            _system(_member("a"), claims=[{"name": "c", "formula": "a.on"}] * 2),
            ["claims[1].name: 'c' is claims[0].name as well"],
        ),
    ],
)
def test_every_problem_is_named_at_its_path(value: object, problems: list[str]) -> None:
    with pytest.raises(DataError) as caught:
        _read(value)
    for problem in problems:
        assert f"pair.json: {problem}" in str(caught.value)


def test_a_member_can_be_a_lifecycle_with_events_called_otherwise() -> None:
    called = {"create": "v0.create"}
    declared = _read(
        _system(
            {"name": "v0", "lifecycle": "volume", "called": called},
            {"name": "net", "lifecycle": "network"},
            claims=[
                {"name": "named", "formula": 'AG ("v0.in-use" -> !v0.error & net.role = stable)'}
            ],
        )
    )
    assert "v0.create" in declared.system.events
    assert declared.system.members[0].names["in-use"] == declared.parts[0].member.names["in_use"]


def test_too_many_states_reach_a_limit() -> None:
    with pytest.raises(LimitError, match=r"members\[0\].states: has 2 items; at most 1"):
        _read(_system(_member("a")), Limits(states=1))


def test_a_member_path_is_meant_from_the_folder_of_the_file(write: Write) -> None:
    write(
        "sub/lamp.json",
        json.dumps(
            {
                "name": "lamp",
                "initial": "off",
                "states": [{"id": "off", "role": "stable"}, {"id": "on", "role": "stable"}],
                "transitions": [{"event": "go", "from": "off", "to": "on"}],
            }
        ),
    )
    write("sub/pair.json", json.dumps(_system({"name": "a", "lifecycle": "lamp.json"})))
    (declared,) = load(["sub/pair.json"]).systems
    assert declared.outcome.states == 2


def test_a_member_is_no_system_and_not_the_file_itself(write: Write) -> None:
    write("pair.json", json.dumps(_system({"name": "a", "lifecycle": "pair.json"})))
    with pytest.raises(LoadError, match=r"a system of lifecycles; one lifecycle is expected here"):
        load(["pair.json"])


def test_where_lifecycles_are_wanted_a_system_is_refused(write: Write, wayout: Wayout) -> None:
    write("pair.json", json.dumps(PAIR))
    result = wayout("statuses", "pair.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("wayout: error: pair.json: a system; check, prove, draw, list")


def test_check_counts_and_proves(write: Write, wayout: Wayout) -> None:
    write("pair.json", json.dumps(PAIR))
    result = wayout("check", "pair.json", "-f", "json")
    value = json.loads(result.stdout)
    VALIDATOR.validate(value)
    assert result.exit_code == 1
    assert value["systems"] == [{"name": "pair", "members": 2, "states": "3"}]
    assert [claim["verdict"] for claim in value["claims"]] == ["holds", "fails"]
    (finding,) = value["findings"]
    assert finding["check"] == "WO701"
    assert finding["location"]["path"] == "pair.json"
    assert finding["witness"]["stem"][-1] == {"event": "burn_out", "state": "door.on lamp.off"}


@pytest.mark.parametrize("name", ["concise", "full", "markdown", "junit", "sarif", "github"])
def test_every_format_tells_of_a_system(write: Write, wayout: Wayout, name: str) -> None:
    write("pair.json", json.dumps(PAIR))
    result = wayout("check", "pair.json", "-f", name)
    assert result.exit_code == 1
    assert "'lit' is claimed and fails: it is lit again and again" in result.stdout.replace(
        "&apos;", "'"
    )


def test_claims_that_say_nothing_or_nothing_readable_are_findings(
    write: Write, wayout: Wayout
) -> None:
    claims = [
        {"name": "idle", "formula": "AG (door.on & lamp.off -> EF (door.on | lamp.on))"},
        {"name": "wrong", "formula": "AG lamp.broken"},
        {"name": "whose", "formula": "AG role = error"},
    ]
    write("pair.json", json.dumps(PAIR | {"claims": claims}))
    result = wayout("check", "pair.json")
    assert result.exit_code == 1
    assert "pair.json:1:1: WO702 pair: 'idle' is claimed and holds vacuously" in result.stdout
    assert "WO703 pair: the claim 'wrong' cannot be read: 'AG lamp.broken', column 4" in (
        result.stdout
    )
    assert "of whose role? write member.role = error" in result.stdout


@pytest.mark.parametrize(
    ("formula", "code"), [("AG (lamp.on -> door.on)", 0), ("AG !lamp.on", 1), ("AG lam.on", 2)]
)
def test_prove_takes_a_system(write: Write, wayout: Wayout, formula: str, code: int) -> None:
    write("pair.json", json.dumps(PAIR))
    assert wayout("prove", "pair.json", formula).exit_code == code


def test_above_a_limit_stays_undetermined_what_needs_all_states(
    write: Write, wayout: Wayout
) -> None:
    write("pair.json", json.dumps(PAIR))
    result = wayout("check", "pair.json", "-f", "json", "--limit-states", "2")
    value = json.loads(result.stdout)
    assert result.exit_code == 3
    assert value["systems"] == [{"name": "pair", "members": 2, "states": None}]
    assert "undetermined" in {claim["verdict"] for claim in value["claims"]}
    (unfinished,) = value["summary"]["unfinished"]
    assert "has more than 2 states; raise --limit-states" in unfinished["reason"]
    assert wayout("prove", "pair.json", "AG EF lamp.on", "--limit-states", "2").exit_code == 3
    write("silent.json", json.dumps({key: PAIR[key] for key in ("name", "members")}))
    assert wayout("check", "silent.json", "--limit-states", "2").exit_code == 3


def test_a_config_accepts_what_fails(write: Write, wayout: Wayout) -> None:
    write("pair.json", json.dumps(PAIR))
    write(
        "wayout.toml",
        """
        targets = ["pair.json"]

        [[accept]]
        lifecycle = "pair"
        check = "WO701"
        claims = ["lit"]
        reason = "the lamp is old"

        [[claims]]
        lifecycle = "pair"
        name = "more"
        formula = "EF lamp.on"
        meaning = "it can be lit"
        """,
    )
    result = wayout("check", "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [c["name"] for c in json.loads(result.stdout)["claims"]] == ["together", "lit", "more"]


def test_list_show_and_export_know_systems(write: Write, wayout: Wayout) -> None:
    write("pair.json", json.dumps(PAIR))
    assert wayout("list", "pair.json").stdout.splitlines()[-1].split() == [
        *("pair", "2", "2", "2", "pair"),
    ]
    shown = wayout("show", "pair.json").stdout
    assert "burn_out  lamp        door is on" in shown
    exported = wayout("export", "pair.json").stdout
    write("back.json", exported)
    assert wayout("export", "back.json").stdout == exported
    assert wayout("export", "pair.json", "-f", "graphml").exit_code == 2
    assert wayout("show", "pair.json", "--matrix").exit_code == 2
    assert wayout("show", "pair.json", "--projected").exit_code == 2


@pytest.mark.skipif(not _SHARED.exists(), reason="needs the reference systems")
@pytest.mark.parametrize("name", ["C4", pytest.param("A3", marks=pytest.mark.slow)])
def test_the_reference_systems_come_out(name: str) -> None:
    _holds_as_expected(name)


@pytest.mark.slow
@pytest.mark.skipif(not _SHARED.exists(), reason="needs the reference systems")
def test_the_largest_reference_system_comes_out() -> None:
    _holds_as_expected("B2")


def _holds_as_expected(name: str) -> None:
    expected = json.loads((_SHARED / "expected.json").read_text())[name]
    (declared,) = load([str(_SHARED / f"{name}.json")]).systems
    assert str(declared.outcome.states) == expected.pop("states")
    assert expected.pop("bad-depth") is None
    assert {p.claim.name: p.verdict.value == "holds" for p in declared.proofs} == expected
