"""Machines nobody here wrote are judged as they were: `make ecosystem` gathers them and asks.

`make golden` writes the verdicts anew where the packages are gathered.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "ecosystem"
GOLDEN = HERE.parent / "golden" / "ecosystem.json"
PACKAGES = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))["package"]
WRITING = os.environ.get("WAYOUT_GOLDEN") == "write"


def targets(package: dict[str, Any], folder: Path) -> Iterator[str]:
    for target in package.get("targets", ()):
        if "*" in target:
            found = sorted(folder.glob(target))
            yield from (p.relative_to(folder).as_posix() for p in found if p.stem != "__init__")
        else:
            yield target
    if "readme" in package:
        examples = sorted(folder.glob("example_*.py"))
        yield from (p.name for p in examples if "Machine(" in p.read_text(encoding="utf-8"))
    if "adapter" in package:
        yield str(HERE / "adapters" / package["adapter"])


def verdicts(wanted: list[str], folder: Path) -> dict[str, Any]:
    """The verdict on each target: of all in one run, or each alone if one of them is refused.

    Examples are asked alone in any case, since some change the library for all machines.
    """
    examples = [target for target in wanted if target.startswith("example_")]
    others = [target for target in wanted if target not in examples]
    done = asked(others, folder)
    if done.returncode in {0, 1}:
        found = judged(done.stdout)
        alone = examples
    else:
        found, alone = {}, wanted
    for target in alone:
        done = asked([target], folder)
        if done.returncode in {0, 1}:
            found |= judged(done.stdout)
        else:
            said = [line for line in done.stderr.splitlines() if line.startswith("wayout: error")]
            assert said, done.stderr
            found[target] = {"refused": said[0].partition(f"{target}:")[2].strip()}
    return found


def asked(wanted: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "wayout", "check", *wanted, "-f", "json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def judged(report: str) -> dict[str, Any]:
    """What is kept of a report: no more than names, counts and findings."""
    read = json.loads(report)
    findings: dict[str, list[str]] = {}
    for finding in read["findings"]:
        words = [finding["check"], *finding["states"], *finding["events"]]
        findings.setdefault(finding["lifecycle"], []).append(" ".join(words))
    return {
        lifecycle["target"].removeprefix(f"{HERE}/adapters/"): {
            "states": len(lifecycle["states"]),
            "transitions": len(lifecycle["transitions"]),
            "assumptions": lifecycle["assumptions"],
            "findings": findings.get(lifecycle["name"], []),
        }
        for lifecycle in read["lifecycles"]
    }


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_golden_verdicts_of_published_machines(package: dict[str, Any]) -> None:
    folder = BUILD / package["name"]
    if not (folder / ".gathered").is_file():
        pytest.skip("the package is not here: `make ecosystem` gathers it, with the network")
    found = {
        "version": package["version"],
        "verdicts": verdicts(list(targets(package, folder)), folder),
    }
    kept = json.loads(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.is_file() else {}
    if WRITING:
        kept[package["name"]] = found
        GOLDEN.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert found == kept.get(package["name"])
