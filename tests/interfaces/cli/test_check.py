import json
import re
from pathlib import Path

import pytest
from tests.interfaces.conftest import DOOR, Wayout, Write
from tests.interfaces.exchange.schema import VALIDATOR

from wayout.interfaces.exchange.encoding import encode
from wayout.interfaces.exchange.writing import lifecycle_value
from wayout.interfaces.loading import load_lifecycles

DEFECTS = {"WO102", "WO202"}

pytestmark = pytest.mark.usefixtures("door", "gate")


def checks_of(text: str) -> set[str]:
    return set(re.findall(r"^\S+:\d+:\d+: (WO\d+)", text, flags=re.MULTILINE))


def test_without_a_terminal_it_is_concise(wayout: Wayout) -> None:
    result = wayout("check", "door.py")
    assert result.exit_code == 1
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].startswith("door.py:10:5: WO102 Door: state 'jammed_error' is not final")
    assert checks_of(result.stdout) == DEFECTS
    assert lines[-1] == "1 lifecycle, 4 states, 4 transitions: 2 findings (2 errors)"


def test_a_clean_machine_is_clean(wayout: Wayout) -> None:
    result = wayout("check", "gate.py")
    assert result.exit_code == 0
    assert result.stdout == "1 lifecycle, 2 states, 1 transition: 0 findings\n"


def test_json_fits_the_schema_and_is_a_target_again(wayout: Wayout, folder: Path) -> None:
    first = wayout("check", "door.py", "-f", "json", "-o", "report.json")
    assert (first.exit_code, first.stdout) == (1, "")
    text = (folder / "report.json").read_text(encoding="utf-8")
    VALIDATOR.validate(json.loads(text))
    assert wayout("check", "report.json", "-f", "json").stdout == text


def test_findings_on_a_data_file_without_places_are_placed_there(
    wayout: Wayout, write: Write
) -> None:
    states = [{"id": "shut", "role": "stable"}, {"id": "lost", "role": "stable"}]
    value = {"name": "gate", "initial": "shut", "states": states, "transitions": []}
    write("gate.json", json.dumps(value))
    result = wayout("check", "gate.json", "--select", "WO101")
    assert result.stdout.startswith("gate.json:1:1: WO101 gate: state 'lost' cannot be reached")


def test_several_reports_come_of_one_run(wayout: Wayout, folder: Path) -> None:
    result = wayout("check", "door.py", "--report", "json=r.json", "--report", "full=r.txt")
    assert checks_of(result.stdout) == DEFECTS
    assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["version"] == 1
    assert "remedy" in (folder / "r.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "found"),
    [
        (["--select", "WO102"], {"WO102"}),
        (["--select", "wo102,error-without-recovery"], DEFECTS),
        (["--select", "WO1", "--select", "WO2"], DEFECTS),
        (["--select", "WO2"], {"WO202"}),
        (["--select", "WO101"], set()),
        (["--ignore", "dead-end"], {"WO202"}),
        (["--select", "WO", "--ignore", "WO1,WO2"], set()),
    ],
)
def test_checks_are_selected_by_id_beginning_or_slug(
    wayout: Wayout, args: list[str], found: set[str]
) -> None:
    result = wayout("check", "door.py", *args)
    assert checks_of(result.stdout) == found
    assert result.exit_code == (1 if found else 0)


