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


@pytest.mark.parametrize(
    ("fair", "column", "found"),
    [
        ("strng kind(success)", 1, "found 'strng' where `weak`, `strong`,"),
        ("strong evry actor(user)", 8, "found 'evry' where `weak`, `strong`,"),
        ("strong kind(success) kind(failure)", 22, "found 'kind' where an operator"),
    ],
)
def test_a_wrong_word_of_fairness_is_shown_where_it_stands(
    wayout: Wayout, fair: str, column: int, found: str
) -> None:
    result = wayout("prove", "volume", "AG EF deleted", "--fair", fair)
    assert result.exit_code == 2
    said, shown, caret = result.stderr.splitlines()
    assert said.startswith(f"wayout: error: --fair, column {column}: {found}")
    assert (shown.strip(), caret.index("^") - shown.index(fair[0])) == (fair, column - 1)


def test_a_member_that_is_too_large_is_named(wayout: Wayout) -> None:
    result = wayout("prove", "volume_moves", "AG true", "--limit-states", "5")
    assert result.exit_code == 3
    assert "its member 'volume' is read as a machine first: it has more than 5" in result.stderr


@pytest.mark.parametrize(("engine", "path"), [("symbolic", "F G"), ("bounded", "F")])
def test_another_engine_is_named_for_what_one_does_not_decide(
    wayout: Wayout, engine: str, path: str
) -> None:
    formula = f"A[{path} volume.available]"
    result = wayout("prove", "volume_moves", formula, "--engine", engine)
    assert result.exit_code == 2
    assert result.stderr.endswith("; write auto, which tries all of them\n")


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
