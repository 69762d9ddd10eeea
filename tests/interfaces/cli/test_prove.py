import json

import pytest
from tests.interfaces.conftest import DOOR, GATE, Wayout, Write
from tests.interfaces.exchange.schema import claim_validator


@pytest.mark.parametrize(
    ("formula", "fair", "code"),
    [
        ("AG EF deleted", [], 0),
        ("AG AF !transient", [], 1),
        ("AG AF !transient", ["--fair", "service"], 0),
        ("AG (transient -> AF !transient)", ["--fair", "service"], 1),
    ],
)
def test_the_exit_code_tells_the_verdict(
    wayout: Wayout, formula: str, fair: list[str], code: int
) -> None:
    assert wayout("prove", "volume", formula, *fair).exit_code == code


def test_full_says_what_shows_it(wayout: Wayout) -> None:
    result = wayout("prove", "image", "AG E{user, service}F deleted")
    run = "absent -create-> queued -add_location_complete-> active -delete_delayed-> pending_delete"
    assert result.stdout.splitlines() == [
        "image  AG E{user, service}F deleted",
        "  fails",
        f"    run    {run}",
        "    so     in 'pending_delete', A{user, service}G !deleted",
    ]


def test_concise_is_one_line(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "AG (transient -> AF !transient)", "-f", "concise")
    assert result.stdout == (
        "volume: fails: AG (transient -> AF !transient): "
        "absent -create-> creating, then for ever: -reset_status-> creating\n"
    )


def test_json_is_a_claim_of_the_published_format(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "EF deleted", "-f", "json", "--fair", "service")
    value = json.loads(result.stdout)
    claim_validator().validate(value)
    assert value["verdict"] == "holds"
    assert value["fair"] == ["service"]
    assert value["witness"]["stem"][-1]["state"] == "deleted"


def test_a_readable_form_shows_its_formula(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "deleting leads to final", "--fair", "service")
    assert "    means  G (deleting -> F final)\n" in result.stdout


def test_a_place_in_the_formula_is_shown(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "AG (creating -> EF availabl)")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "wayout: error: formula, column 20: 'availabl' is not a state or role; "
        "did you mean 'available'?\n"
        "  AG (creating -> EF availabl)\n"
        "                     ^\n"
    )


def test_a_place_in_an_assumption_is_shown(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "AG true", "--fair", "strong kind(x)")
    assert result.exit_code == 2
    assert result.stderr.startswith("wayout: error: --fair, column 13: 'x' is not a kind")


def test_a_limit_leaves_it_undetermined(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "G F stable", "--limit-states", "40")
    assert result.exit_code == 3
    assert "undetermined" in result.stdout


def test_one_lifecycle_at_a_time(wayout: Wayout, write: Write) -> None:
    write("both.py", DOOR + GATE)
    assert "holds 2 lifecycles" in wayout("prove", "both.py", "AG true").stderr
    assert wayout("prove", "both.py", "").exit_code == 2


def test_control_characters_stay_visible(wayout: Wayout) -> None:
    result = wayout("prove", "volume", "AG \x1b[31m")
    assert "\x1b" not in result.stderr