@pytest.mark.parametrize(
    ("threshold", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_the_threshold_decides_on_errors(wayout: Wayout, threshold: str, code: int) -> None:
    assert wayout("check", "door.py", "--fail-on", threshold).exit_code == code


@pytest.mark.parametrize(
    ("args", "code"), [([], 1), (["--fail-on", "error"], 0), (["--fail-on", "info"], 1)]
)
def test_the_threshold_decides_on_warnings(
    wayout: Wayout, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int
) -> None:
    from dataclasses import replace

    from wayout.analysis import verification
    from wayout.analysis.finding import Report, Severity

    real = verification.verify

    def verify(*given: object, **options: object) -> Report:
        report = real(*given, **options)
        findings = (replace(finding, severity=Severity.WARNING) for finding in report.findings)
        return replace(report, findings=tuple(findings))

    monkeypatch.setattr(verification, "verify", verify)
    assert wayout("check", "door.py", *args).exit_code == code


def test_accepted_findings_are_counted_or_shown(wayout: Wayout) -> None:
    args = ("check", "image", "--select", "WO101")
    accepted = wayout(*args)
    assert accepted.exit_code == 0
    assert "0 findings, 1 known defect accepted (--no-accept shows them)" in accepted.stdout
    shown = wayout(*args, "--no-accept")
    assert shown.exit_code == 1
    assert "WO101 image: state 'killed' cannot be reached" in shown.stdout


def test_accepted_findings_travel_with_the_data(wayout: Wayout, write: Write) -> None:
    (lifecycle,) = load_lifecycles(["image"])
    write("image.json", encode(lifecycle_value(lifecycle)))
    assert wayout("check", "image.json").stdout == wayout("check", "image").stdout


@pytest.mark.parametrize(
    ("args", "problems"),
    [
        (["-f", "xml"], ["invalid value for '-f'"]),
        (["--fail-on", "x"], ["invalid value for '--fail-on'"]),
        (["--nonsense"], ["no such option '--nonsense'"]),
        (["--select", "WO999"], ["--select: no check is called 'WO999'; did you mean 'WO"]),
        (["--select", "dead-and"], ["--select: no check is called 'dead-and'; did you mean 'dead"]),
        (["--select", "WO1,,WO2"], ["--select: an empty code"]),
        (["--select", "x", "--ignore", "y"], ["--select: no check", "--ignore: no check"]),
        (["--select", "WO1", "--ignore", "WO"], ["--select and --ignore leave no check to run"]),
        (["--report", "json"], ["--report: 'json' is not FORMAT=FILE"]),
        (
            ["--report", "jsn=x"],
            ["--report: 'jsn' is not one of concise, full, json, json-lines, sarif"],
        ),
        (["--report", "=x"], ["--report: '' is not one of"]),
        (["--report", "json=x", "-o", "./x"], ["x: two reports cannot go to one place"]),
        (["--report", "json=-"], ["stdout: two reports cannot go to one place"]),
        (["-o", "sub"], ["sub: cannot be written: a folder; name a file in it"]),
        (["-o", "door.py/x"], ["door.py/x: cannot be written: "]),
        (["missing.py", "none.json"], ["missing.py: no such file", "none.json: no such file"]),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_each(
    wayout: Wayout, folder: Path, args: list[str], problems: list[str]
) -> None:
    (folder / "sub").mkdir()
    result = wayout("check", "door.py", *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == len(problems)
    for line, problem in zip(lines, problems, strict=True):
        assert line.startswith(f"wayout: error: {problem}")


def test_guards_that_are_too_entangled_leave_the_answer_undetermined(
    wayout: Wayout, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wayout.analysis.guards.deciding.MAX_NODES", 1 << 8)
    pairs = [f"l{number} and r{number}" for number in range(20)]
    names = [f"{side}{number}" for side in "lr" for number in range(20)]
    write(
        "hard.json",
        json.dumps(
            {
                "name": "hard",
                "initial": "a",
                "states": [{"id": "a", "role": "stable"}, {"id": "b", "role": "final"}],
                "transitions": [
                    {"event": "go", "from": "a", "to": "a", "guard": " and ".join(names)},
                    {"event": "go", "from": "a", "to": "b", "guard": " or ".join(pairs)},
                ],
            }
        ),
    )
    said = "the guards of 'go' from 'a' are too entangled to be decided"
    for verb, stream in (("check", "stdout"), ("list", "stderr")):
        result = wayout(verb, "hard.json")
        assert result.exit_code == 3
        assert said in getattr(result, stream)
    assert wayout("check", "hard.json", "--ignore", "WO30").exit_code == 0


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["--limit-states", "3"], "it has more than 3 states; "),
        (["--limit-transitions", "3"], "it has more than 3 transitions; "),
        (["--limit-label", "9"], "the label 'jammed_error'... has 12 characters, more than 9; "),
    ],
)
@pytest.mark.parametrize("format_", ["concise", "full"])
def test_what_is_too_large_is_left_out_and_named(
    wayout: Wayout, args: list[str], reason: str, format_: str
) -> None:
    result = wayout("check", "gate.py", "door.py", "-f", format_, "--fail-on", "never", *args)
    assert (result.exit_code, result.stderr) == (3, "")
    *_, undone, last = result.stdout.splitlines()
    assert undone.startswith(f"undetermined: door.py:Door: not read: {reason}")
    assert last == "1 lifecycle, 2 states, 1 transition: 0 findings, 1 undetermined"


def test_a_partial_report_says_so_and_cannot_be_taken_for_a_whole_one(
    wayout: Wayout, write: Write
) -> None:
    result = wayout("check", "gate.py", "door.py", "-f", "json", "--limit-states", "3")
    assert result.exit_code == 3
    document = json.loads(result.stdout)
    VALIDATOR.validate(document)
    (undone,) = document["summary"]["unfinished"]
    assert (undone["lifecycle"], undone["checks"]) == ("door.py:Door", [])
    write("partial.json", result.stdout)
    again = wayout("check", "partial.json")
    assert again.exit_code == 2
    assert "partial.json: summary.unfinished: 'door.py:Door' reached a limit" in again.stderr


def test_a_data_file_that_is_too_large_leaves_the_answer_undetermined(
    wayout: Wayout, folder: Path
) -> None:
    (folder / "large.json").write_bytes(b" " * 1_000_001)
    result = wayout("check", "door.py", "large.json", "--limit-file", "1")
    assert result.exit_code == 3
    assert checks_of(result.stdout) == DEFECTS
    assert "undetermined: large.json: not read: larger than 1 MB; " in result.stdout


def test_verbs_that_need_every_lifecycle_give_none(wayout: Wayout) -> None:
    result = wayout("list", "door.py", "gate.py", "--limit-states", "3")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("wayout: error: door.py:Door: it has more than 3 states; ")


@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "9" * 20, "x"])
def test_a_limit_is_a_whole_number_above_zero(wayout: Wayout, value: str) -> None:
    result = wayout("check", "door.py", "--limit-seconds", value)
    assert result.exit_code == 2
    assert result.stderr.startswith("wayout: error: invalid value for '--limit-seconds'")


def test_what_an_import_prints_stays_out_of_the_report(wayout: Wayout, write: Write) -> None:
    write("loud.py", "print('loud')\n" + DOOR.replace("\n    ", "\n"))
    result = wayout("check", "loud.py", "-f", "json")
    json.loads(result.stdout)
    assert result.stderr == "loud\n"


def test_a_file_that_exists_is_kept_when_the_run_fails(wayout: Wayout, folder: Path) -> None:
    (folder / "report.txt").write_text("before")
    assert wayout("check", "missing.py", "-o", "report.txt").exit_code == 2
    assert (folder / "report.txt").read_text() == "before"
