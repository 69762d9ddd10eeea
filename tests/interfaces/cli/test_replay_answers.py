"""What `wayout replay` answers beside findings: coverage, rows to declare, pictures, a page."""

import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout

from wayout.interfaces.replaying import answers


@pytest.fixture
def log(folder: Path) -> str:
    (folder / "wayout.toml").write_text('targets = ["volume"]\n', encoding="utf-8")
    rows = "".join(f"v1,{state}\n" for state in ("creating", "available", "avail", "available"))
    (folder / "log.csv").write_text(f"id,status\n{rows}", encoding="utf-8")
    return "log.csv"


OPTIONS = ("-l", "volume", "--in-order")


def test_coverage_says_what_was_seen_and_what_never(wayout: Wayout, log: str) -> None:
    lines = wayout("replay", log, *OPTIONS, "--coverage").stdout.splitlines()
    assert "  creating         1" in lines
    assert "  available        2" in lines
    assert any(line.startswith("  never: ") and "in-use" in line for line in lines)
    assert "  seen 2 of 27 states, taken 12 of 2,131 transitions" in lines
    assert not any("ABSENT" in line.replace(",", " ").split() for line in lines)
    assert any(line.split()[:2] == ["creating", "available"] and line[-1] == "1" for line in lines)


def test_coverage_in_json_says_it_of_every_transition(wayout: Wayout, log: str) -> None:
    value = json.loads(wayout("replay", log, *OPTIONS, "--coverage", "-f", "json").stdout)
    (replay,) = value["replay"]
    assert {each["state"]: each["entered"] for each in replay["coverage"]["states"]}["in-use"] == 0
    taken = [each["taken"] for each in replay["coverage"]["transitions"]]
    assert sum(count > 0 for count in taken) == replay["transitions_taken"] < len(taken)


def test_rows_in_order_are_told_by_their_numbers(wayout: Wayout, log: str, folder: Path) -> None:
    wayout("replay", log, *OPTIONS, "--page", "seen.html")
    (folder / "more.csv").write_text("id,status\nv1,avail\n", encoding="utf-8")
    shown = wayout("replay", log, "more.csv", *OPTIONS, "--candidates", "1").stdout
    assert "volume  5 rows of 1 resource  row 1 to row 5\n" in shown
    assert "'avail', recorded twice, first row 3, last row 5, such as of v1, is no state" in shown
    assert "# avail: 2 times, first row 3, last row 5, such as of v1" in shown
    resource = wayout("replay", log, *OPTIONS, "--resource", "v1").stdout.splitlines()
    assert resource[1].split() == ["row", "1", "creating", "initial"]
    value = json.loads(wayout("replay", log, "more.csv", *OPTIONS, "-f", "json").stdout)
    assert max(step["last"] for step in value["replay"][0]["steps"]) == 5
    assert "1970" not in shown + (folder / "seen.html").read_text(encoding="utf-8")


def test_candidates_are_rows_with_what_they_rest_on(wayout: Wayout, log: str) -> None:
    text = wayout("replay", log, *OPTIONS, "--candidates", "1").stdout
    assert "  avail = Stable(value='avail')\n" in text
    assert "  # available -> avail: 1 time, " in text
    value = json.loads(wayout("replay", log, *OPTIONS, "--candidates", "1", "-f", "json").stdout)
    found = value["replay"][0]["candidates"]
    assert [(each["from"], each["to"], each["count"]) for each in found] == [
        (None, "avail", 1),
        ("avail", "available", 1),
        ("available", "avail", 1),
    ]
    assert "nothing that is recorded so often" in (
        wayout("replay", log, *OPTIONS, "--candidates", "2").stdout
    )


def test_a_picture_and_a_page_are_written_beside_the_answer(wayout: Wayout, log: str) -> None:
    result = wayout("replay", log, *OPTIONS, "--draw", "seen.mmd", "--page", "seen.html")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "WO603" in result.stdout
    assert "#10007; 1" in Path("seen.mmd").read_text(encoding="utf-8")
    assert "<h1>What logs say of volume</h1>" in Path("seen.html").read_text(encoding="utf-8")
    wayout("replay", log, *OPTIONS, "--draw", "pictures/")
    assert [each.name for each in Path("pictures").iterdir()] == ["volume.svg"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--draw", "x.bmp"), "--draw: x.bmp: its suffix says no format"),
        (("--draw", ""), "--draw: '' names no file"),
        (("--draw", "no/x.svg"), "no/x.svg: cannot be written: No such file or directory"),
        (("--page", "no/x.html"), "no/x.html: cannot be written: No such file or directory"),
        (("--candidates", "0"), "invalid value for '--candidates'"),
        (("--coverage", "-f", "concise"), "--coverage: is shown with -f full or json alone"),
        (("--coverage", "--describe"), "--coverage: does nothing with --describe"),
        (("--page", "x", "--follow"), "--page: cannot be had with --follow"),
    ],
)
def test_answers_that_cannot_be_given_are_refused(
    wayout: Wayout, log: str, options: tuple[str, ...], said: str
) -> None:
    result = wayout("replay", log, *OPTIONS, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_too_much_to_try_in_another_order_is_said(
    wayout: Wayout, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_RETRIED_IN_MB", 0)
    log = folder / "ties.csv"
    log.write_text("id,time,state\nv,1,creating\nv,2,in-use\nv,2,deleted\n")
    options = ("replay", str(log), "-l", "volume", "--memory-limit", "500")
    assert wayout(*options[:-2], "-f", "concise").exit_code == 0
    for form in ("full", "concise", "github", "markdown"):
        result = wayout(*options, "-f", form)
        assert result.exit_code == 3
        assert "too many to try" in result.stdout
    value = json.loads(wayout(*options, "-f", "json").stdout)
    assert value["replay"][0]["undecided"] == 1
