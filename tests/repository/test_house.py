"""The rules of the house that no linter knows."""

import re
import subprocess
from pathlib import Path

import pytest

from wayout.analysis.checks.catalogue import SLUGS
from wayout.machines import BUILTIN

ROOT = Path(__file__).parents[2]
LONGEST = 250


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows, or would take, outside a checkout all there are."""
    listed = subprocess.run(  # noqa: S603 - git only lists
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        return [path for pattern in patterns for path in ROOT.rglob(pattern)]
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def test_modules_stay_readable_in_one_go() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("*.py")
        if "tests" not in path.relative_to(ROOT).parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_names_say_something() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert not [path for path in tracked("*.py") if path.stem in vague]


def test_catalogue_names_each_page_and_module() -> None:
    folder = ROOT / "analysis" / "checks"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "catalogue"}
    pages = {path.stem for path in folder.glob("*.md")}
    named = {slug.replace("-", "_") for slug in SLUGS.values()}
    assert modules == named
    assert pages == named


def test_builtin_names_each_machine() -> None:
    folder = ROOT / "machines"
    found = {
        path.stem
        for path in folder.iterdir()
        if path.name not in {"__init__.py", "__pycache__", "vocabulary", "systems", "sources"}
    }
    assert found == set(BUILTIN)


def test_make_knows_each_name_where_it_is_used() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE)) - {"pdf"}  # asks another make
    told = subprocess.run(  # noqa: S603 - -n only says what would be done
        ["make", "-n", "--warn-undefined-variables", *sorted(targets)],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert targets >= {"slow", "bench"}
    assert "undefined variable" not in told.stderr


@pytest.mark.parametrize("path", tracked("*.md"), ids=str)
def test_links_in_docs_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"
