"""A repository with one class and a five-line config is told the same by every way in."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from defusedxml import ElementTree
from tests.interfaces.process import python, wayout

ROOT = Path(__file__).parents[2]

ORDER = '''
    from statemachine import State, StateMachine


    class Order(StateMachine):
        """An order in a shop."""

        open = State(initial=True)
        packing = State()
        lost = State()
        failed = State()
        sent = State(final=True)

        pack = open.to(packing, cond="paid") | open.to(lost, cond="refunded")
        drop = packing.to(failed)
        send = packing.to(sent)

        paid = refunded = True
    '''

CONFIG = """
    targets = ["shop/order.py"]
    ignore = ["WO304"]
    severities = { dead-end = "warning", WO303 = "warning", WO204 = "info" }
    accept = [{ check = "WO102", lifecycle = "Order", states = ["lost"], reason = "we know" }]
    lifecycles.Order = { roles.transient = ["packing"], kinds.success = ["send", "drop"], GUARDS }
    """
EXCLUSIVE = 'constraints.exclusive = [["paid", "refunded"]]'

Told = set[tuple[str, str, str]]
"""Check, severity and message of each open finding that fails."""


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "repo"
    (folder / "shop").mkdir(parents=True)
    (folder / "shop" / "order.py").write_text(dedent(ORDER), encoding="utf-8")
    text = dedent(CONFIG).lstrip().replace("GUARDS", EXCLUSIVE)
    assert text.count("\n") == 5
    (folder / "wayout.toml").write_text(text, encoding="utf-8")
    return folder


def told_by_json(repo: Path, *args: str) -> Told:
    done = wayout("check", "-f", "json", *args, cwd=repo)
    assert done.returncode == 1, done.stderr
    return {
        (finding["check"], finding["severity"], finding["message"])
        for finding in json.loads(done.stdout)["findings"]
        if finding["suppressed"] is None and finding["severity"] != "info"
    }


def told_by_junit(report: Path) -> Told:
    root = ElementTree.parse(report).getroot()
    assert root is not None
    return {
        (str(case.get("name")).partition(" ")[0], *words)
        for case in root.iter("testcase")
        for failure in case.iter("failure")
        for words in _SAID.findall(failure.text or "")
    }


_SAID = re.compile(r"^(?:[^\s:]+:\d+:\d+: )?(error|warning): (.*)$", re.MULTILINE)


def told_by_sarif(report: Path) -> Told:
    (run,) = json.loads(report.read_text(encoding="utf-8"))["runs"]
    return {
        (
            result["ruleId"],
            result["level"],
            result["message"]["text"].removeprefix("Order: ").removesuffix("."),
        )
        for result in run["results"]
        if not result["suppressions"] and result["level"] != "note"
    }


def told_by_pytest(repo: Path, *args: str) -> Told:
    quiet = ("-q", "-p", "no:cacheprovider", "--junitxml=pytest.xml")
    done = python("-m", "pytest", *quiet, "--wayout", *args, cwd=repo)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stdout
    return told_by_junit(repo / "pytest.xml")


@pytest.mark.slow
def test_pytest_and_every_report_tell_the_same(repo: Path) -> None:
    reports = ("--report", "sarif=x.sarif", "--report", "junit=x.xml")
    told = told_by_json(repo, *reports)
    assert {(check, severity) for check, severity, _ in told} == {
        ("WO102", "warning"),
        ("WO201", "warning"),
        ("WO202", "error"),
    }
    assert told_by_sarif(repo / "x.sarif") == told
    assert told_by_junit(repo / "x.xml") == told
    assert told_by_pytest(repo) == told
    assert told_by_pytest(repo, "-n2") == told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        (f", {EXCLUSIVE}", "", "WO303"),
        (', WO204 = "info"', "", "WO204"),
        ('dead-end = "warning"', 'dead-end = "error"', "WO102"),
        ('ignore = ["WO304"]', "", "WO304"),
        ('roles.transient = ["packing"], ', "", "WO201"),
        ('states = ["lost"]', 'states = ["lost"], until = 2020-01-01', "WO902"),
        ('states = ["lost"]', 'states = ["sent"]', "WO901"),
        ("ignore =", "select = ['WO2']\nignore =", "WO102"),
    ],
)
def test_pytest_obeys_each_key_of_the_config(repo: Path, old: str, new: str, check: str) -> None:
    """Each of the keys changes what is told, and changes it alike."""
    path = repo / "wayout.toml"
    before = told_by_json(repo)
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    after = told_by_json(repo)
    assert check in {told[0] for told in before ^ after}
    assert told_by_pytest(repo) == after


@pytest.mark.slow
def test_the_hook_of_precommit_tells_the_same(repo: Path, tmp_path: Path) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    folder = Path(sys.executable).parent
    env = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}

    def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        home = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
        return subprocess.run(  # noqa: S603 - git and pre-commit on folders of the test
            command, cwd=cwd, env=env | home, capture_output=True, text=True, check=False
        )

    for place in (hooks, repo):
        run("git", "init", "-q", cwd=place)
        run("git", "add", "-A", cwd=place)
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        run("git", *identity, "commit", "-qm", "first", cwd=place)
    commit = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    config = {"repos": [{"repo": str(hooks), "rev": commit, "hooks": [{"id": "wayout"}]}]}
    (repo / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    done = run("pre-commit", "run", "wayout", "--all-files", cwd=repo)
    assert done.returncode == 1, done.stdout + done.stderr
    lines = re.findall(r"^shop/order\.py:\d+:\d+: (WO\d+) Order: (.*)$", done.stdout, re.MULTILINE)
    report = json.loads(wayout("check", "-f", "json", cwd=repo).stdout)
    assert sorted(lines) == sorted(
        (finding["check"], finding["message"])
        for finding in report["findings"]
        if finding["suppressed"] is None
    )
