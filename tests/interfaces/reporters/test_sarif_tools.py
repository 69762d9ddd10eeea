"""SARIF under the rules of its schema and of GitHub, as Microsoft's own tool applies them."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from tests.interfaces.reporters.reports import HOSTILE, KNOWN, LASSO, REPORT, finding

from wayout.analysis.checks.catalogue import SLUGS
from wayout.analysis.finding import Report, Severity
from wayout.interfaces.reporters import reporter

ROOT = Path(__file__).parents[3]
TOOL = ROOT / "build" / "node" / "node_modules" / "@microsoft" / "sarif-multitool-linux"
EVERYTHING = replace(
    REPORT,
    checks=tuple(SLUGS),
    findings=(
        *REPORT.findings,
        finding("door", "odd [x](y) {0} \\ text", witness=LASSO),
        finding("door", HOSTILE, suppressed=KNOWN),
    ),
)
NO_HOMEPAGE = "SARIF2005"
"""It asks for the address of a page about the tool, and there is none to name."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not TOOL.exists(), reason="`make slow` installs sarif-multitool"),
]


def problems(path: Path) -> list[str]:
    """What the tool says of a log: rule and message of each result that is no note."""
    said = path.with_suffix(".validation.sarif")
    subprocess.run(  # noqa: S603 - a tool that only reads
        [
            TOOL / "Sarif.Multitool",
            *("validate", path, "--rule-kind", "Sarif;Ghas"),
            *("--output", said, "--log", "ForceOverwrite"),
        ],
        check=False,
        capture_output=True,
        env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    (run,) = json.loads(said.read_text(encoding="utf-8-sig"))["runs"]
    return [
        f"{result['ruleId']}: {result['message']}"
        for result in run["results"]
        if result.get("level", "warning") in {"error", "warning"}
        and result["ruleId"] != NO_HOMEPAGE
    ]


OVERRIDDEN = EVERYTHING.with_severities({"WO202": Severity.INFO, "WO101": Severity.WARNING})


@pytest.mark.parametrize(
    "report",
    [EVERYTHING, OVERRIDDEN, Report((), ()), replace(EVERYTHING, findings=())],
)
def test_sarif_is_valid_by_its_schema_and_by_the_rules_of_github(
    report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "wayout.sarif"
    path.write_text(reporter("sarif")(report, None), encoding="utf-8")
    schema = json.loads((TOOL / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text(encoding="utf-8")))
    assert problems(path) == []


def test_the_rules_of_github_are_really_applied(tmp_path: Path) -> None:
    log = json.loads(reporter("sarif")(EVERYTHING, None))
    del log["$schema"]
    del log["runs"][0]["tool"]["driver"]["rules"][0]["help"]
    path = tmp_path / "wayout.sarif"
    path.write_text(json.dumps(log), encoding="utf-8")
    assert {problem.partition(":")[0] for problem in problems(path)} >= {"GH2012"}
