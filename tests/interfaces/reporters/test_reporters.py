import importlib.util
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.interfaces.exchange.schema import VALIDATOR
from tests.interfaces.reporters.reports import CLEAN, HOSTILE, NOTHING, REPORT, finding

from wayout.analysis.finding import Report, Severity
from wayout.interfaces import reporters
from wayout.interfaces.layout import Screen
from wayout.interfaces.reporters import REPORTERS, reporter

PLACES = (re.compile(r"^(.*):(\d+):(\d+): (.*)$"), re.compile(r"^([^:]*):([\d]+):(.+)$"))
WIDE = Screen(width=200, colour=False)
SUMMARY = (
    "2 lifecycles, 4 states, 2 transitions: 3 findings (1 error, 2 warnings), "
    "1 known defect accepted (--no-accept shows them)"
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def render(name: str, report: Report, screen: Screen | None = None) -> str:
    return reporter(name)(report, screen)


def test_the_table_names_every_reporter_of_the_folder() -> None:
    folder = Path(reporters.__file__).parent
    modules = {
        f"wayout.interfaces.reporters.{path.stem}"
        for path in folder.glob("*.py")
        if "\ndef render(" in path.read_text(encoding="utf-8")
    }
    assert modules == set(REPORTERS.values())
    assert all(importlib.util.find_spec(module) for module in modules)


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("report", [REPORT, CLEAN, NOTHING, Report((), ())])
def test_every_report_ends_in_one_newline(name: str, report: Report) -> None:
    text = render(name, report)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_concise_is_a_line_per_open_finding_and_a_summary() -> None:
    assert render("concise", REPORT).splitlines() == [
        "door.py:7:5: WO202 door: state 'failed' is stuck",
        "door.py:8:5: WO202 door: it spins",
        "roof.py:7:5: WO202 roof: it was refused",
        SUMMARY,
    ]


def test_what_looks_for_places_finds_findings_and_not_the_summary() -> None:
    *lines, summary = render("concise", REPORT).splitlines()
    for pattern in PLACES:
        assert all(pattern.match(line) for line in lines)
        assert not pattern.match(summary)


def test_concise_has_a_place_for_a_finding_without_one() -> None:
    report = replace(CLEAN, findings=(replace(finding("door", "x"), location=None),))
    assert render("concise", report).startswith("door:1:1: WO202 door: x\n")


@pytest.mark.parametrize("name", ["concise", "full"])
@pytest.mark.parametrize("screen", [None, WIDE, Screen(width=200, colour=True)])
def test_labels_cannot_break_a_line_or_move_the_cursor(name: str, screen: Screen | None) -> None:
    text = render(name, replace(CLEAN, findings=(finding("door", HOSTILE),)), screen)
    assert r"a\x1b[31m\n[bold]b\u202e:1:2: c" in ANSI.sub("", text)
    assert "\u202e" not in text


def test_full_says_everything_of_a_finding() -> None:
    assert render("full", REPORT).splitlines() == [
        "roof    cannot be read",
        "",
        "  error WO202 error-without-recovery",
        "    it was refused",
        "      at     roof.py:7:5",
        "      remedy add a way out",
        "",
        "door        2 states        1 transition     1 accepted  2 findings (2 warnings)",
        "  accepted WO202 so it is: it is a fact",
        "",
        "  warning WO202 error-without-recovery",
        "    state 'failed' is stuck",
        "      at     door.py:7:5",
        "      run    absent -break-> failed",
        "    it spins",
        "      at     door.py:8:5",
        "      run    absent -break-> failed, then for ever: --> failed",
        "      remedy add a way out",
        "",
        "window      2 states        1 transition                 no findings",
        "",
        SUMMARY,
    ]


def test_full_says_what_the_verdict_rests_on() -> None:
    (lifecycle,) = CLEAN.lifecycles
    states = tuple(replace(state, inferred=True) for state in lifecycle.states)
    assumptions = tuple(f"thing {number}" for number in range(12))
    report = Report((replace(lifecycle, states=states, assumptions=assumptions),), ())
    lines = render("full", report).splitlines()
    assert lines[1] == "  roles inferred by convention: stable absent; error failed"
    assert lines[2:4] == ["  assumed: thing 0", "  assumed: thing 1"]
    assert lines[12] == "  assumed: 2 things more, which `wayout show` lists"


def test_full_says_the_same_on_a_terminal() -> None:
    plain = render("full", REPORT)
    assert render("full", REPORT, WIDE) == plain
    coloured = render("full", REPORT, Screen(width=200, colour=True))
    assert ANSI.search(coloured)
    assert ANSI.sub("", coloured) == plain


def test_full_wraps_at_the_width_of_the_terminal() -> None:
    text = render("full", REPORT, Screen(width=60, colour=False))
    assert max(map(len, text.splitlines())) <= 60
    assert "".join(text.split()) == "".join(render("full", REPORT).split())


def test_json_holds_the_accepted_findings_as_well() -> None:
    value = json.loads(render("json", REPORT))
    VALIDATOR.validate(value)
    assert list(value) == ["version", "lifecycles", "findings", "claims", "summary"]
    assert [one["suppressed"] for one in value["findings"]] == [
        None,
        None,
        {"reason": "it is a fact", "until": "2030-01-01"},
        None,
    ]
    assert value["findings"][1]["witness"] == {
        "stem": [{"event": None, "state": "absent"}, {"event": "break", "state": "failed"}],
        "cycle": [{"event": None, "state": "failed"}],
    }
    assert value["findings"][0]["fingerprint"] == REPORT.findings[0].fingerprint
    assert value["summary"] == {
        "lifecycles": 2,
        "states": 4,
        "transitions": 2,
        "findings": 3,
        "errors": 1,
        "warnings": 2,
        "infos": 0,
        "accepted": 1,
    }


def test_information_has_no_plural() -> None:
    report = replace(CLEAN, findings=(finding("door", "x", severity=Severity.INFO),) * 2)
    assert "2 findings (2 info)" in render("concise", report)
