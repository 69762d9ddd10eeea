"""Each format for programs, read back by a reader that is not ours."""

import json
import re
from dataclasses import replace
from pathlib import Path

import defusedxml.ElementTree
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.interfaces.exchange.schema import SCHEMA
from tests.interfaces.reporters.reports import CLEAN, HOSTILE, KNOWN, LASSO, REPORT, RUN, finding

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Finding, Report, Severity, Unfinished
from wayout.analysis.lifecycle import Location
from wayout.diagrams.escaping import spelt
from wayout.interfaces.layout import visible
from wayout.interfaces.reporters import REPORTERS, reporter, sarif
from wayout.interfaces.reporters.flows import MOST_STEPS
from wayout.interfaces.reporters.gitlab import _SEVERITIES
from wayout.interfaces.reporters.sarif import MOST_RESULTS

TEXTS = json.loads(
    (Path(__file__).parents[2] / "diagrams" / "hostile_texts.json").read_text(encoding="utf-8")
)
hostile = st.sampled_from(TEXTS) | st.text()
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(name: str, *found: Finding, checks: tuple[str, ...] = ("WO202",)) -> str:
    return reporter(name)(replace(REPORT, findings=found, checks=checks), None)


def shown(text: str) -> str:
    """What a reader of XML is to find: control characters spelled out."""
    return NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04X}", visible(text))


def test_json_lines_are_the_findings_of_the_json_report_and_its_summary() -> None:
    *lines, last = map(json.loads, reporter("json-lines")(REPORT, None).splitlines())
    document = json.loads(reporter("json")(REPORT, None))
    assert lines == document["findings"]
    assert last == {"version": SCHEMA["$defs"]["Version"]["const"], "summary": document["summary"]}


def sarif_run(text: str) -> dict[str, list[dict[str, object]]]:
    (run,) = json.loads(text)["runs"]
    return run


def unescaped(text: str) -> str:
    """Read SARIF's plain text messages as section 3.11 says."""
    braces = text.replace("{{", "{").replace("}}", "}")
    return braces.replace("\\[", "[").replace("\\]", "]")


def test_sarif_names_rule_place_and_logical_place() -> None:
    run = sarif_run(render("sarif", finding("door", "it is stuck", line=9)))
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], result["ruleId"], result["level"]) == ("WO202", "WO202", "warning")
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "door.py"
    assert place["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 5}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "door.it is stuck"
    assert result["suppressions"] == []


def test_sarif_tells_a_severity_of_the_config_as_an_override() -> None:
    """What the run says of a level is what a reader of section 3.27.10 works out without it."""
    given = replace(REPORT, findings=(finding("door", "x"),), checks=("WO101", "WO202"))
    run = sarif_run(reporter("sarif")(given.with_severities({"WO202": Severity.INFO}), None))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "error"]
    (invocation,) = run["invocations"]
    overrides = {
        override["descriptor"]["index"]: override["configuration"]["level"]
        for override in invocation["ruleConfigurationOverrides"]
    }
    assert overrides == {1: "note"}
    (result,) = run["results"]
    assert result["level"] == overrides[result["ruleIndex"]]


