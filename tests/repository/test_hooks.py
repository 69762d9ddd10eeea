"""The ways into other people's CI that are files: they parse, run, and pass their own linters."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
MACHINE = ROOT / "tests" / "machines" / "five_defects.py"


def run(command: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603 - our own files
        command,
        cwd=folder,
        env=os.environ | {"PATH": path} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def script_of(step: str) -> str:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (found,) = [s["run"] for s in action["runs"]["steps"] if s["name"] == step]
    return found.replace("python3", sys.executable)


@pytest.mark.parametrize("targets", ["five.py\n", "five.py:FiveDefects\nrouter\n"])
def test_action_annotates_and_writes_sarif(tmp_path: Path, targets: str) -> None:
    shutil.copy(MACHINE, tmp_path / "five.py")
    done = run(
        ["bash", "-c", script_of("Check")],
        tmp_path,
        TARGETS=targets,
        FAIL_ON="error",
        SARIF_FILE="a b.sarif",
        FOLDER=".",
        GITHUB_OUTPUT=str(tmp_path / "output"),
        GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"),
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error ")
    assert (tmp_path / "a b.sarif").is_file()
    assert (tmp_path / "output").read_text(encoding="utf-8") == "sarif-file=./a b.sarif\n"
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## wayout")


def test_action_takes_no_text_of_its_inputs_as_a_command(tmp_path: Path) -> None:
    done = run(
        ["bash", "-c", script_of("Check")],
        tmp_path,
        TARGETS="$(touch pwned)\n; touch pwned\n",
        FAIL_ON="never",
        SARIF_FILE="x.sarif",
        FOLDER=".",
        GITHUB_OUTPUT=str(tmp_path / "output"),
    )
    assert done.returncode == 2
    assert not (tmp_path / "pwned").exists()


def test_action_passes_its_linter() -> None:
    done = run([str(BIN / "zizmor"), "--offline", "--persona", "auditor", "action.yml"], ROOT)
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.slow
def test_precommit_hook_fails_on_findings_and_passes_without(tmp_path: Path) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    repo = tmp_path / "repo"
    repo.mkdir()
    shutil.copy(MACHINE, repo / "five.py")
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for folder in (hooks, repo):
        run(["git", "init", "-q"], folder)
        run(["git", "add", "-A"], folder)
        run(["git", *identity, "commit", "-qm", "first"], folder)
    commit = run(["git", "rev-parse", "HEAD"], hooks).stdout.strip()
    results = {}
    for target in ("five.py", "router"):
        hook = {"id": "wayout", "args": [target]}
        entry = {"repo": str(hooks), "rev": commit, "hooks": [hook]}
        config = repo / ".pre-commit-config.yaml"
        config.write_text(yaml.safe_dump({"repos": [entry]}), encoding="utf-8")
        home = str(tmp_path / "cache")
        done = run([str(BIN / "pre-commit"), "run", "--all-files"], repo, PRE_COMMIT_HOME=home)
        results[target] = done
    assert results["five.py"].returncode == 1, results["five.py"].stdout
    assert "five.py:" in results["five.py"].stdout
    assert results["router"].returncode == 0, results["router"].stdout
