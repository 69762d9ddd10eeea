"""Reports for CI: all of one run tell the same findings, and GitHub gets its job summary."""

import json
from pathlib import Path

import defusedxml.ElementTree
import pytest
from tests.interfaces.conftest import Wayout

from wayout.interfaces.cli import sinks

FINDINGS = {"WO102", "WO202"}


def test_all_formats_tell_the_same_findings(wayout: Wayout, door: Path) -> None:
    formats = ("json", "json-lines", "sarif", "junit", "gitlab")
    reports = [word for name in formats for word in ("--report", f"{name}={name}.out")]
    result = wayout("check", door.name, *reports, "-f", "concise")
    assert result.exit_code == 1
    text = {name: Path(f"{name}.out").read_text(encoding="utf-8") for name in formats}
    lines = [json.loads(line) for line in text["json-lines"].splitlines()]
    suites = defusedxml.ElementTree.fromstring(text["junit"].encode())
    told = {
        "concise": {line.split()[1] for line in result.stdout.splitlines()[:-1]},
        "json": {finding["check"] for finding in json.loads(text["json"])["findings"]},
        "json-lines": {line["check"] for line in lines if "check" in line},
        "sarif": {found["ruleId"] for found in json.loads(text["sarif"])["runs"][0]["results"]},
        "junit": {
            case.get("name").split()[0]
            for case in suites.iter("testcase")
            if case.find("failure") is not None
        },
        "gitlab": {found["check_name"].split()[0] for found in json.loads(text["gitlab"])},
    }
    assert told == dict.fromkeys(told, FINDINGS)


def test_github_is_the_format_of_its_own_jobs(
    wayout: Wayout, door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    Path("summary.md").write_text("of an earlier step\n", encoding="utf-8")
    result = wayout("check", door.name)
    assert result.stdout.startswith("::error title=WO102 dead-end,file=door.py,line=")
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.startswith("of an earlier step\n## wayout\n")
    assert "```mermaid" in summary


def test_a_summary_is_no_longer_than_github_takes(
    wayout: Wayout, door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    monkeypatch.setattr(sinks, "MOST_BYTES_OF_SUMMARY", 300)
    wayout("check", door.name, "-f", "github")
    summary = Path("summary.md").read_text(encoding="utf-8")
    assert summary.startswith("## wayout\n\n")
    assert "findings: more than the summary of a job may hold" in summary
    assert len(summary) < 300


def test_no_summary_is_written_for_other_formats(
    wayout: Wayout, door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    wayout("check", door.name)
    assert not Path("summary.md").exists()


def test_a_summary_that_cannot_be_written_is_one_error(
    wayout: Wayout, door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "no/such/folder.md")
    result = wayout("check", door.name, "-f", "github")
    assert result.exit_code == 2
    assert "no/such/folder.md: cannot be written" in result.stderr


def test_accepted_findings_can_be_left_out(wayout: Wayout) -> None:
    marked = json.loads(wayout("check", "router", "-f", "json").stdout)
    omitted = json.loads(wayout("check", "router", "-f", "json", "--omit-accepted").stdout)
    assert marked["findings"]
    assert omitted["findings"] == []