@pytest.mark.parametrize("witness", [RUN, LASSO])
def test_sarif_tells_a_witness_step_by_step(witness: object) -> None:
    (result,) = sarif_run(render("sarif", finding("door", "x", witness=witness)))["results"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    told = [step["location"]["message"]["text"] for step in steps]
    assert told[:2] == ["the lifecycle begins: state 'absent'", "event 'break': state 'failed'"]
    assert [step["executionOrder"] for step in steps] == list(range(1, len(steps) + 1))
    again = told[len(witness.stem) :]
    assert again == ["no event is needed: state 'failed', then for ever again"] * len(again)


def test_sarif_cuts_long_witnesses_at_the_front() -> None:
    long = replace(RUN, stem=(*RUN.stem[:1], *RUN.stem[1:] * (MOST_STEPS + 5)))
    (result,) = sarif_run(render("sarif", finding("door", "x", witness=long)))["results"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert len(steps) == MOST_STEPS
    assert steps[-1]["executionOrder"] == len(long.stem)


def test_sarif_suppresses_what_is_accepted() -> None:
    (result,) = sarif_run(render("sarif", finding("door", "x", suppressed=KNOWN)))["results"]
    (suppression,) = result["suppressions"]
    assert suppression["status"] == "accepted"
    assert suppression["justification"] == "it is a fact (until 2030-01-01)"


def test_sarif_keeps_the_most_severe_and_says_what_is_missing() -> None:
    many = [finding("door", str(number)) for number in range(MOST_RESULTS)]
    worse = finding("door", "worse", severity=Severity.ERROR)
    run = sarif_run(render("sarif", finding("door", "x", suppressed=KNOWN), *many, worse))
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][-1]["level"] == "error"
    assert not any(result["suppressions"] for result in run["results"])
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("2 findings of the least severe are left out")


def test_sarif_says_whether_the_run_came_to_its_end() -> None:
    undone = (Unfinished("door", "it takes too long", ("WO202",)),)
    for unfinished, done in (((), True), (undone, False)):
        text = reporter("sarif")(replace(REPORT, findings=(), unfinished=unfinished), None)
        assert sarif_run(text)["invocations"][0]["executionSuccessful"] is done


def test_sarif_escapes_placeholders_and_links() -> None:
    (result,) = sarif_run(render("sarif", finding("door", "{0} [a](b)")))["results"]
    assert result["message"]["text"] == r"door: {{0}} \[a\](b)."


def test_sarif_tells_the_runs_of_the_most_severe_as_far_as_they_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MOST_STEPS_OF_RUN", 6)
    many = [finding("door", str(number), witness=RUN) for number in range(3)]
    worse = finding("door", "worse", severity=Severity.ERROR, witness=RUN)
    run = sarif_run(render("sarif", *many, finding("door", "short"), worse))
    told = [result["message"]["text"] for result in run["results"] if "codeFlows" in result]
    assert told == ["door: 0.", "door: 1.", "door: worse."]
    assert len(run["results"]) == 5
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("the runs of 1 finding of the least severe are")


@given(hostile)
def test_sarif_carries_any_text(text: str) -> None:
    (result,) = sarif_run(render("sarif", finding("door", text)))["results"]
    assert unescaped(result["message"]["text"]) == f"door: {visible(text)}."


def junit_cases(text: str):
    return list(defusedxml.ElementTree.fromstring(text.encode("utf-8")).iter("testcase"))


def test_junit_has_a_case_for_each_check_of_each_lifecycle() -> None:
    text = reporter("junit")(replace(REPORT, checks=tuple(SLUGS)), None)
    suites = list(defusedxml.ElementTree.fromstring(text.encode()).iter("testsuite"))
    cases = {suite.get("name"): [case.get("name") for case in suite] for suite in suites}
    everything = [f"{check} {slug}" for check, slug in SLUGS.items()]
    assert cases == {
        "door": everything,
        "window": everything,
        "roof": ["WO202 error-without-recovery"],
    }
    failing = {suite.get("name"): suite.get("failures") for suite in suites}
    assert failing == {"door": "1", "window": "0", "roof": "1"}


def test_junit_fails_for_open_findings_only() -> None:
    (case,) = junit_cases(render("junit", finding("door", "x", suppressed=KNOWN)))[:1]
    assert case.find("failure") is None
    assert "accepted: it is a fact" in (case.findtext("system-out") or "")
    (case,) = junit_cases(render("junit", finding("door", "x", severity=Severity.INFO)))[:1]
    assert case.find("failure") is None
    (case,) = junit_cases(render("junit", finding("door", "x"), finding("door", "y")))[:1]
    assert case.find("failure").get("message") == "2 findings: x and others"


@given(hostile)
def test_junit_carries_any_text(text: str) -> None:
    (case,) = junit_cases(render("junit", finding("door", text)))[:1]
    assert (case.find("failure").get("message") or "") == shown(text)


def test_gitlab_reports_what_merge_requests_need() -> None:
    (value,) = json.loads(render("gitlab", finding("door", "x", line=3)))
    assert value["location"] == {"path": "door.py", "lines": {"begin": 3}}
    assert value["severity"] in set(_SEVERITIES.values())
    assert value["fingerprint"] == finding("door", "x").fingerprint


def test_gitlab_fingerprints_are_unique_and_accepted_findings_left_out() -> None:
    found = [finding("door", "x", line=1), finding("door", "x", line=2)]
    values = json.loads(render("gitlab", *found, finding("door", "y", suppressed=KNOWN)))
    assert len({value["fingerprint"] for value in values}) == len(values) == 2


@given(hostile)
def test_gitlab_carries_any_text(text: str) -> None:
    (value,) = json.loads(render("gitlab", finding("door", text)))
    assert value["description"] == f"door: {visible(text)}"


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_github_shows_ten_of_each_level_and_the_whole_report() -> None:
    many = [finding("door", str(number)) for number in range(12)]
    lines = render("github", *many, finding("roof", "bad", severity=Severity.ERROR)).splitlines()
    commands = [match.group(1) for line in lines if (match := COMMAND.fullmatch(line))]
    assert commands == ["error", *["warning"] * 10]
    assert len([line for line in lines if line.startswith("door.py:7:5: WO202")]) == 12


def test_github_is_given_what_means_something_to_it_escaped() -> None:
    place = Location("a:b,c%0A.py")
    (first, *_) = render("github", replace(finding("door", "50%0A:,"), location=place)).splitlines()
    assert first.startswith(
        "::warning title=WO202 error-without-recovery,file=a%3Ab%2Cc%250A.py,line=1,col=1::"
        "door: 50%250A:,%0Aremedy: "
    )


def test_github_shows_ten_of_what_is_undetermined() -> None:
    undone = tuple(Unfinished(str(number), "it takes too long") for number in range(12))
    lines = reporter("github")(replace(REPORT, findings=(), unfinished=undone), None).splitlines()
    assert sum(line.startswith("::warning title=undetermined::") for line in lines) == 10


@given(hostile)
def test_github_carries_any_text_and_runs_no_command_of_it(text: str) -> None:
    first, stop, *plain, go = render("github", finding("door", text)).splitlines()
    match = COMMAND.fullmatch(first)
    assert match
    said = match.group(3).replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert said.split("\n")[0] == f"door: {visible(text)}"
    token = stop.removeprefix("::stop-commands::")
    assert go == f"::{token}::"
    assert not any(token in line for line in plain)


def plain_text(markdown: str) -> str:
    """What a reader of the rendered text sees, pictures left out."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    inner = [child for token in tokens for child in token.children or ()]
    breaks = {"softbreak", "hardbreak"}
    return "".join("\n" if child.type in breaks else child.content for child in inner)


@given(hostile)
def test_markdown_carries_any_text(text: str) -> None:
    read = plain_text(render("markdown", finding("door", text, witness=RUN)))
    wanted = re.sub(r"\s+", " ", spelt(text)).strip()
    assert wanted in re.sub(r"\s+", " ", read)


def test_markdown_draws_the_runs_of_the_findings() -> None:
    text = render("markdown", finding("door", "x", witness=RUN))
    (picture,) = [token.content for token in MarkdownIt().parse(text) if token.info == "mermaid"]
    assert "stateDiagram-v2" in picture
    assert ": break" in picture


def test_markdown_tells_fifty_findings_and_counts_the_others() -> None:
    text = render("markdown", *(finding("door", str(number)) for number in range(53)))
    assert text.count("<br>remedy:") == 50
    assert "3 findings more, of the least severe, are not told here." in text


def test_hostile_text_of_the_console_reports_is_no_command_either() -> None:
    assert HOSTILE not in reporter("github")(Report((), (finding("door", HOSTILE),)), None)


@pytest.mark.parametrize("name", sorted(REPORTERS.keys() - {"gitlab"}))
def test_what_is_undetermined_shows_in_every_format_that_has_a_place_for_it(name: str) -> None:
    undone = (Unfinished("door", "no time", ("WO101",)), Unfinished("gate.py:Gate", "too large"))
    report = replace(CLEAN, checks=("WO101", "WO102"), unfinished=undone)
    text = reporter(name)(report, None)
    for part in ("WO101", "no time", "too large"):
        assert part in text


def test_junit_does_not_pass_a_check_that_was_not_finished() -> None:
    undone = (Unfinished("door", "no time", ("WO101",)), Unfinished("gate.py:Gate", "too large"))
    report = replace(CLEAN, checks=("WO101", "WO102"), unfinished=undone)
    root = defusedxml.ElementTree.fromstring(reporter("junit")(report, None))
    cases = {(case.get("classname"), case.get("name")): case for case in root.iter("testcase")}
    assert ("door.py:Door", "WO101 unreachable-state") not in cases
    assert cases["door.py:Door", "undetermined"].find("error") is not None
    assert cases["gate.py:Gate", "undetermined"].find("error") is not None
